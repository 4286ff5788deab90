import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { listScores, type Target } from '#scoring/contract';
import { call } from '#web/api.ts';
import { askedTogether } from '#web/asked-together.ts';
import { useFormat } from '#web/format.ts';
import { noScoreWords } from './words.ts';

/** The chance of one deal or contact among others. `named` says what the number is, where no heading does, and is silent where there is none. */
export function ChanceMark({ target, id, named = false }: { target: Target; id: string; named?: boolean }) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const { data } = useQuery({
    queryKey: [listScores.name, { target, id }],
    queryFn: () => chanceOf[target](id),
    staleTime: 60_000,
  });
  if (!data?.score) {
    if (named || !data) return null;
    return (
      <span className="text-faint" title={data.none ? i18n._(noScoreWords[data.none]) : undefined}>
        –
      </span>
    );
  }
  const { probability, low, high, basis, cases } = data.score;
  const isRule = basis === 'rule';
  const [chance, from, to] = [format.percent(probability), format.percent(low), format.percent(high)];
  const number = format.number(cases);
  const about = isRule
    ? t`Faustregel nach der Stufe und ${number} beendeten Abschlüssen: ${chance}, meist ${from} bis ${to}`
    : t`Gelernt aus ${number} beendeten Fällen: ${chance}, meist ${from} bis ${to}`;
  const shown = isRule ? `≈ ${chance}` : chance;
  return (
    <span className={isRule || named ? 'text-soft tabular-nums' : 'tabular-nums'} title={about}>
      {named ? t`Chance ${shown}` : shown}
      {isRule && <span className="sr-only"> {t`(Faustregel)`}</span>}
    </span>
  );
}

const asked = (target: Target) =>
  askedTogether(async (ids: readonly string[]) => {
    const { items, none } = await call(listScores, { query: { target, ids: ids.join(',') } });
    const scores = new Map(items.map((score) => [score.subjectId, score]));
    return (id: string) => ({ score: scores.get(id) ?? null, none });
  });
const chanceOf: Record<Target, ReturnType<typeof asked>> = {
  deal_win: asked('deal_win'),
  lead_win: asked('lead_win'),
  reach: asked('reach'),
};
