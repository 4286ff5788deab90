import { Trans, useLingui } from '@lingui/react/macro';
import type { Finding } from '#audiences/contract';
import { useAudienceWords } from './words.ts';

/** What sets the group apart: the number and its picture, in the order of how much. */
export function FindingTable({ findings }: { findings: readonly Finding[] }) {
  const { t } = useLingui();
  const { headOf, tailOf } = useAudienceWords();
  if (findings.length === 0)
    return (
      <p className="text-soft">
        <Trans>Nichts, was auffällt: Diese Gruppe ist wie alle anderen.</Trans>
      </p>
    );
  return (
    <table className="w-full text-left">
      <thead className="text-sm text-faint">
        <tr>
          <th className="py-1 pr-3 font-normal" scope="col">{t`Worin sie anders sind`}</th>
          <th className="w-1/3 py-1 font-normal phone:hidden" scope="col">{t`sie und alle anderen`}</th>
        </tr>
      </thead>
      <tbody>
        {findings.map((finding) => (
          <tr className="border-t border-line align-top" key={headOf(finding)}>
            <td className="py-1.5 pr-3">
              <span className="font-medium">{headOf(finding)}</span>
              <br />
              <span className="text-sm text-soft">{tailOf(finding)}</span>
            </td>
            <td aria-hidden="true" className="py-2.5 phone:hidden">
              <Bars finding={finding} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The numbers stand beside it. */
function Bars({ finding }: { finding: Finding }) {
  if (finding.kind === 'middle') return null;
  const most = finding.kind === 'choice' ? 1 : Math.max(finding.own, finding.others, 1e-9);
  const width = (value: number) => `${Math.max(1, Math.min(100, (100 * value) / most))}%`;
  return (
    <span className="flex flex-col gap-0.5">
      <span className="h-2 rounded-sm bg-brass" style={{ width: width(finding.own) }} />
      <span className="h-2 rounded-sm bg-soft" style={{ width: width(finding.others) }} />
    </span>
  );
}
