import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { Finding } from '#audiences/contract';
import { Button } from '#web/components/button.tsx';
import { useAudienceWords } from './words.ts';

/** What follows says less, and often the same the other way round. */
const mostAtOnce = 8;

/** What sets the group apart: the number and its picture, in the order of how much. */
export function FindingTable({ findings }: { findings: readonly Finding[] }) {
  const { t } = useLingui();
  const { headOf, tailOf } = useAudienceWords();
  const [all, setAll] = useState(false);
  if (findings.length === 0)
    return (
      <p className="text-soft">
        <Trans>Nichts, was auffällt: Diese Gruppe ist wie alle anderen.</Trans>
      </p>
    );
  const shown = all ? findings : findings.slice(0, mostAtOnce);
  const left = findings.length - shown.length;
  return (
    <>
      <table className="w-full text-left">
        <thead className="text-sm text-faint">
          <tr>
            <th className="py-1 pr-3 font-normal" scope="col">{t`Worin sie anders sind`}</th>
            <th className="w-1/3 py-1 font-normal phone:hidden" scope="col">{t`sie und alle anderen`}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((finding) => (
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
      {left > 0 && <Button kind="plain" onPress={() => setAll(true)}>{t`${left} weitere`}</Button>}
    </>
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
