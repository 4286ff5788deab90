import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { usePeople } from '#access/ui';
import type { ChangeKind, ChangesView, ForecastChange } from '#forecasts/contract';
import { Button } from '#web/components/button.tsx';
import { Icon } from '#web/components/icon.tsx';
import { Link } from '#web/components/link.tsx';
import { useFormat } from '#web/format.ts';
import { pathTo } from '#web/paths.ts';
import { useKindWords } from './kind-words.ts';
import { Signed } from './signed.tsx';

/** Whoever wants the small ones, too, asks for them. */
const shownAtFirst = 10;

/** The deals behind the steps, or behind one of them, those first that moved most. */
export function ChangeList({
  changes,
  kind,
  onAll,
}: {
  changes: ChangesView;
  kind: ChangeKind | undefined;
  onAll: () => void;
}) {
  const { t } = useLingui();
  const words = useKindWords();
  const [whole, setWhole] = useState(false);
  const { items, more, currency } = changes;
  const shown = whole ? items : items.slice(0, shownAtFirst);
  const revalued = kind === undefined || kind === 'revalued' ? changes.revalued : [];
  if (items.length === 0 && revalued.length === 0 && kind === undefined) return null;
  return (
    <section aria-labelledby="change-list">
      <header className="flex flex-wrap items-center justify-between gap-2 pb-1">
        <h3 className="font-semibold" id="change-list">
          {kind === undefined ? t`Abschluss für Abschluss` : t`Abschluss für Abschluss: ${words[kind]}`}
        </h3>
        {kind !== undefined && <Button kind="plain" onPress={onAll}>{t`Alle zeigen`}</Button>}
      </header>
      <ul>
        {revalued.map((stage) => (
          <li className="flex items-baseline gap-3 border-t border-line py-1.5" key={stage.stageId}>
            <span className="min-w-0 flex-1">
              <span className="block font-medium">
                <Trans>Stufe {stage.stage}</Trans>
              </span>
              <span className="text-sm text-soft">
                {words.revalued}: {stage.fromProbability} % <Arrow /> {stage.toProbability} %
              </span>
            </span>
            <Signed cents={stage.cents} currency={currency} />
          </li>
        ))}
        {shown.map((change) => (
          <li className="flex items-baseline gap-3 border-t border-line py-1.5" key={`${change.dealId} ${change.kind}`}>
            <span className="min-w-0 flex-1">
              <span className="flex flex-wrap gap-x-2">
                {change.to.state === 'removed' ? (
                  <span className="font-medium">{change.title}</span>
                ) : (
                  <Link className="font-medium" quiet to={pathTo.deal(change.dealId)}>
                    {change.title}
                  </Link>
                )}
                {change.contactName !== null && change.contactName !== change.title && (
                  <span className="text-soft">{change.contactName}</span>
                )}
              </span>
              <span className="flex flex-wrap items-center gap-x-1 text-sm text-soft">
                {words[change.kind]}
                <FromTo change={change} currency={currency} />
              </span>
            </span>
            <Signed cents={change.cents} currency={currency} />
          </li>
        ))}
      </ul>
      {shown.length < items.length && (
        <Button kind="plain" onPress={() => setWhole(true)}>{t`Alle ${items.length} zeigen`}</Button>
      )}
      {more > 0 && shown.length === items.length && (
        <p className="border-t border-line py-2 text-sm text-faint">
          <Plural one="Und # kleinere Änderung." other="Und # kleinere Änderungen." value={more} />
        </p>
      )}
    </section>
  );
}

/** What exactly changed, in the terms of its kind. */
function FromTo({ change, currency }: { change: ForecastChange; currency: string }) {
  const { t } = useLingui();
  const format = useFormat();
  const people = usePeople();
  const { from, to, kind } = change;
  const money = (cents: number) => format.money(cents, currency);
  const day = (on: string | null) => (on === null ? t`ohne Datum` : format.day(on));
  const owner = (id: string | null) => people.nameOf(id) || t`niemand`;
  const pairs: Partial<Record<ChangeKind, [string, string]>> = from
    ? {
        moved: [from.stage, to.stage],
        grew: [money(from.valueCents), money(to.valueCents)],
        shrank: [money(from.valueCents), money(to.valueCents)],
        dateMoved: [day(from.closeOn), day(to.closeOn)],
        transferred: [owner(from.ownerId), owner(to.ownerId)],
      }
    : {};
  const pair = pairs[kind];
  if (pair) {
    return (
      <>
        : {pair[0]} <Arrow /> {pair[1]}
      </>
    );
  }
  const told: Partial<Record<ChangeKind, string>> = {
    won: money(to.valueCents),
    lost: from ? `${from.stage}, ${money(from.valueCents)}` : '',
    new: `${to.stage}, ${money(to.valueCents)}`,
    reopened: `${to.stage}, ${money(to.valueCents)}`,
    removed: from ? `${from.stage}, ${money(from.valueCents)}` : '',
    overdue: day(to.closeOn),
  };
  return told[kind] ? <>: {told[kind]}</> : null;
}

function Arrow() {
  return <Icon className="inline text-faint" name="arrow-right" size={12} />;
}
