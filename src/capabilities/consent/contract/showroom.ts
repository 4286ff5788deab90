import { z } from 'zod';
import { defineOperation, Id, Instant, Line } from '#platform/operation';
import { Channel } from './shapes.ts';

/** A tablet on which visitors sign. */
export const Showroom = z.strictObject({
  id: Id,
  name: z.string(),
  cards: z.number().int(),
  startedBy: Id,
  startedAt: Instant,
  expiresAt: Instant,
});
export type Showroom = z.infer<typeof Showroom>;

export const listShowrooms = defineOperation({
  name: 'consent.listShowrooms',
  method: 'GET',
  path: '/consent/showrooms',
  summary: 'The tablets that take cards from visitors now, the latest first',
  permission: 'consent.read',
  output: z.strictObject({ items: z.array(Showroom) }),
});

export const startShowroom = defineOperation({
  name: 'consent.startShowroom',
  method: 'POST',
  path: '/consent/showrooms',
  summary: 'Let a tablet take cards for twelve hours; its address is shown once and can do nothing else',
  permission: 'consent.write',
  body: z.strictObject({ name: Line(80) }),
  // The address is never kept, so a repeated request can't give it again: no Idempotency-Key here.
  status: 200,
  output: z.strictObject({ showroom: Showroom, address: z.string() }),
  refusals: ['wording_missing'],
});

export const endShowroom = defineOperation({
  name: 'consent.endShowroom',
  method: 'PUT',
  path: '/consent/showrooms/:showroomId/ending',
  summary: 'Let a tablet take no more cards',
  permission: 'consent.write',
  params: z.strictObject({ showroomId: Id }),
  output: z.null(),
  status: 204,
});

/** What makes a browser the tablet of a showroom. */
export const TabletToken = z.string().regex(/^[\w-]{43}$/);

/** All that a tablet may see. */
export const ShowroomPage = z.strictObject({
  company: z.string(),
  asked: z.array(z.strictObject({ channel: Channel, wordingId: Id, text: z.string() })),
});
export type ShowroomPage = z.infer<typeof ShowroomPage>;

export const openShowroom = defineOperation({
  name: 'consent.openShowroom',
  method: 'POST',
  path: '/showroom',
  summary: 'For the tablet: the texts that visitors can agree to',
  permission: 'public',
  body: z.strictObject({ token: TabletToken }),
  output: ShowroomPage,
  status: 200,
  refusals: ['showroom_over'],
});

export const HandInCard = z.strictObject({
  token: TabletToken,
  /** Made by the tablet, in the form of an id: a card that is sent twice is one. */
  cardId: z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
  firstName: Line(80).optional(),
  lastName: Line(80),
  street: Line(160).optional(),
  postalCode: Line(12).optional(),
  city: Line(120).optional(),
  email: z.email().max(254).optional(),
  phone: Line(50).optional(),
  wordingIds: z.array(Id).min(1).max(5),
  /** The signature: a PNG in base64. */
  signature: z.base64().min(100).max(700_000),
});
export type HandInCard = z.infer<typeof HandInCard>;

export const handInCard = defineOperation({
  name: 'consent.handInCard',
  method: 'POST',
  path: '/showroom/cards',
  summary: 'For the tablet: hand in what a visitor filled in and signed',
  permission: 'public',
  body: HandInCard,
  output: z.null(),
  status: 204,
  refusals: ['showroom_over', 'card_incomplete', 'signature_unreadable', 'too_many_tries'],
});
