import { Trans, useLingui } from '@lingui/react/macro';
import type { Group } from '#scoring/contract';
import { FigureTable } from '#web/components/figure-table.tsx';
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
      <FigureTable
        columns={[
          {
            head: t`Gruppe`,
            cell: (group) => (
              <>
                <span className="text-faint">{names[group.by]}:</span> {nameOf(group)}
              </>
            ),
          },
          { head: t`Fälle`, cell: ({ rows }) => format.number(rows) },
          { head: t`Gesagt`, cell: ({ said }) => format.percent(said) },
          { head: t`Gekommen`, cell: ({ happened }) => format.percent(happened) },
          {
            head: <span className="sr-only">{t`Urteil`}</span>,
            cell: (group) =>
              isOff(group) && (
                <Standing bare kind="careful">
                  {group.said > group.happened ? t`zu gut bewertet` : t`zu schlecht bewertet`}
                </Standing>
              ),
            left: true,
            wide: true,
          },
        ]}
        keyOf={({ by, group }) => `${by} ${group}`}
        look="max-w-3xl"
        rows={groups}
      />
    </Section>
  );
}

/** Further apart than two standard errors of the share. */
function isOff({ rows, said, happened }: Group): boolean {
  return Math.abs(happened - said) > 2 * Math.sqrt(Math.max(1e-9, (said * (1 - said)) / rows));
}
