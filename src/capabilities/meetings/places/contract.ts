import { z } from 'zod';
import { TabletToken } from '#consent/contract';
import { Day, defineOperation, Download, Id, Instant, Line, Text, Upload } from '#platform/operation';
import { MeetingView } from '../contract/meeting.ts';
import { Spot } from '../visits/contract.ts';

export const ExhibitPicture = z.strictObject({ pictureId: Id, address: z.string() });
export type ExhibitPicture = z.infer<typeof ExhibitPicture>;

export const Exhibit = z.strictObject({
  id: Id,
  name: z.string(),
  line: z.string().nullable(),
  /** `alt`: what is on it, for whoever does not see it. */
  picture: ExhibitPicture.extend({ alt: z.string() }).nullable(),
});
export type Exhibit = z.infer<typeof Exhibit>;

export const PlaceView = z.strictObject({
  id: Id,
  name: z.string(),
  address: z.string(),
  spot: Spot.nullable(),
  /** When it is open, in words. */
  opening: z.string().nullable(),
  /** So many visitors at one time. */
  capacity: z.number().int(),
  exhibits: z.array(Exhibit),
  createdAt: Instant,
  updatedAt: Instant,
  closedAt: Instant.nullable(),
  version: z.number().int(),
});
export type PlaceView = z.infer<typeof PlaceView>;

export const listPlaces = defineOperation({
  name: 'meetings.listPlaces',
  method: 'GET',
  path: '/places',
  summary: 'The showrooms, with what there is to see; closed ones last',
  permission: 'meetings.read',
  output: z.strictObject({ items: z.array(PlaceView) }),
});

const content = z.strictObject({
  name: Line(120),
  address: Line(300),
  spot: Spot.nullable(),
  opening: Text(1000).nullable(),
  capacity: z.number().int().min(1).max(100),
  /** In the order in which they are shown. One that keeps its name stays the same. */
  exhibits: z
    .array(
      z.strictObject({
        name: Line(160),
        line: Line(300).nullable(),
        /** Left out: as it is; null: none. */
        picture: z
          .strictObject({ pictureId: Id, alt: Line(300) })
          .nullable()
          .optional(),
      }),
    )
    .max(50),
});

export const CreatePlace = content.partial({ spot: true, opening: true, exhibits: true });
export type CreatePlace = z.infer<typeof CreatePlace>;

export const createPlace = defineOperation({
  name: 'meetings.createPlace',
  method: 'POST',
  path: '/places',
  summary: 'Open a showroom',
  permission: 'meetings.manage',
  body: CreatePlace,
  output: PlaceView,
  refusals: ['picture_unknown'],
});

/** Closed, no booking page can be given it any more; those that have it keep it. */
export const ChangePlace = content.partial().extend({ closed: z.boolean().optional() });
export type ChangePlace = z.infer<typeof ChangePlace>;

export const changePlace = defineOperation({
  name: 'meetings.changePlace',
  method: 'PATCH',
  path: '/places/:placeId',
  summary: 'Change a showroom or what there is to see, close it or open it again',
  permission: 'meetings.manage',
  params: z.strictObject({ placeId: Id }),
  body: ChangePlace,
  output: PlaceView,
  refusals: ['stale', 'picture_unknown'],
});

export const addExhibitPicture = defineOperation({
  name: 'meetings.addExhibitPicture',
  method: 'POST',
  path: '/exhibit-pictures',
  summary: 'Bring a picture for an exhibit: PNG, JPEG or WebP, at most 2 MB and 4096 points wide and high',
  permission: 'meetings.manage',
  body: Upload,
  output: ExhibitPicture,
  // The same bytes again are the same picture.
  status: 200,
  refusals: ['too_large', 'picture_unreadable', 'picture_too_wide'],
});

export const seeExhibitPicture = defineOperation({
  name: 'meetings.seeExhibitPicture',
  method: 'GET',
  path: '/exhibit-pictures/:key',
  summary: 'A picture of an exhibit, by the address that was given out for it',
  permission: 'public',
  params: z.strictObject({ key: z.string().max(200) }),
  output: Download,
});

export const showExhibits = defineOperation({
  name: 'meetings.showExhibits',
  method: 'POST',
  path: '/showroom/exhibits',
  summary: 'For the tablet on which visitors sign: what there is to see in the showrooms that are open',
  permission: 'public',
  body: z.strictObject({ token: TabletToken }),
  output: z.strictObject({
    places: z.array(z.strictObject({ id: Id, name: z.string(), exhibits: z.array(Exhibit) })),
  }),
  status: 200,
  refusals: ['showroom_over'],
});

export const listVisitors = defineOperation({
  name: 'meetings.listVisitors',
  method: 'GET',
  path: '/visitors',
  summary: 'Who comes to which showroom on a day, and who is there already',
  permission: 'meetings.read',
  query: z.strictObject({ on: Day }),
  output: z.strictObject({
    items: z.array(z.strictObject({ placeId: Id, meeting: MeetingView })),
    /** The next day after it on which somebody is to come. */
    next: Day.nullable(),
  }),
});
