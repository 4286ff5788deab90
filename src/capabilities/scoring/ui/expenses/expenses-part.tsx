import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { type ExpenseView, listExpenses } from '#scoring/contract';
import { Button, IconButton } from '#web/components/button.tsx';
import { Menu } from '#web/components/menu.tsx';
import { Standing } from '#web/components/standing.tsx';
import { ErrorNote } from '#web/components/states.tsx';
import { Money, useNow } from '#web/components/texts.tsx';
import { useQueryOf } from '#web/data.ts';
import { useFormat } from '#web/format.ts';
import { useMay, useSession } from '#web/session.ts';
import { type About, ExpenseDialog } from './expense-dialog.tsx';
import { useExpenseChanges } from './use-expense-changes.ts';
import { useExpenseWords } from './words.ts';

const shown = 5;

/** What they cost beside calls and meetings: the latest, and a way to enter more. */
export function ExpensesPart({ about }: { about: About }) {
  const { t } = useLingui();
  const may = useMay();
  const changes = useExpenseChanges();
  const [open, setOpen] = useState<ExpenseView | 'new' | null>(null);
  const [all, setAll] = useState(false);
  const { data, error, refetch } = useQueryOf(listExpenses, { query: { ...about, limit: 200 } });
  const items = data?.items ?? [];
  if (!error && !may('write') && items.length === 0) return null;
  return (
    <div className="mt-2 flex flex-col gap-1 border-t border-line pt-2">
      <span className="flex items-center gap-2">
        <h3 className="min-w-0 flex-1 font-medium">{t`Anliegen, Mahnungen, Nachlässe`}</h3>
        {may('write') && <IconButton icon="plus" label={t`Aufwand eintragen`} onPress={() => setOpen('new')} small />}
      </span>
      {error && <ErrorNote error={error} onRetry={() => void refetch()} />}
      {data && items.length === 0 && (
        <p className="text-sm text-soft">
          <Trans>Nichts eingetragen. Was hier steht, zählt von der nächsten Nacht an zum Aufwand.</Trans>
        </p>
      )}
      <ul>
        {items.slice(0, all ? undefined : shown).map((expense) => (
          <ExpenseRow about={about} changes={changes} expense={expense} key={expense.id} onOpen={setOpen} />
        ))}
      </ul>
      {items.length > shown && !all && (
        <Button kind="plain" onPress={() => setAll(true)}>{t`Alle ${items.length} zeigen`}</Button>
      )}
      {open && <ExpenseDialog about={about} expense={open === 'new' ? null : open} onClose={() => setOpen(null)} />}
    </div>
  );
}

function ExpenseRow({
  about,
  expense,
  changes,
  onOpen,
}: {
  about: About;
  expense: ExpenseView;
  /** Made by the list: a row that is gone hears no answer, and could not offer the undo. */
  changes: ReturnType<typeof useExpenseChanges>;
  onOpen: (expense: ExpenseView) => void;
}) {
  const { t } = useLingui();
  const may = useMay();
  const format = useFormat();
  const { currency } = useSession().workspace;
  const today = format.isoDayOf(useNow());
  const { kind, happenedOn, amountCents, closedOn, note, contact } = expense;
  const word = useExpenseWords()[kind];
  const open = kind === 'ticket' && closedOn === null;
  return (
    <li className="border-t border-line py-1.5 first:border-t-0">
      <span className="flex items-baseline gap-2">
        <span className="min-w-0 flex-1 break-words">
          {word} <span className="text-sm text-soft">{format.day(happenedOn)}</span>
        </span>
        {amountCents !== null && <Money cents={amountCents} currency={currency} />}
        {may('write') && (
          <Menu
            entries={[
              ...(open
                ? [
                    {
                      id: 'close',
                      label: t`Erledigt`,
                      icon: 'check' as const,
                      run: () => changes.close(expense, today),
                    },
                  ]
                : []),
              { id: 'change', label: t`Ändern`, icon: 'edit', run: () => onOpen(expense) },
              'line',
              { id: 'remove', label: t`Entfernen`, icon: 'trash', danger: true, run: () => changes.remove(expense) },
            ]}
            label={t`Was mit ${word} geschehen soll`}
          >
            <IconButton icon="more" label={t`Mehr zu ${word} vom ${format.day(happenedOn)}`} small />
          </Menu>
        )}
      </span>
      {kind === 'ticket' && (
        <p className="text-sm text-soft">
          {open ? (
            <Standing bare kind="careful">{t`offen`}</Standing>
          ) : (
            closedOn && t`erledigt am ${format.day(closedOn)}`
          )}
        </p>
      )}
      {'companyId' in about && contact && <p className="text-sm text-soft">{contact.name}</p>}
      {note && <p className="text-sm break-words whitespace-pre-line text-soft">{note}</p>}
    </li>
  );
}
