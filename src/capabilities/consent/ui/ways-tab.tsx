import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { type ConsentForm, closeForm, listForms, reportWays, type WayReport } from '#consent/contract';
import { Button, IconButton } from '#web/components/button.tsx';
import { Section } from '#web/components/page.tsx';
import { Select } from '#web/components/select.tsx';
import { ErrorNote, Skeleton } from '#web/components/states.tsx';
import { toast } from '#web/components/toast.tsx';
import { useMutationOf, useQueryOf } from '#web/data.ts';
import { useFormat } from '#web/format.ts';
import { onDemand } from '#web/on-demand.tsx';
import { useMay } from '#web/session.ts';
import { LetterSection } from './letter-section.tsx';
import { ShowroomSection } from './showroom-section.tsx';
import { WaitingRequests } from './waiting-requests.tsx';
import { channelWords } from './words.ts';

const FormDialog = onDemand(async () => (await import('./form-dialog.tsx')).FormDialog);

/** The ways on which people give their consent themselves, and how far they go on each. */
export function WaysTab() {
  return (
    <div className="flex max-w-4xl flex-col">
      <Report />
      <WaitingRequests />
      <Forms />
      <LetterSection />
      <ShowroomSection />
    </div>
  );
}

function Report() {
  const { t } = useLingui();
  const [days, setDays] = useState<'30' | '90'>('30');
  const { data, error, refetch } = useQueryOf(reportWays, { query: { days: Number(days) } }, { keepPrevious: true });
  return (
    <Section
      actions={
        <Select
          label={t`Zeitraum`}
          labelHidden
          onChange={setDays}
          options={[
            { value: '30', label: t`30 Tage` },
            { value: '90', label: t`90 Tage` },
          ]}
          value={days}
        />
      }
      hint={t`Wie viele es gesehen, begonnen, bestätigt und später widerrufen haben.`}
      title={t`Wie gut die Wege tragen`}
    >
      {error && <ErrorNote error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton lines={4} />}
      {data && (
        <table className="w-full">
          <thead>
            <tr className="border-b border-line text-right text-sm text-soft">
              <th className="py-1 text-left font-normal" scope="col">{t`Weg`}</th>
              <th className="px-2 py-1 font-normal phone:px-1" scope="col">{t`gesehen`}</th>
              <th className="px-2 py-1 font-normal phone:px-1" scope="col">{t`begonnen`}</th>
              <th className="px-2 py-1 font-normal phone:px-1" scope="col">{t`bestätigt`}</th>
              <th className="py-1 pl-2 font-normal phone:pl-1" scope="col">{t`widerrufen`}</th>
            </tr>
          </thead>
          <tbody>
            {data.items.map((way) => (
              <WayLine key={`${way.way} ${way.id}`} way={way} />
            ))}
          </tbody>
        </table>
      )}
    </Section>
  );
}

function WayLine({ way }: { way: WayReport }) {
  const { t } = useLingui();
  const format = useFormat();
  const names = {
    form: t`Formular`,
    letter: t`Briefe`,
    incoming_call: t`Anruf der Person`,
    showroom: t`Schauraum`,
  };
  const from = way.sent ?? way.shown ?? way.begun;
  return (
    <tr className="border-b border-line text-right tabular-nums">
      <th className="w-2/5 max-w-0 py-2 text-left font-normal phone:w-[30%]" scope="row">
        <span className="block truncate font-medium phone:whitespace-normal phone:break-words phone:hyphens-auto">
          {way.name ?? names[way.way]}
        </span>
        {way.name && (
          <span className="block truncate text-sm text-soft phone:whitespace-normal phone:hyphens-auto">
            {names[way.way]}
            {way.sent !== null && ` · ${t`${format.number(way.sent)} verschickt`}`}
          </span>
        )}
      </th>
      <td className="px-2 phone:px-1">{way.shown === null ? '–' : format.number(way.shown)}</td>
      <td className="px-2 phone:px-1">{format.number(way.begun)}</td>
      <td className="px-2 phone:px-1">
        {format.number(way.confirmed)}
        {from > 0 && <span className="block text-sm text-faint">{format.percent(way.confirmed / from)}</span>}
      </td>
      <td className="pl-2 phone:pl-1">{format.number(way.withdrawn)}</td>
    </tr>
  );
}

function Forms() {
  const { t } = useLingui();
  const may = useMay();
  const { data, error, refetch } = useQueryOf(listForms);
  const [creating, setCreating] = useState(false);
  const open = data?.items.filter(({ closedAt }) => closedAt === null) ?? [];
  return (
    <Section
      actions={may('manage') && <Button icon="plus" onPress={() => setCreating(true)}>{t`Neues Formular`}</Button>}
      hint={
        <Trans>
          Eine Seite, auf der Menschen selbst einwilligen und es per E-Mail bestätigen. Verlinken Sie sie, wo Sie
          möchten. Für Anrufe zählt erst der Code, den die Person von ihrer Nummer aus am Telefon nennt: Ein Klick in
          einer E-Mail beweist nur das Postfach (BGH I ZR 164/09).
        </Trans>
      }
      title={t`Formulare`}
    >
      {error && <ErrorNote error={error} onRetry={() => void refetch()} />}
      {data && open.length === 0 && (
        <p className="text-soft">
          <Trans>Noch kein Formular offen.</Trans>
        </p>
      )}
      <ul>
        {open.map((form) => (
          <FormLine form={form} key={form.id} />
        ))}
      </ul>
      {creating && <FormDialog onClose={() => setCreating(false)} />}
    </Section>
  );
}

function FormLine({ form }: { form: ConsentForm }) {
  const { t, i18n } = useLingui();
  const may = useMay();
  const [sure, setSure] = useState(false);
  const close = useMutationOf(closeForm, { done: () => toast({ message: t`Formular geschlossen` }) });
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 border-t border-line py-2">
      <span className="min-w-0 flex-1 basis-60">
        <span className="font-medium">{form.name}</span>
        <span className="text-soft"> · {form.channels.map((channel) => i18n._(channelWords[channel])).join(', ')}</span>
        <a className="block truncate text-sm underline" href={form.address} rel="noreferrer" target="_blank">
          {form.address}
        </a>
      </span>
      <IconButton
        icon="copy"
        label={t`Adresse von „${form.name}“ kopieren`}
        onPress={() => void navigator.clipboard.writeText(form.address).then(() => toast({ message: t`Kopiert.` }))}
      />
      {may('manage') && !sure && <Button kind="plain" onPress={() => setSure(true)}>{t`Schließen`}</Button>}
      {sure && (
        <>
          <Button
            kind="danger"
            onPress={() => close.mutate({ params: { formId: form.id }, body: {} })}
            pending={close.isPending}
          >{t`Für immer schließen`}</Button>
          <Button kind="plain" onPress={() => setSure(false)}>{t`Doch nicht`}</Button>
        </>
      )}
    </li>
  );
}
