import { Plural, Trans, useLingui } from '@lingui/react/macro';
import type { ClassRun, ClassSummary } from '#scoring/contract';
import { FigureTable } from '#web/components/figure-table.tsx';
import { Link } from '#web/components/link.tsx';
import { Section } from '#web/components/page.tsx';
import { Note } from '#web/components/states.tsx';
import { Money, RelativeTime } from '#web/components/texts.tsx';
import { useFormat } from '#web/format.ts';
import { pathTo } from '#web/paths.ts';
import { CareEffect } from './care-effect.tsx';
import { ClassBadge } from './class-badge.tsx';
import { CustomerMap } from './customer-map.tsx';
import { DueCustomers } from './due-customers.tsx';

/** The classes side by side, who moved, and the map. */
export function ClassOverview({ summary }: { summary: ClassSummary }) {
  const { t } = useLingui();
  const { run } = summary;
  return (
    <div className="flex max-w-5xl flex-col gap-2">
      {run && !run.borders && <Missing needed={summary.needed} run={run} />}
      <Section
        hint={
          run && (
            <Trans>
              Netto-Wert: was ein Kunde in {run.months} Monaten voraussichtlich noch kauft, oder was offen ist, wenn das
              mehr ist; dazu, was laufende Verträge bringen; abzüglich des Aufwands, wie er in den letzten zwölf Monaten
              war.
            </Trans>
          )
        }
        title={t`Klassen`}
      >
        <ClassTable summary={summary} />
        <Moves moves={summary.moves} />
      </Section>
      <Section
        hint={
          <Trans>
            Links oben liegt, wer viel bringt und wenig kostet. Unter der Linie kostet es mehr, als es bringt.
          </Trans>
        }
        title={t`Wert und Aufwand`}
      >
        <CustomerMap months={run?.months ?? 24} />
      </Section>
      <DueCustomers />
      <CareEffect />
      {run && <Basis run={run} />}
    </div>
  );
}

/** What is still to come until there are classes. */
function Missing({ run, needed }: { run: ClassRun; needed: ClassSummary['needed'] }) {
  const wins = Math.max(0, needed.wins - run.wins);
  const known = Math.max(0, needed.known - run.known);
  return (
    <Note>
      <Trans>Für Klassen fehlt noch etwas; vorher wäre eine Einteilung geraten.</Trans>
      <ul className="list-disc pl-5">
        {wins > 0 && (
          <li>
            <Plural one="noch # gewonnener Abschluss" other="noch # gewonnene Abschlüsse" value={wins} />
          </li>
        )}
        {known > 0 && (
          <li>
            <Plural
              one="noch # Kunde, der zweimal gekauft hat oder dessen Kauf drei Monate her ist"
              other="noch # Kunden, die zweimal gekauft haben oder deren Kauf drei Monate her ist"
              value={known}
            />
          </li>
        )}
      </ul>
    </Note>
  );
}

function ClassTable({ summary: { sums } }: { summary: ClassSummary }) {
  const { t } = useLingui();
  const format = useFormat();
  const most = Math.max(1, ...sums.map(({ netCents }) => netCents));
  return (
    <FigureTable
      columns={[
        {
          head: t`Klasse`,
          cell: (sum) => (
            <Link quiet to={`${pathTo.customerValues()}?ansicht=kunden&klasse=${sum.class ?? 'open'}`}>
              <ClassBadge of={sum.class} />
            </Link>
          ),
        },
        { head: t`Kunden`, cell: ({ customers }) => format.number(customers) },
        {
          head: t`Netto-Wert`,
          cell: (sum) => (
            <span className="flex items-center justify-end gap-3">
              <span aria-hidden="true" className="h-2 flex-1 rounded-sm bg-hover phone:hidden">
                <span
                  className={sum.class === 'A' ? 'block h-full rounded-sm bg-brass' : 'block h-full rounded-sm bg-soft'}
                  style={{ width: `${Math.max(0, (sum.netCents / most) * 100)}%` }}
                />
              </span>
              <Money cents={sum.netCents} whole />
            </span>
          ),
          look: 'w-2/5 font-medium phone:w-auto',
        },
        { head: t`Aufwand im Jahr`, cell: ({ costCents }) => <Money cents={costCents} whole />, wide: true },
        { head: t`Bisher gekauft`, cell: ({ wonCents }) => <Money cents={wonCents} whole />, wide: true },
      ]}
      keyOf={(sum) => sum.class ?? 'open'}
      rows={sums}
    />
  );
}

function Moves({ moves }: { moves: ClassSummary['moves'] }) {
  const { t } = useLingui();
  const moved = moves.filter(({ from }) => from !== null);
  const first = moves.filter(({ from }) => from === null).reduce((sum, { customers }) => sum + customers, 0);
  if (moved.length === 0 && first === 0)
    return <p className="pt-3 text-soft">{t`In den letzten 30 Tagen hat niemand die Klasse gewechselt.`}</p>;
  return (
    <div className="pt-3">
      <h3 className="text-sm font-medium text-soft">{t`In den letzten 30 Tagen`}</h3>
      <ul className="flex flex-wrap gap-x-5 gap-y-1 pt-1">
        {moved.map(({ from, to, customers }) => (
          <li key={`${from}${to}`}>
            <Plural one="# Kunde" other="# Kunden" value={customers} />: {from} → {to}
          </li>
        ))}
        {first > 0 && (
          <li>
            <Plural one="# Kunde neu eingestuft" other="# Kunden neu eingestuft" value={first} />
          </li>
        )}
      </ul>
    </div>
  );
}

/** With fewer, the engine itself calls it rough. */
const fewRepeating = 30;

/** What it all rests on, said plainly. */
function Basis({ run }: { run: ClassRun }) {
  const { t } = useLingui();
  const format = useFormat();
  const { borders } = run;
  return (
    <Section title={t`Worauf das beruht`}>
      <ul className="flex max-w-3xl list-disc flex-col gap-1 pl-5 text-soft">
        <li>
          <Trans>
            Gerechnet <RelativeTime at={run.computedAt} /> aus {format.number(run.wins)} gewonnenen Abschlüssen von{' '}
            {format.number(run.customers)} Kunden; {format.number(run.repeating)} haben mehr als einmal gekauft.
          </Trans>
        </li>
        {borders && (
          <li>
            <Trans>
              A ab {format.wholeMoney(borders.aFromCents)} Netto-Wert, B ab {format.wholeMoney(borders.bFromCents)}. Wer
              eine Klasse hat, behält sie bis 5 % jenseits der Grenze, und wechselt ohne Ihr Zutun höchstens einmal im
              Monat.
            </Trans>
          </li>
        )}
        <li>
          <Trans>
            Wiederkäufe nach BG/NBD und Gamma-Gamma, gelernt aus Ihren eigenen Abschlüssen. Offenes zählt mit seiner
            Chance.
          </Trans>
        </li>
        {run.contracts > 0 && (
          <li>
            <Trans>
              Wie lange Kunden bleiben, lehren {format.number(run.contracts)} Verträge;{' '}
              <Plural
                one="# davon hat der Kunde gekündigt."
                other="# davon haben Kunden gekündigt."
                value={run.contractsLeft}
              />
            </Trans>{' '}
            {run.contractsFew ? (
              <Trans>
                Das sind noch wenige: Gerechnet wird mit einer festen Quote im Monat, und eine Kündigung in fünf Jahren
                kommt zur Vorsicht hinzu.
              </Trans>
            ) : (
              <Trans>Gerechnet wird mit dem sBG-Modell: Wer lange geblieben ist, bleibt eher weiter.</Trans>
            )}
          </li>
        )}
        {run.otherCurrencies > 0 && (
          <li>
            <Plural
              one="# Abschluss in anderer Währung ist nicht enthalten."
              other="# Abschlüsse in anderer Währung sind nicht enthalten."
              value={run.otherCurrencies}
            />
          </li>
        )}
        {run.degenerate && (
          <li>
            <Trans>
              Aus diesen Käufen lässt sich nicht ablesen, wer abgesprungen ist: „Noch Kunde“ ist ein vorsichtiger
              Richtwert.
            </Trans>
          </li>
        )}
        {run.repeating < fewRepeating && (
          <li>
            <Trans>Erst wenige haben mehr als einmal gekauft: Die Schätzung ist grob.</Trans>
          </li>
        )}
      </ul>
    </Section>
  );
}
