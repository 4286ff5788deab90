import { Trans, useLingui } from '@lingui/react/macro';
import { usePeople } from '#access/ui';
import { getSummary } from '#consent/contract';
import type { ImportView } from '#leads/contract';
import { useUrlSearch } from '#web/address.ts';
import { Icon, type IconName } from '#web/components/icon.tsx';
import { Link } from '#web/components/link.tsx';
import { Page } from '#web/components/page.tsx';
import { Note } from '#web/components/states.tsx';
import { Tabs } from '#web/components/tabs.tsx';
import { useQueryOf } from '#web/data.ts';
import { useFormat } from '#web/format.ts';
import { pathTo } from '#web/paths.ts';
import { FailedRowsLink } from './failed-rows-link.tsx';
import { fieldWords } from './field-words.ts';
import { ImportCounts, UndoneCounts } from './import-counts.tsx';
import { ImportStateMark } from './import-state.tsx';
import { KeptList } from './kept-list.tsx';
import { ProblemList } from './problem-list.tsx';
import { UndoButton } from './undo-button.tsx';

type View = 'result' | 'kept' | 'problems';

const addresses: Record<View, string | undefined> = { result: undefined, kept: 'geblieben', problems: 'hinweise' };

/** What came of a list, where to go from here, and the way back. */
export function ImportResult({ found }: { found: ImportView }) {
  const { t } = useLingui();
  const [search, change] = useUrlSearch();
  const view = (Object.keys(addresses) as View[]).find((one) => addresses[one] === search['ansicht']) ?? 'result';
  const show = (next: View) => change({ ansicht: addresses[next] }, { keep: true });
  const kept = found.state === 'undone' && found.undo !== null && found.undo.kept > 0;
  return (
    <Page
      actions={
        <>
          <Link to={pathTo.imports()}>{t`Alle Importe`}</Link>
          <UndoButton found={found} />
        </>
      }
      count={<ImportStateMark found={found} />}
      lead={
        <Tabs<View>
          label={found.name}
          onChange={show}
          tabs={[
            { id: 'result', label: t`Ergebnis` },
            ...(kept ? [{ id: 'kept' as const, label: t`Geblieben` }] : []),
            { id: 'problems', label: t`Hinweise` },
          ]}
          value={view}
        />
      }
      scroll={view === 'result'}
      title={found.name}
    >
      {view === 'problems' && <ProblemList found={found} />}
      {view === 'kept' && <KeptList found={found} />}
      {view === 'result' && <Result found={found} onKept={() => show('kept')} onProblems={() => show('problems')} />}
    </Page>
  );
}

function Result({ found, onKept, onProblems }: { found: ImportView; onKept: () => void; onProblems: () => void }) {
  const undone = found.state === 'undone';
  return (
    <div className="flex max-w-4xl flex-col gap-5">
      <Outcome found={found} onKept={onKept} />
      {undone && found.undo ? <UndoneCounts undo={found.undo} /> : <ImportCounts found={found} />}
      {found.failed > 0 && !undone && (
        <Note
          action={
            <span className="flex flex-wrap justify-end gap-x-4 gap-y-1">
              <Look onPress={onProblems}>
                <Trans>Gründe ansehen</Trans>
              </Look>
              <FailedRowsLink found={found} />
            </span>
          }
          kind="careful"
        >
          <Trans>
            Einige Zeilen kamen nicht herein. Bessern Sie sie in der Fehlerdatei aus und lesen Sie diese wieder ein.
          </Trans>
        </Note>
      )}
      {!undone && found.created + found.updated > 0 && <WaysOn found={found} />}
      <HowItWasRead found={found} />
    </div>
  );
}

function Look({ children, onPress }: { children: React.ReactNode; onPress: () => void }) {
  return (
    <button
      className="font-medium text-brass-deep underline decoration-brass-deep/40 underline-offset-2 hover:decoration-brass-deep"
      onClick={onPress}
      type="button"
    >
      {children}
    </button>
  );
}

function WaysOn({ found }: { found: ImportView }) {
  const { t } = useLingui();
  const format = useFormat();
  const summary = useQueryOf(getSummary, undefined, { staleMs: 0 }).data;
  return (
    <section>
      <h2 className="pb-1 font-semibold">{t`Wie es weitergeht`}</h2>
      <ul>
        <Way icon="people" title={t`Die Menschen dieser Liste`} to={`${pathTo.contacts()}?importId=${found.id}`}>
          <Trans>Ansehen, zuweisen, mit Merkmalen versehen.</Trans>
        </Way>
        <Way icon="shield" title={t`Wen Sie anrufen dürfen, und wen nicht`} to={pathTo.consent()}>
          {summary && (
            <Trans>
              Von allen {format.number(summary.contacts)} Menschen in Klinke dürfen Sie {format.number(summary.allowed)}{' '}
              zur Werbung anrufen.
            </Trans>
          )}{' '}
          <Trans>Privatleute erst nach ihrer Einwilligung, Betriebe mit Begründung; dort steht, wie Sie fragen.</Trans>
        </Way>
        <Way icon="today" title={t`Heute`} to={pathTo.today()}>
          <Trans>Wer als Nächstes dran ist, mit dem Grund dafür.</Trans>
        </Way>
      </ul>
    </section>
  );
}

/** The state in a sentence, with who and when. */
function Outcome({ found, onKept }: { found: ImportView; onKept: () => void }) {
  const { t } = useLingui();
  const format = useFormat();
  const users = usePeople();
  const who = users.nameOf(found.createdBy);
  const at = (instant: string | null) => (instant ? format.dateTime(instant) : '');
  switch (found.state) {
    case 'failed':
      return (
        <div className="flex items-start gap-3 rounded border border-refused/40 bg-refused-soft px-3 py-2" role="alert">
          <Icon className="mt-0.5 text-refused" name="careful" />
          <div>
            <p>{found.error ?? <Trans>Die Datei ließ sich nicht bis zum Ende lesen.</Trans>}</p>
            <p className="text-soft">
              <Trans>
                Was bis dahin hereinkam, ist da und lässt sich zurücknehmen. Nach einem Neustart des Servers geht ein
                Import von selbst weiter; hier lag es an der Datei.
              </Trans>
            </p>
          </div>
        </div>
      );
    case 'cancelled':
      return (
        <p className="text-soft">
          <Trans>
            Abgebrochen am {at(found.finishedAt)}. Was bis dahin hereinkam, bleibt und lässt sich zurücknehmen.
          </Trans>
        </p>
      );
    case 'undone':
      return (
        <Note action={found.undo && found.undo.kept > 0 && <Look onPress={onKept}>{t`Was blieb, und warum`}</Look>}>
          {found.undo?.kept === 0 ? (
            <Trans>Zurückgenommen am {at(found.undoneAt)}. Alles ist wieder so, wie es vorher war.</Trans>
          ) : (
            <Trans>
              Zurückgenommen am {at(found.undoneAt)}. Geblieben ist nur, woran seit dem Import jemand gearbeitet hat.
            </Trans>
          )}
        </Note>
      );
    default:
      return (
        <p className="text-soft">
          <Trans>
            Eingelesen von {who} am {at(found.finishedAt)}. Herkunft: {found.options.source}.
          </Trans>
        </p>
      );
  }
}

function Way({ to, icon, title, children }: { to: string; icon: IconName; title: string; children: React.ReactNode }) {
  return (
    <li className="flex gap-2.5 py-1.5">
      <Icon className="mt-0.5 text-brass-deep" name={icon} />
      <div>
        <Link to={to}>{title}</Link>
        <p className="text-soft">{children}</p>
      </div>
    </li>
  );
}

function HowItWasRead({ found }: { found: ImportView }) {
  const { i18n, t } = useLingui();
  return (
    <details className="border-t border-line pt-3">
      <summary className="w-fit font-semibold">
        <Trans>So wurde die Liste gelesen</Trans>
      </summary>
      <dl className="mt-2 grid max-w-xl grid-cols-2 gap-x-4">
        {found.columns.map(({ index, header, field }) => (
          <div className="col-span-full grid grid-cols-subgrid border-t border-line py-1 first:border-t-0" key={index}>
            <dt className="truncate text-soft">{header.trim() || t`Spalte ${index + 1}`}</dt>
            <dd className={field === 'ignore' ? 'truncate text-faint' : 'truncate'}>{i18n._(fieldWords[field])}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
