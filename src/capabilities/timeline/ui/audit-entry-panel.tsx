import { Trans, useLingui } from '@lingui/react/macro';
import { type AuditEntry, getAuditEntry } from '#timeline/contract';
import { Button } from '#web/components/button.tsx';
import { Link } from '#web/components/link.tsx';
import { Fact, Facts, Section } from '#web/components/page.tsx';
import { SidePanel } from '#web/components/side-panel.tsx';
import { ErrorNote, Skeleton } from '#web/components/states.tsx';
import { TimeText } from '#web/components/texts.tsx';
import { useQueryOf } from '#web/data.ts';
import { type AuditWords, subjectPath } from './audit-words.ts';
import { useFieldWords } from './field-words.ts';

/** One entry: what changed, everything that was recorded, and where it is sealed. */
export function AuditEntryPanel({
  entryId,
  words,
  onNarrow,
  onClose,
}: {
  entryId: string;
  words: AuditWords;
  onNarrow: (subject: NonNullable<AuditEntry['subject']>) => void;
  onClose: () => void;
}) {
  const { t } = useLingui();
  const { data: entry, error, refetch } = useQueryOf(getAuditEntry, { params: { entryId } });
  return (
    <SidePanel label={t`Eintrag`} onClose={onClose} title={t`Eintrag`}>
      <div className="flex flex-col p-4">
        {error && <ErrorNote error={error} onRetry={() => void refetch()} />}
        {!entry && !error && <Skeleton lines={6} />}
        {entry && (
          <>
            <p className="mb-3 text-lg break-words">{words.sentence(entry)}</p>
            <Facts>
              <Fact name={t`Wann`}>
                <TimeText at={entry.recordedAt} withDay />
              </Fact>
              {entry.occurredAt !== entry.recordedAt && (
                <Fact name={t`Geschehen`}>
                  <TimeText at={entry.occurredAt} withDay />
                </Fact>
              )}
              <Fact name={t`Wer`}>{words.actor(entry.actor)}</Fact>
              {entry.subject && (
                <Fact name={t`Betrifft`}>
                  {entry.subject.name === null ? (
                    <Trans>gibt es nicht mehr</Trans>
                  ) : (
                    <Link to={subjectPath(entry.subject)}>{entry.subject.name}</Link>
                  )}
                </Fact>
              )}
            </Facts>
            {entry.subject && (
              <div className="mt-2 mb-4 -ml-3">
                <Button icon="filter" kind="plain" onPress={() => entry.subject && onNarrow(entry.subject)}>
                  <Trans>Alles zu diesem Datensatz</Trans>
                </Button>
              </div>
            )}
            <Changes payload={entry.payload} />
            <Section title={t`Siegel`}>
              {entry.seal ? (
                <Facts>
                  <Fact name={t`Glied der Kette`}>{entry.seal.number}</Fact>
                  <Fact name={t`Platz im Glied`}>
                    <Trans>
                      {entry.seal.place} von {entry.seal.events}
                    </Trans>
                  </Fact>
                  <Fact name={t`Versiegelt`}>
                    <TimeText at={entry.seal.sealedAt} withDay />
                  </Fact>
                  <Fact name={t`Prüfsumme`}>
                    <code className="text-sm break-all">{entry.seal.hash}</code>
                  </Fact>
                  <Fact name={t`Die davor`}>
                    <code className="text-sm break-all text-soft">{entry.seal.previousHash}</code>
                  </Fact>
                </Facts>
              ) : (
                <p className="text-soft">
                  <Trans>Wartet auf sein Siegel.</Trans>
                </p>
              )}
            </Section>
            <Section title={t`Aufgezeichnet`}>
              <p className="mb-2 text-sm break-all text-faint">
                {entry.type} · {entry.id}
              </p>
              <pre className="rounded border border-line bg-sunken p-2 text-xs break-words whitespace-pre-wrap">
                {JSON.stringify(entry.payload, null, 2)}
              </pre>
            </Section>
          </>
        )}
      </div>
    </SidePanel>
  );
}

type Change = { field: string; from: unknown; to: unknown };

function changesIn(payload: AuditEntry['payload']): Change[] {
  const { changed } = payload;
  if (typeof changed === 'object' && changed !== null && !Array.isArray(changed)) {
    return Object.entries(changed as Record<string, { from: unknown; to: unknown }>).map(([field, { from, to }]) => ({
      field,
      from,
      to,
    }));
  }
  return 'from' in payload && 'to' in payload ? [{ field: '', from: payload['from'], to: payload['to'] }] : [];
}

function Changes({ payload }: { payload: AuditEntry['payload'] }) {
  const { t } = useLingui();
  const fields = useFieldWords();
  const changes = changesIn(payload);
  if (changes.length === 0) return null;
  return (
    <Section title={t`Was sich änderte`}>
      <table className="w-full table-fixed text-left">
        <thead className="text-sm text-faint">
          <tr>
            <th className="w-1/4 pr-2 pb-1 font-medium" scope="col">
              <Trans>Feld</Trans>
            </th>
            <th className="pr-2 pb-1 font-medium" scope="col">
              <Trans>Vorher</Trans>
            </th>
            <th className="pb-1 font-medium" scope="col">
              <Trans>Nachher</Trans>
            </th>
          </tr>
        </thead>
        <tbody>
          {changes.map(({ field, from, to }) => (
            <tr className="border-t border-line align-top" key={field}>
              <th className="py-1 pr-2 font-normal break-words text-soft" scope="row">
                {fields.nameOf(field) ?? field}
              </th>
              <td className="py-1 pr-2 break-words">{fields.show(field, from)}</td>
              <td className="py-1 break-words">{fields.show(field, to)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}
