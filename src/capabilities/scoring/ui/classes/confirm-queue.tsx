import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { type ClassSummary, CustomerClass, type CustomerView, listCustomers } from '#scoring/contract';
import { Button } from '#web/components/button.tsx';
import { Kbd } from '#web/components/kbd.tsx';
import { Link } from '#web/components/link.tsx';
import { EmptyState, ErrorNote, Skeleton } from '#web/components/states.tsx';
import { useListOf } from '#web/data.ts';
import { useKeys } from '#web/keys.ts';
import { pathTo } from '#web/paths.ts';
import { useMay } from '#web/session.ts';
import { ClassBadge } from './class-badge.tsx';
import { ClassDialog } from './class-dialog.tsx';
import { Decided } from './class-panel.tsx';
import { ClassReasons, Outlook } from './reasons.tsx';
import { useDecisions } from './use-decisions.ts';

/** One computed class after the other, for a person's word: Enter agrees, a letter decides otherwise. */
export function ConfirmQueue({ summary }: { summary: ClassSummary }) {
  const list = useListOf(listCustomers, { query: { waiting: 'true', limit: 20 } });
  const [skipped, setSkipped] = useState<ReadonlySet<string>>(new Set());
  const next = list.rows.find(({ id }) => !skipped.has(id));
  if (list.error) return <ErrorNote error={list.error} onRetry={list.retry} />;
  if (list.pending) return <Skeleton lines={6} />;
  if (!next && list.hasMore && !list.loadingMore) list.loadMore();
  if (!next)
    return (
      <EmptyState icon="check">
        {skipped.size > 0 ? (
          <Trans>Was übrig ist, haben Sie übersprungen.</Trans>
        ) : (
          <Trans>Alles bestätigt. Was sich nachts ändert, wartet morgen hier.</Trans>
        )}
      </EmptyState>
    );
  return (
    <div className="flex max-w-2xl flex-col gap-4">
      <p className="text-soft">
        <Plural
          one="# Klasse hat noch niemand bestätigt."
          other="# Klassen hat noch niemand bestätigt."
          value={summary.waiting}
        />{' '}
        <Trans>Berechnetes gilt, bis Sie es anders sehen.</Trans>
      </p>
      <Waiting
        customer={next}
        key={next.id}
        onSkip={() => setSkipped(new Set([...skipped, next.id]))}
        summary={summary}
      />
    </div>
  );
}

function Waiting({ customer, summary, onSkip }: { customer: CustomerView; summary: ClassSummary; onSkip: () => void }) {
  const { t } = useLingui();
  const may = useMay()('write');
  const decisions = useDecisions();
  const [to, setTo] = useState<CustomerClass>();
  const confirm = () => !decisions.pending && decisions.confirm(customer);
  const choose = (wanted: CustomerClass) => (wanted === customer.class ? confirm() : setTo(wanted));
  useKeys(
    [
      { keys: 'Enter', label: t`Klasse bestätigen`, run: confirm },
      ...CustomerClass.options.map((one) => ({
        keys: one.toLowerCase(),
        label: t`Als ${one} einstufen`,
        run: () => choose(one),
      })),
      { keys: 'j', label: t`Überspringen`, run: onSkip },
    ],
    may,
  );
  const page = customer.kind === 'company' ? pathTo.company(customer.id) : pathTo.contact(customer.id);
  return (
    <section aria-labelledby="waiting-name" className="flex flex-col gap-3 border-t border-line pt-4">
      <h2 className="flex flex-wrap items-center gap-2 text-xl" id="waiting-name">
        <Link to={page}>{customer.name}</Link>
        <ClassBadge of={customer.class} />
      </h2>
      <Decided customer={customer} />
      <ClassReasons customer={customer} run={summary.run} />
      <Outlook customer={customer} />
      {may && (
        <div className="flex flex-wrap gap-2">
          <Button icon="check" kind="primary" onPress={confirm} pending={decisions.pending}>
            {t`${customer.class ?? ''} stimmt`} <Key keys="Enter" />
          </Button>
          {CustomerClass.options
            .filter((one) => one !== customer.class)
            .map((one) => (
              <Button key={one} onPress={() => choose(one)}>
                {t`Eher ${one}`} <Key keys={one.toLowerCase()} />
              </Button>
            ))}
          <Button kind="plain" onPress={onSkip}>
            {t`Überspringen`} <Key keys="j" />
          </Button>
        </div>
      )}
      {to && <ClassDialog customer={customer} onClose={() => setTo(undefined)} to={to} />}
    </section>
  );
}

/** A phone has none to press. */
function Key({ keys }: { keys: string }) {
  return (
    <span className="phone:hidden">
      <Kbd keys={keys} />
    </span>
  );
}
