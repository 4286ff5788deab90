import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { usePeople } from '#access/ui';
import { type Chosen, ContactChoice } from '#contacts/ui';
import { changeMeeting, createMeeting, listPlaces, type MeetingView, type PlannedMeeting } from '#meetings/contract';
import { getContact } from '#contacts/contract';
import { Button } from '#web/components/button.tsx';
import { Checkbox } from '#web/components/checkbox.tsx';
import { DateField, TimeField } from '#web/components/date-field.tsx';
import { Dialog } from '#web/components/dialog.tsx';
import { TextField } from '#web/components/fields.tsx';
import { NumberField } from '#web/components/number-field.tsx';
import { ErrorNote } from '#web/components/states.tsx';
import { toast } from '#web/components/toast.tsx';
import { useMutationOf, useQueryOf } from '#web/data.ts';
import { useFormat } from '#web/format.ts';
import { useSession } from '#web/session.ts';
import { instantOf } from '#web/workspace-time.ts';
import { HostsField } from './hosts-field.tsx';
import { type WhereDraft, WhereFields, whereOf } from './where-fields.tsx';

/** Without a contact or a meeting of one, it asks with whom. */
type Props = { contactId?: string; dealId?: string; meeting?: MeetingView; onClose: () => void };

/** Plans a meeting with a person, or moves the one that is given. */
export function PlanDialog(props: Props) {
  const { t } = useLingui();
  return (
    <Dialog onClose={props.onClose} open title={props.meeting ? t`Termin ändern` : t`Termin planen`}>
      <PlanForm {...props} />
    </Dialog>
  );
}

function PlanForm({ contactId, dealId, meeting, onClose }: Props) {
  const { t } = useLingui();
  const format = useFormat();
  const { user } = useSession();
  const people = usePeople();
  const [contact, setContact] = useState<Chosen | null>(null);
  const withId = contactId ?? meeting?.contactId ?? contact?.value;
  const [title, setTitle] = useState(meeting?.title ?? t`Beratung`);
  const [where, setWhere] = useState<WhereDraft>({
    way: meeting?.way ?? 'video',
    location: meeting?.location ?? '',
    at: meeting?.way === 'video' ? (meeting.place?.id ?? 'own') : 'usual',
  });
  const [placeId, setPlaceId] = useState(meeting?.placeId ?? null);
  const { data: places } = useQueryOf(listPlaces);
  const place = places?.items.find(({ id }) => id === placeId);
  const [on, setOn] = useState<string | null>(meeting ? format.isoDayOf(meeting.startsAt) : null);
  const [time, setTime] = useState<string | null>(meeting ? format.time(meeting.startsAt) : null);
  const [minutes, setMinutes] = useState<number | null>(meeting ? minutesOf(meeting) : 30);
  const [hostIds, setHostIds] = useState<readonly string[]>(meeting?.hostIds ?? [user.id]);
  const [invite, setInvite] = useState(false);
  const email = useQueryOf(getContact, withId ? { params: { contactId: withId } } : null).data?.emails[0]?.value;
  const mayInvite = email !== undefined && !meeting?.invited && meeting?.source !== 'booking';
  const told = ({ overlaps }: PlannedMeeting) => {
    onClose();
    const [first] = overlaps;
    toast(
      first
        ? {
            tone: 'careful',
            message: t`Geplant. Zur selben Zeit hat ${people.nameOf(first.userId)} schon etwas: ${format.dateTime(first.startsAt)}–${format.time(first.endsAt)}`,
          }
        : { message: meeting ? t`Termin geändert` : t`Termin geplant` },
    );
  };
  const more = { quiet: true, refreshes: ['timeline', 'contacts', 'next-steps'], done: told };
  const create = useMutationOf(createMeeting, more);
  const change = useMutationOf(changeMeeting, more);
  // Who comes to a showroom comes to where it is.
  const chosen = whereOf(place && where.way === 'place' ? { ...where, location: place.address } : where);
  const ready =
    title.trim() !== '' &&
    on !== null &&
    time !== null &&
    minutes !== null &&
    minutes > 0 &&
    chosen &&
    withId &&
    hostIds.length > 0;
  const save = () => {
    if (on === null || time === null || minutes === null || !chosen || !withId) return;
    const startsAt = instantOf(on, time);
    const endsAt = new Date(Date.parse(startsAt) + minutes * 60_000).toISOString();
    const body = { title, where: chosen, placeId: where.way === 'place' ? placeId : null, startsAt, endsAt };
    const more = { hostIds: [...hostIds], ...(invite && mayInvite && { invite }) };
    if (!meeting) create.mutate({ body: { ...body, ...more, contactId: withId, ...(dealId && { dealId }) } });
    else change.mutate({ params: { meetingId: meeting.id }, body: { ...body, ...more }, ifMatch: meeting.version });
  };
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      {(create.error ?? change.error) && (
        <ErrorNote error={create.error ?? change.error} kept={t`Ihre Eingaben stehen noch hier.`} />
      )}
      {!contactId && !meeting && (
        <ContactChoice autoFocus label={t`Mit wem`} onChange={setContact} required value={contact} />
      )}
      <TextField
        autoFocus={Boolean(contactId ?? meeting)}
        label={t`Worum geht es?`}
        maxLength={200}
        onChange={setTitle}
        required
        value={title}
      />
      <div className="grid grid-cols-3 gap-3 phone:grid-cols-2">
        <DateField label={t`Tag`} onChange={setOn} required value={on} />
        <TimeField label={t`Uhrzeit`} onChange={setTime} required value={time} />
        <NumberField label={t`Dauer`} max={1440} min={1} onChange={setMinutes} unit={t`Min.`} value={minutes} />
      </div>
      <WhereFields
        onChange={setWhere}
        value={where}
        {...(places && places.items.length > 0 && { places: places.items, placeId, onPlace: setPlaceId })}
      />
      <HostsField hostIds={hostIds} onChange={setHostIds} />
      {mayInvite && (
        <Checkbox
          checked={invite}
          hint={t`Mit dem Termin für den Kalender, dem Weg ins Videogespräch und einem Link zum Absagen. Ändert sich etwas, geht das auch per Mail.`}
          label={t`Einladung an ${email} schicken`}
          onChange={setInvite}
        />
      )}
      {(meeting?.invited || meeting?.source === 'booking') && (
        <p className="text-sm text-soft">{t`Was Sie ändern, geht auch per Mail an den Menschen.`}</p>
      )}
      <div className="flex justify-end gap-2">
        <Button onPress={onClose}>{t`Abbrechen`}</Button>
        <Button disabled={!ready} kind="primary" pending={create.isPending || change.isPending} type="submit">
          {t`Speichern`}
        </Button>
      </div>
    </form>
  );
}

const minutesOf = ({ startsAt, endsAt }: MeetingView): number =>
  Math.round((Date.parse(endsAt) - Date.parse(startsAt)) / 60_000);
