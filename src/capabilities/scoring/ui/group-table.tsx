import { Trans, useLingui } from '@lingui/react/macro';
import type { Group } from '#scoring/contract';
import { Section } from '#web/components/page.tsx';
import { Standing } from '#web/components/standing.tsx';
import { useFormat } from '#web/format.ts';

/** Does it do any group wrong? What was said of each, against what came; groups below thirty are left out. */
export function GroupTable({ groups }: { groups: readonly Group[] }) {
  const { t } = useLingui();
  const format = useFormat();
  const names: Record<Group['by'], string> = { region: t`Gegend`, kind: t`Art`, source: t`Quelle` };
  const nameOf = ({ by, group }: Group): string => {
    if (group === '') return t`ohne Angabe`;
    if (by === 'kind') return group === 'business' ? t`geschäftlich` : t`privat`;
    return group;
  };
  return (
    <Section
      hint={
        <Trans>
          Alter, Geschlecht, Herkunft, Religion und Gesundheit kennt keine Bewertung. Andere Angaben können dafür
          stehen: Hier sehen Sie je Gruppe, ob gesagt wurde, was kam. Gruppen unter 30 Fällen fehlen, weil der Zufall
          dort mehr sagt als das Modell.
        </Trans>
      }
      title={t`Fairness`}
    >
      <div className="overflow-x-auto">
        <table className="w-full max-w-3xl border-collapse text-right tabular-nums">
          <thead className="text-sm text-faint">
            <tr className="border-b border-line [&>th]:px-2 [&>th]:py-1.5 [&>th]:font-medium">
              <th className="text-left" scope="col">
                <Trans>Gruppe</Trans>
              </th>
              <th scope="col">
                <Trans>Fälle</Trans>
              </th>
              <th scope="col">
                <Trans>Gesagt</Trans>
              </th>
              <th scope="col">
                <Trans>Gekommen</Trans>
              </th>
              <th className="text-left phone:hidden" scope="col">
                <span className="sr-only">{t`Urteil`}</span>
              </th>
            </tr>
          </thead>
          <tbody className="[&_td]:px-2 [&_td]:py-1 [&_th]:px-2 [&_th]:py-1 [&_tr]:border-b [&_tr]:border-line">
            {groups.map((group) => (
              <tr key={`${group.by} ${group.group}`}>
                <th className="text-left font-normal" scope="row">
                  <span className="text-faint">{names[group.by]}:</span> {nameOf(group)}
                </th>
                <td>{format.number(group.rows)}</td>
                <td>{format.percent(group.said)}</td>
                <td>{format.percent(group.happened)}</td>
                <td className="text-left phone:hidden">
                  {isOff(group) && (
                    <Standing bare kind="careful">
                      {group.said > group.happened ? t`zu gut bewertet` : t`zu schlecht bewertet`}
                    </Standing>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  );
}

/** Further apart than two standard errors of the share. */
function isOff({ rows, said, happened }: Group): boolean {
  return Math.abs(happened - said) > 2 * Math.sqrt(Math.max(1e-9, (said * (1 - said)) / rows));
}
