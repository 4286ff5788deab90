import { Plural, Trans, useLingui } from '@lingui/react/macro';
import type { ChangeKind, ChangesView } from '#forecasts/contract';
import { FigureTable } from '#web/components/figure-table.tsx';
import { Money } from '#web/components/texts.tsx';
import { useFormat } from '#web/format.ts';
import { useKindWords } from './kind-words.ts';
import { Signed } from './signed.tsx';

type Row = { key: string; name: React.ReactNode; deals: React.ReactNode; amount: React.ReactNode };

/** The old number, what each kind of change did to it, and the number of now. A kind opens its deals below. */
export function ChangeBridge({
  changes,
  chosen,
  onChoose,
}: {
  changes: ChangesView;
  chosen: ChangeKind | undefined;
  onChoose: (kind: ChangeKind) => void;
}) {
  const { t } = useLingui();
  const format = useFormat();
  const words = useKindWords();
  const { currency, steps, since, snapshot, wonFrom, month } = changes;
  const sum = (cents: number) => <Money cents={cents} currency={currency} />;
  const rows: Row[] = [
    {
      key: 'then',
      name: (
        <span className="font-medium">
          {snapshot ? t`Stand vom ${format.dateTime(snapshot.knownUntil)}` : t`am Morgen des ${format.day(since)}`}
        </span>
      ),
      deals: null,
      amount: <span className="font-medium">{sum(changes.fromCents)}</span>,
    },
    ...steps.map(({ kind, deals, cents }) => ({
      key: kind,
      name: (
        <button
          aria-pressed={kind === chosen}
          className="text-left underline decoration-strong/40 underline-offset-2 hover:decoration-ink aria-pressed:font-semibold"
          onClick={() => onChoose(kind)}
          type="button"
        >
          {words[kind]}
        </button>
      ),
      deals: kind === 'revalued' ? <Plural one="# Stufe" other="# Stufen" value={deals} /> : format.number(deals),
      amount: <Signed cents={cents} currency={currency} />,
    })),
  ];
  if (steps.length === 0)
    rows.push({
      key: 'none',
      name: <span className="text-soft">{t`Seitdem hat sich nichts geändert.`}</span>,
      deals: null,
      amount: <Signed cents={0} currency={currency} />,
    });
  return (
    <div className="max-w-xl">
      <FigureTable
        columns={[
          { head: t`Gewichtete Summe`, cell: ({ name }) => name },
          { head: t`Abschlüsse`, cell: ({ deals }) => <span className="text-faint">{deals}</span> },
          { head: t`Betrag`, cell: ({ amount }) => amount },
        ]}
        foot={{ key: 'now', name: t`jetzt`, deals: null, amount: sum(changes.toCents) }}
        keyOf={({ key }) => key}
        rows={rows}
      />
      <p className="pt-1 text-sm text-faint">
        {month === null && (
          <Trans>Offenes mit der Chance seiner Stufe; Gewonnenes zählt ganz, ab {format.day(wonFrom)}.</Trans>
        )}{' '}
        {!snapshot && <Trans>Von diesem Tag ist kein Stand aufgehoben: Verglichen wird mit seinem Morgen.</Trans>}
      </p>
    </div>
  );
}
