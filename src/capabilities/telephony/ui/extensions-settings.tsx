import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { listUsers } from '#access/contract';
import { type LineExtension, type LineExtensions, listExtensions, setExtensions } from '#telephony/contract';
import { Button, IconButton } from '#web/components/button.tsx';
import { TextField } from '#web/components/fields.tsx';
import { Page, Section } from '#web/components/page.tsx';
import { Select } from '#web/components/select.tsx';
import { EmptyState, ErrorNote, Skeleton } from '#web/components/states.tsx';
import { formatPhone } from '#web/phone-numbers.ts';
import { useMutationOf, useQueryOf } from '#web/data.ts';

/** Whose the extensions are: so that it rings in the right page, and the conversation is whose it was. */
export function ExtensionsSettings() {
  const { t } = useLingui();
  const lines = useQueryOf(listExtensions, undefined, { refetchMs: 15_000 });
  return (
    <Page title={t`Nebenstellen`}>
      <p className="mb-4 max-w-2xl text-soft">
        <Trans>
          Sagen Sie, welche Nebenstelle oder Durchwahl wem gehört: Dann sieht den Anruf, bei wem es klingelt, das
          Gespräch steht bei der Person, die abgenommen hat, und was sie verpasst, ruft sie zurück. Was hier nicht
          steht, sehen wie bisher alle.
        </Trans>
      </p>
      <div className="flex max-w-3xl flex-col gap-8">
        {lines.isPending && <Skeleton />}
        {lines.error && <ErrorNote error={lines.error} onRetry={() => void lines.refetch()} />}
        {lines.data?.items.length === 0 && (
          <EmptyState icon="phone">
            <Trans>Noch kein Anschluss, der Anrufe meldet.</Trans>
          </EmptyState>
        )}
        {lines.data?.items.map((line) => (
          <ExtensionsOfLine key={line.lineId} line={line} />
        ))}
      </div>
    </Page>
  );
}

function ExtensionsOfLine({ line }: { line: LineExtensions }) {
  const { t } = useLingui();
  const { lineId, name, number, extensions, heard, version } = line;
  const users = useQueryOf(listUsers).data?.items ?? [];
  const nameOf = new Map(users.map((user) => [user.id, user.name]));
  const [extension, setExtension] = useState('');
  const [userId, setUserId] = useState<string | null>(null);
  const set = useMutationOf(setExtensions, { quiet: true });
  const keep = (next: readonly LineExtension[], done?: () => void) =>
    set.mutate(
      { params: { lineId }, body: { extensions: [...next] }, ifMatch: version },
      { onSuccess: () => done?.() },
    );
  const add = () => {
    if (userId === null || extension.trim() === '') return;
    keep([...extensions, { extension: extension.trim(), userId }], () => {
      setExtension('');
      setUserId(null);
    });
  };
  return (
    <Section hint={formatPhone(number)} title={name}>
      <ul className="border-t border-line">
        {extensions.map((one) => (
          <li className="flex min-h-11 items-center gap-3 border-b border-line py-1" key={one.extension}>
            <span className="min-w-0 flex-1 truncate font-medium">{one.extension}</span>
            <span className="min-w-0 flex-1 truncate">{nameOf.get(one.userId)}</span>
            <IconButton
              icon="close"
              label={t`${one.extension} entfernen`}
              onPress={() => keep(extensions.filter((other) => other !== one))}
            />
          </li>
        ))}
      </ul>
      <form
        className="grid grid-cols-[1fr_1fr_auto] items-end gap-3 pt-3 phone:grid-cols-1"
        onSubmit={(event) => {
          event.preventDefault();
          add();
        }}
      >
        <TextField
          label={t`Nebenstelle`}
          maxLength={100}
          onChange={setExtension}
          placeholder={t`42, w0 oder 0561 10042`}
          value={extension}
        />
        <Select
          label={t`Gehört`}
          onChange={setUserId}
          options={users
            .filter(({ endedAt }) => endedAt === null)
            .map((user) => ({ value: user.id, label: user.name }))}
          placeholder={t`Wem?`}
          value={userId}
        />
        <Button
          disabled={userId === null || extension.trim() === ''}
          icon="plus"
          onPress={add}
          pending={set.isPending}
        >{t`Zuordnen`}</Button>
      </form>
      {set.error && (
        <div className="pt-3">
          <ErrorNote error={set.error} />
        </div>
      )}
      {heard.length > 0 && (
        <p className="flex flex-wrap items-center gap-2 pt-3 text-sm text-soft">
          <Trans>Zuletzt gemeldet, noch niemandem zugeordnet:</Trans>
          {heard.map((word) => (
            <Button key={word} onPress={() => setExtension(word)}>
              {word}
            </Button>
          ))}
        </p>
      )}
    </Section>
  );
}
