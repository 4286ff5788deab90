import { useLingui } from '@lingui/react/macro';
import type { CustomerClass } from '#scoring/contract';
import { Badge } from '#web/components/standing.tsx';

/** A letter that says what it is to who can't see it. */
export function ClassBadge({ of }: { of: CustomerClass | null }) {
  const { t } = useLingui();
  if (of === null) return <Badge>{t`noch offen`}</Badge>;
  return (
    <Badge strong={of === 'A'}>
      <span className="sr-only">{t`Klasse`} </span>
      {of}
    </Badge>
  );
}
