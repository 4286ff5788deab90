import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { usePeople } from '#access/ui';
import { listProposals, propose, withdrawProposal } from '#team-meetings/contract';
import { Button, IconButton } from '#web/components/button.tsx';
import { Link } from '#web/components/link.tsx';
import { Section } from '#web/components/page.tsx';
import { ErrorNote } from '#web/components/states.tsx';
import { useMutationOf, useQueryOf } from '#web/data.ts';
import { pathTo } from '#web/paths.ts';
import { useMay, useSession } from '#web/session.ts';
import { PointChoice } from './add-point.tsx';

/** What the team wants to talk about next time. It comes first on the agenda. */
export function Proposals() {
  const { t } = useLingui();
  const may = useMay();
  const { user } = useSession();
  const { nameOf } = usePeople();
  const { data, error, refetch } = useQueryOf(listProposals);
  const [open, setOpen] = useState(false);
  const add = useMutationOf(propose, { done: () => setOpen(false) });
  const withdraw = useMutationOf(withdrawProposal);
  if (error) return <ErrorNote error={error} onRetry={() => void refetch()} />;
  if (!data) return null;
  return (
    <Section
      hint={<Trans>Kommt beim Beginn der nächsten Runde zuerst auf die Tagesordnung.</Trans>}
      title={t`Vorschläge des Teams`}
    >
      <ul className="max-w-3xl">
        {data.items.map(({ id: proposalId, dealId, title, proposedBy }) => (
          <li className="flex items-baseline gap-3 border-t border-line py-1.5 first:border-t-0" key={proposalId}>
            <span className="min-w-0 flex-1 break-words">
              {dealId ? <Link to={pathTo.deal(dealId)}>{title}</Link> : title}{' '}
              <span className="text-sm text-soft">{nameOf(proposedBy)}</span>
            </span>
            {may('write') && (proposedBy === user.id || may('manage')) && (
              <IconButton
                icon="close"
                label={t`„${title}“ zurücknehmen`}
                onPress={() => withdraw.mutate({ params: { proposalId } })}
                small
              />
            )}
          </li>
        ))}
      </ul>
      {may('write') &&
        (open ? (
          <div className="max-w-xl pt-1">
            <PointChoice
              label={t`Worüber sollen wir sprechen?`}
              onChoose={(body) => add.mutate({ body })}
              pending={add.isPending}
            />
          </div>
        ) : (
          <Button icon="plus" onPress={() => setOpen(true)}>{t`Etwas vorschlagen`}</Button>
        ))}
    </Section>
  );
}
