import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { type Address, getContact } from '#contacts/contract';
import { type Chosen, ContactChoice } from '#contacts/ui';
import { planVisit } from '#meetings/contract';
import { Button } from '#web/components/button.tsx';
import { DateField, TimeField } from '#web/components/date-field.tsx';
import { Dialog } from '#web/components/dialog.tsx';
import { TextField } from '#web/components/fields.tsx';
import { ErrorNote } from '#web/components/states.tsx';
import { toast } from '#web/components/toast.tsx';
import { useMutationOf, useQueryOf } from '#web/data.ts';
import { useFormat } from '#web/format.ts';
import { useNow } from '#web/components/texts.tsx';
import { readSpot, writeSpot } from '#web/typed-spots.ts';
import { instantOf } from '#web/workspace-time.ts';

const lengthMs = 3_600_000;

/** Whom, where, when, and on which invitation. */
export function PlanVisitDialog({ on: day, onClose }: { on: string; onClose: () => void }) {
  const { t } = useLingui();
  const format = useFormat();
  const now = useNow();
  const [contact, setContact] = useState<Chosen | null>(null);
  const [title, setTitle] = useState(t`Beratung`);
  const [address, setAddress] = useState('');
  const [on, setOn] = useState<string | null>(day);
  const [time, setTime] = useState<string | null>(null);
  const [invitedOn, setInvitedOn] = useState<string | null>(format.isoDayOf(now));
  const [about, setAbout] = useState('');
  const [proof, setProof] = useState('');
  const [spotText, setSpotText] = useState('');
  const spot = readSpot(spotText);
  const { data: person } = useQueryOf(getContact, contact ? { params: { contactId: contact.value } } : null);
  const home = person?.id === contact?.value ? person?.addresses[0] : undefined;
  const [taken, setTaken] = useState<typeof home>();
  // Where they live, as it stands with them: what was typed by hand stays.
  if (home && home !== taken) {
    setTaken(home);
    if (address === '' || address === addressText(taken)) setAddress(addressText(home));
    if (spotText === '' || spotText === writeSpot(taken ?? {})) setSpotText(writeSpot(home));
  }
  const plan = useMutationOf(planVisit, {
    quiet: true,
    refreshes: ['timeline', 'contacts', 'next-steps'],
    done: () => {
      toast({ message: t`Besuch geplant` });
      onClose();
    },
  });
  const words = [title, address, about, proof];
  const ready = contact && on && time && invitedOn && spot !== undefined && words.every((word) => word.trim() !== '');
  const save = () => {
    if (!contact || !on || !time || !invitedOn || spot === undefined) return;
    const startsAt = instantOf(on, time);
    const morning = instantOf(invitedOn, '00:00');
    plan.mutate({
      body: {
        contactId: contact.value,
        title,
        address,
        startsAt,
        endsAt: new Date(Date.parse(startsAt) + lengthMs).toISOString(),
        invitation: { at: morning, about, proof },
        ...(spot && { spot }),
      },
    });
  };
  return (
    <Dialog
      actions={
        <>
          <Button onPress={onClose}>{t`Abbrechen`}</Button>
          <Button disabled={!ready} kind="primary" onPress={save} pending={plan.isPending}>{t`Speichern`}</Button>
        </>
      }
      onClose={onClose}
      open
      title={t`Besuch planen`}
    >
      <div className="flex flex-col gap-4">
        {plan.error && <ErrorNote error={plan.error} kept={t`Ihre Eingaben stehen noch hier.`} />}
        <ContactChoice autoFocus label={t`Mit wem`} onChange={setContact} required value={contact} />
        <TextField label={t`Worum geht es?`} maxLength={200} onChange={setTitle} required value={title} />
        <div className="grid grid-cols-2 gap-3">
          <DateField label={t`Tag`} onChange={setOn} required value={on} />
          <TimeField label={t`Uhrzeit`} onChange={setTime} required value={time} />
        </div>
        <TextField label={t`Adresse`} maxLength={300} onChange={setAddress} required value={address} />
        <TextField
          error={spot === undefined ? t`Breite und Länge, zum Beispiel 51.3127, 9.4797` : undefined}
          hint={t`Für die Reihenfolge des Tages, aus einer Karte kopiert. Freiwillig.`}
          label={t`Koordinaten`}
          maxLength={60}
          onChange={setSpotText}
          value={spotText}
        />
        <DateField
          label={t`Eingeladen am`}
          max={format.isoDayOf(now)}
          onChange={setInvitedOn}
          required
          value={invitedOn}
        />
        <TextField
          hint={t`Was die Person sehen oder besprechen wollte.`}
          label={t`Wozu eingeladen`}
          maxLength={200}
          onChange={setAbout}
          required
          value={about}
        />
        <TextField
          hint={t`Der Anruf, die E-Mail, der Brief: woran man sie wiederfindet.`}
          label={t`Beleg der Einladung`}
          maxLength={500}
          onChange={setProof}
          required
          value={proof}
        />
      </div>
    </Dialog>
  );
}

function addressText({ street, houseNumber, postalCode, city }: Partial<Address> = {}): string {
  const parts = [
    [street, houseNumber],
    [postalCode, city],
  ];
  return parts
    .map((part) => part.filter(Boolean).join(' '))
    .filter(Boolean)
    .join(', ');
}
