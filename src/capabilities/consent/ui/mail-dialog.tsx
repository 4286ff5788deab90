import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { type MailPurpose, mayContact, writeMail } from '#consent/contract';
import type { ContactView } from '#contacts/contract';
import { Button } from '#web/components/button.tsx';
import { DateField } from '#web/components/date-field.tsx';
import { Dialog } from '#web/components/dialog.tsx';
import { TextField } from '#web/components/fields.tsx';
import { Select } from '#web/components/select.tsx';
import { ErrorNote, Note } from '#web/components/states.tsx';
import { toast } from '#web/components/toast.tsx';
import { useMutationOf, useQueryOf } from '#web/data.ts';
import { useFormat } from '#web/format.ts';
import { useSession } from '#web/session.ts';
import { GateReason } from './gate-reason.tsx';

/** The gate is asked while the purpose is chosen: nobody writes a mail that may not go out. */
export function MailDialog({ person, onClose }: { person: ContactView; onClose: () => void }) {
  const { t } = useLingui();
  const format = useFormat();
  const { mailConfigured } = useSession();
  const contactId = person.id;
  const [now] = useState(() => new Date());
  const today = format.isoDayOf(now);
  const [to, setTo] = useState(person.emails[0]?.value ?? '');
  const [purpose, setPurpose] = useState<MailPurpose>('requested');
  const [askedOn, setAskedOn] = useState<string | null>(today);
  const [about, setAbout] = useState('');
  const [subject, setSubject] = useState('');
  const [text, setText] = useState('');
  const asks = purpose === 'requested';
  // The person asked on that day, at the latest now.
  const request =
    asks && askedOn !== null && about.trim() ? { at: momentOn(askedOn, today, now), about: about.trim() } : null;
  const gate = useQueryOf(mayContact, {
    params: { contactId },
    query: {
      channel: 'email',
      purpose,
      // What was asked changes nothing of the answer; it is not asked for anew with every letter.
      ...(request && { requestedAt: request.at, requestedAbout: t`Antwort auf eine Anfrage` }),
    },
  });
  const answer = gate.data;
  const send = useMutationOf(writeMail, {
    quiet: true,
    refreshes: ['consent', 'timeline', 'contacts'],
    done: () => {
      onClose();
      toast({ message: mailConfigured ? t`Die E-Mail ist unterwegs.` : t`Die E-Mail liegt im Postausgang.` });
    },
  });
  const ready = answer?.allowed === true && subject.trim() !== '' && text.trim() !== '' && (!asks || request !== null);
  const submit = () => {
    if (!ready || send.isPending) return;
    const body = { to, purpose, subject: subject.trim(), text, ...(request && { request }) };
    send.mutate({ params: { contactId }, body });
  };
  const waitsForRequest = asks && request === null;
  return (
    <Dialog
      actions={
        <>
          <Button onPress={onClose}>{t`Abbrechen`}</Button>
          <Button disabled={!ready} icon="mail" kind="primary" onPress={submit} pending={send.isPending}>
            {t`Senden`}
          </Button>
        </>
      }
      onClose={onClose}
      open
      title={t`E-Mail an ${person.name}`}
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        {send.error && <ErrorNote error={send.error} kept={t`Ihre Eingaben stehen noch hier.`} />}
        {person.emails.length > 1 && (
          <Select
            label={t`An`}
            onChange={setTo}
            options={person.emails.map(({ value }) => ({ value, label: value }))}
            value={to}
          />
        )}
        <Select<MailPurpose>
          label={t`Worum geht es?`}
          onChange={setPurpose}
          options={[
            { value: 'requested', label: t`Antwort auf eine Anfrage` },
            { value: 'contract', label: t`Unser Vertrag` },
            { value: 'service', label: t`Service` },
            { value: 'advertising', label: t`Werbung` },
          ]}
          value={purpose}
        />
        {asks && (
          <div className="grid grid-cols-[10rem_1fr] gap-3 phone:grid-cols-1">
            <DateField label={t`Gefragt am`} max={today} onChange={setAskedOn} required value={askedOn} />
            <TextField
              label={t`Was wollte die Person wissen?`}
              maxLength={500}
              onChange={setAbout}
              required
              value={about}
            />
          </div>
        )}
        {answer && !answer.allowed && !waitsForRequest && (
          <GateReason answer={answer} channel="email" contactId={contactId} />
        )}
        {gate.error && <ErrorNote error={gate.error} onRetry={() => void gate.refetch()} />}
        <TextField label={t`Betreff`} maxLength={200} onChange={setSubject} required value={subject} />
        <TextField label={t`Text`} maxLength={20_000} multiline onChange={setText} required rows={8} value={text} />
        {purpose === 'advertising' && answer?.allowed && (
          <Note>
            <Trans>Darunter kommt ein Link, mit dem die Person Werbung per E-Mail mit einem Klick beendet.</Trans>
          </Note>
        )}
        {!mailConfigured && (
          <Note kind="careful">
            <Trans>Es ist kein Mailserver eingerichtet: Die E-Mail bleibt im Postausgang liegen.</Trans>
          </Note>
        )}
      </form>
    </Dialog>
  );
}

function momentOn(day: string, today: string, now: Date): string {
  return (day === today ? now : new Date(`${day}T12:00:00`)).toISOString();
}
