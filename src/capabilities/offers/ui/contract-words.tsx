import { useLingui } from '@lingui/react/macro';
import { Fragment } from 'react';
import type { ContractView, EndReason } from '#offers/contract';
import { Standing } from '#web/components/standing.tsx';
import { useFormat } from '#web/format.ts';

/** From when, and until when at least. */
export function ContractEnd({
  contract,
  bare = false,
}: {
  contract: ContractView;
  /** Without its beginning, where that stands beside it. */
  bare?: boolean;
}) {
  const { t } = useLingui();
  const format = useFormat();
  const reasons = useEndReasons();
  const { startsOn, state, endsOn, earliestEndOn, noticeBy, notice } = contract;
  const last = endsOn && format.day(endsOn);
  const since = state === 'coming' ? t`ab ${format.day(startsOn)}` : t`seit ${format.day(startsOn)}`;
  const ending = notice ? `${reasons[notice.reason]}, ${t`endet am ${last}`}` : last && t`endet am ${last}`;
  const parts = [
    !bare && since,
    ending &&
      (notice ? (
        <Standing bare key="ending" kind="careful">
          {ending}
        </Standing>
      ) : (
        ending
      )),
    earliestEndOn &&
      (noticeBy
        ? t`kündbar bis ${format.day(noticeBy)} zum ${format.day(earliestEndOn)}`
        : t`kündbar zum ${format.day(earliestEndOn)}`),
  ].filter(Boolean);
  return (
    <p className="text-sm text-soft">
      {state === 'ended'
        ? t`beendet am ${last}`
        : parts.map((part, at) => (
            // oxlint-disable-next-line react/no-array-index-key -- The order never changes.
            <Fragment key={at}>
              {at > 0 && ' · '}
              {part}
            </Fragment>
          ))}
    </p>
  );
}

/** Whose wish the end was. */
export function useEndReasons(): Record<EndReason, string> {
  const { t } = useLingui();
  return {
    customer: t`Kunde hat gekündigt`,
    withdrawn: t`widerrufen`,
    agreed: t`einvernehmlich beendet`,
    us: t`von uns gekündigt`,
  };
}
