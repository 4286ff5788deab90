import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { listWordings, releaseWording } from '#consent/contract';
import { changeRecordingPolicy, getRecordingPolicy, type RecordingPolicy } from '#conversations/contract';
import { Button } from '#web/components/button.tsx';
import { Switch } from '#web/components/choices.tsx';
import { TextField } from '#web/components/fields.tsx';
import { Link } from '#web/components/link.tsx';
import { NumberField } from '#web/components/number-field.tsx';
import { Page, Section } from '#web/components/page.tsx';
import { ErrorNote, Note, Skeleton } from '#web/components/states.tsx';
import { useMutationOf, useQueryOf } from '#web/data.ts';
import { useSession } from '#web/session.ts';

/** Whether calls may be recorded here at all, for how long it is kept, and in which words people are asked. */
export function RecordingSettings() {
  const { t } = useLingui();
  const { data, error, refetch } = useQueryOf(getRecordingPolicy);
  return (
    <Page title={t`Aufnahme`}>
      <div className="flex max-w-3xl flex-col gap-8">
        {error && <ErrorNote error={error} onRetry={() => void refetch()} />}
        {!data && !error && <Skeleton lines={4} />}
        {data && <Policy policy={data} />}
        <Section title={t`Wortlaut`}>
          <RecordingWording />
        </Section>
      </div>
    </Page>
  );
}

function Policy({ policy }: { policy: RecordingPolicy }) {
  const { t } = useLingui();
  const change = useMutationOf(changeRecordingPolicy);
  const set = (next: Partial<RecordingPolicy>) => change.mutate({ body: { ...policy, ...next } });
  return (
    <div className="flex flex-col gap-4">
      <Note kind="careful">
        <Trans>
          Wer ohne Einwilligung aufnimmt, macht sich strafbar (§ 201 StGB). Klinke nimmt deshalb nur auf, wenn beide
          vorher Ja gesagt haben. Gibt es einen Betriebsrat, bestimmt er mit (§ 87 Abs. 1 Nr. 6 BetrVG).
        </Trans>
      </Note>
      <Switch
        checked={policy.on}
        disabled={change.isPending}
        hint={t`Jede Aufnahme beginnt von Hand, nach einem Ja, und ist für beide zu hören.`}
        label={t`Gespräche dürfen aufgenommen werden`}
        onChange={(on) => set({ on })}
      />
      <div className="max-w-60">
        <NumberField
          hint={t`Danach werden sie nachts gelöscht.`}
          label={t`Aufnahmen behalten`}
          max={3650}
          min={1}
          onChange={(keepDays) => keepDays !== null && set({ keepDays })}
          unit={t`Tage`}
          value={policy.keepDays}
        />
      </div>
    </div>
  );
}

function RecordingWording() {
  const { t } = useLingui();
  const wordings = useQueryOf(listWordings);
  const current = wordings.data?.items.find(
    (one) => one.channel === 'phone' && one.purpose === 'recording' && one.current,
  );
  if (!wordings.data) return <Skeleton lines={2} />;
  if (!current) return <FirstWording />;
  return (
    <div className="flex flex-col gap-2">
      <blockquote className="border-l-2 border-line pl-3 break-words whitespace-pre-line text-soft">
        {current.text}
      </blockquote>
      <p className="text-sm text-faint">
        {t`Fassung ${current.version}`} · <Link to="/einstellungen/einwilligung">{t`Alle Wortlaute`}</Link>
      </p>
    </div>
  );
}

/** Proposals; what is released is the owner's own. */
const proposals = {
  de: (firm: string) =>
    `Darf ich dieses Gespräch und künftige Telefongespräche mit Ihnen für ${firm} aufnehmen, damit wir genau wissen, was wir besprochen haben? Nur wir hören die Aufnahme, und wir löschen sie nach einer festen Frist. Sie können jederzeit Nein sagen oder Ihr Ja zurücknehmen, ohne Nachteil; dann löschen wir die Aufnahme sofort.`,
  en: (firm: string) =>
    `May I record this call and future calls with you for ${firm}, so that we know exactly what we discussed? Only we listen to the recording, and we delete it after a fixed time. You can say no or take back your yes at any time, without any disadvantage; we then delete the recording at once.`,
};

function FirstWording() {
  const { t } = useLingui();
  const { workspace } = useSession();
  const [text, setText] = useState(() => proposals.de(workspace.name));
  const release = useMutationOf(releaseWording, { quiet: true });
  return (
    <div className="flex flex-col gap-3">
      {release.error && <ErrorNote error={release.error} kept={t`Ihre Eingaben stehen noch hier.`} />}
      <TextField
        hint={t`Diesen Text lesen Sie vor, bevor Sie aufnehmen. Nach der Freigabe bleibt er, wie er ist.`}
        label={t`Wortlaut`}
        labelHidden
        maxLength={4000}
        multiline
        onChange={setText}
        rows={6}
        value={text}
      />
      <div className="flex flex-wrap gap-2">
        <Button
          disabled={text.trim().length < 20}
          kind="primary"
          onPress={() => release.mutate({ body: { channel: 'phone', purpose: 'recording', text: text.trim() } })}
          pending={release.isPending}
        >{t`Freigeben`}</Button>
        <Button kind="plain" onPress={() => setText(proposals.de(workspace.name))}>{t`Vorschlag auf Deutsch`}</Button>
        <Button kind="plain" onPress={() => setText(proposals.en(workspace.name))}>{t`Vorschlag auf Englisch`}</Button>
      </div>
    </div>
  );
}
