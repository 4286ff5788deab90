import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { type CallView, type Direction, logCall, removeCall } from '#calls/contract';
import { SpokenDialog } from '#consent/ui';
import { call } from '#web/api.ts';
import { Button } from '#web/components/button.tsx';
import { RadioGroup } from '#web/components/choices.tsx';
import { DateField, TimeField } from '#web/components/date-field.tsx';
import { Dialog } from '#web/components/dialog.tsx';
import { TextField } from '#web/components/fields.tsx';
import { NumberField } from '#web/components/number-field.tsx';
import { ErrorNote } from '#web/components/states.tsx';
import { toast } from '#web/components/toast.tsx';
import { refresh, useMutationOf } from '#web/data.ts';
import { useFormat } from '#web/format.ts';
import { useKeys } from '#web/keys.ts';
import { DispositionChoice } from './disposition-choice.tsx';
import { useDispositions } from './dispositions.ts';
import { instantOf } from '#web/workspace-time.ts';

/** For a call that took place on another phone. An outgoing one is weighed by the gate as of the minute it was made. */
export function LogCallDialog({
  open,
  onClose,
  contactId,
  dealId,
  onLogged,
}: {
  open: boolean;
  onClose: () => void;
  contactId: string;
  dealId?: string;
  onLogged?: (logged: CallView) => void;
}) {
  const { t } = useLingui();
  return (
    <Dialog onClose={onClose} open={open} title={t`Gespräch festhalten`}>
      <LogCallForm contactId={contactId} dealId={dealId} onClose={onClose} onLogged={onLogged} />
    </Dialog>
  );
}

function LogCallForm({
  contactId,
  dealId,
  onClose,
  onLogged,
}: {
  contactId: string;
  dealId: string | undefined;
  onClose: () => void;
  onLogged: ((logged: CallView) => void) | undefined;
}) {
  const { t } = useLingui();
  const format = useFormat();
  const dispositions = useDispositions();
  const [direction, setDirection] = useState<Direction>('outbound');
  const [today] = useState(() => format.isoDayOf(new Date()));
  const [on, setOn] = useState<string | null>(today);
  const [time, setTime] = useState<string | null>(() => format.time(new Date().toISOString()));
  const [minutes, setMinutes] = useState<number | null>(null);
  const [dispositionId, setDispositionId] = useState<string | null>(null);
  const [note, setNote] = useState('');
  const [asking, setAsking] = useState(false);

  const log = useMutationOf(logCall, {
    quiet: true,
    refreshes: ['contacts', 'consent', 'next-steps', 'timeline'],
    done: (logged) => {
      onClose();
      onLogged?.(logged);
      toast({
        message: t`Gespräch festgehalten`,
        // What a person objected to stays objected; the consent panel is where a mistake is mended.
        ...(logged.disposition?.meaning !== 'objected' && {
          undo: () =>
            void call(removeCall, { params: { callId: logged.id } }).then(() =>
              refresh('calls', 'timeline', 'next-steps'),
            ),
        }),
      });
    },
  });
  useKeys(
    dispositions.slice(0, 9).map(({ id, name }, index) => ({
      keys: String(index + 1),
      label: name,
      run: () => setDispositionId(id),
      inDialog: true,
    })),
  );
  const ready = on !== null && time !== null && dispositionId !== null;
  const submit = () => {
    if (on === null || time === null || dispositionId === null) return;
    log.mutate({
      body: {
        direction,
        contactId,
        ...(dealId && { dealId }),
        startedAt: instantOf(on, time),
        dispositionId,
        ...(minutes !== null && { durationSeconds: Math.round(minutes * 60) }),
        ...(note.trim() && { note }),
      },
    });
  };

  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {log.error && <ErrorNote error={log.error} kept={t`Ihre Eingaben stehen noch hier.`} />}
      <RadioGroup
        label={t`Wer hat angerufen?`}
        onChange={setDirection}
        options={[
          { value: 'outbound', label: t`wir` },
          { value: 'inbound', label: t`die Person` },
        ]}
        row
        value={direction}
      />
      <div className="grid grid-cols-3 gap-3 phone:grid-cols-2">
        <DateField label={t`Tag`} max={today} onChange={setOn} required value={on} />
        <TimeField label={t`Uhrzeit`} onChange={setTime} required value={time} />
        <NumberField label={t`Dauer`} max={1440} min={0} onChange={setMinutes} unit={t`Min.`} value={minutes} />
      </div>
      <DispositionChoice
        chosen={dispositionId}
        dispositions={dispositions}
        onChoose={({ id }) => setDispositionId(id)}
        onConfirm={submit}
      />
      {direction === 'inbound' && (
        <div>
          <Button icon="shield" onPress={() => setAsking(true)}>{t`Um Einwilligung bitten`}</Button>
          {asking && <SpokenDialog contactId={contactId} onClose={() => setAsking(false)} />}
        </div>
      )}
      <TextField label={t`Was wurde besprochen?`} multiline onChange={setNote} value={note} />
      <div className="flex justify-end gap-2">
        <Button onPress={onClose}>{t`Abbrechen`}</Button>
        <Button disabled={!ready} kind="primary" pending={log.isPending} type="submit">{t`Festhalten`}</Button>
      </div>
    </form>
  );
}
