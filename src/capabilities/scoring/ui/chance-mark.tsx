import { useLingui } from '@lingui/react/macro';
import { listScores, type Target } from '#scoring/contract';
import { useQueryOf } from '#web/data.ts';
import { useFormat } from '#web/format.ts';

/** `among`: everything that is shown with it, so that one question serves the whole list. */
export function ChanceMark({ target, id, among }: { target: Target; id: string; among: readonly string[] }) {
  const { t } = useLingui();
  const format = useFormat();
  const page = pageOf(among, id);
  const scores = useQueryOf(listScores, { query: { target, ids: page.join(',') } }, { keepPrevious: true }).data;
  const score = scores?.items.find(({ subjectId }) => subjectId === id);
  if (!score) return <span className="text-faint">–</span>;
  const [from, to] = [format.percent(score.low), format.percent(score.high)];
  const chance = format.percent(score.probability);
  return (
    <span className="tabular-nums" title={t`Chance ${chance}, meist ${from} bis ${to}`}>
      <span className={score.basis === 'rule' ? 'text-soft' : ''}>{chance}</span>
    </span>
  );
}

const pageSize = 60;

/** Lists grow at their end: those of the same stretch ask the same question. */
function pageOf(among: readonly string[], id: string): readonly string[] {
  const at = Math.max(0, among.indexOf(id));
  const from = Math.floor(at / pageSize) * pageSize;
  return among.slice(from, from + pageSize);
}
