import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import {
  changeExpense,
  createExpense,
  type ExpenseKind,
  ExpenseKind as kinds,
  type ExpenseView,
  getClassPolicy,
} from '#scoring/contract';
import { Checkbox } from '#web/components/checkbox.tsx';
import { RadioGroup } from '#web/components/choices.tsx';
import { DateField } from '#web/components/date-field.tsx';
import { TextField } from '#web/components/fields.tsx';
import { FormDialog } from '#web/components/form-dialog.tsx';
import { MoneyField } from '#web/components/number-field.tsx';
import { useNow } from '#web/components/texts.tsx';
import { useMutationOf, useQueryOf } from '#web/data.ts';
import { useFormat } from '#web/format.ts';
import { useSession } from '#web/session.ts';
import { useExpenseWords } from './words.ts';

export type About = { contactId: string } | { companyId: string };

/** What a customer cost beside calls and meetings, new or as it is now. */
export function ExpenseDialog({
  about,
  expense,
  onClose,
}: {
  about: About;
  expense: ExpenseView | null;
  onClose: () => void;
}) {
  const { t } = useLingui();
  const words = useExpenseWords();
  const format = useFormat();
  const { currency } = useSession().workspace;
  const today = format.isoDayOf(useNow());
  const rates = useQueryOf(getClassPolicy).data;
  const [kind, setKind] = useState<ExpenseKind>(expense?.kind ?? 'ticket');
  const [happenedOn, setHappenedOn] = useState<string | null>(expense?.happenedOn ?? today);
  const [amountCents, setAmountCents] = useState<number | null>(expense?.amountCents ?? null);
  const [closed, setClosed] = useState(expense?.closedOn !== null && expense !== null);
  const [closedOn, setClosedOn] = useState<string | null>(expense?.closedOn ?? today);
  const [note, setNote] = useState(expense?.note ?? '');
  const how = { quiet: true, refreshes: ['timeline'], done: onClose };
  const create = useMutationOf(createExpense, how);
  const change = useMutationOf(changeExpense, how);
  const { error } = expense ? change : create;
  const pending = create.isPending || change.isPending;
  const settled = kind === 'ticket' && closed;
  const early = settled && closedOn !== null && happenedOn !== null && closedOn < happenedOn;
  const ready =
    happenedOn !== null && !(kind === 'discount' && amountCents === null) && !(settled && closedOn === null) && !early;

  function save() {
    if (!ready) return;
    const body = { kind, happenedOn, amountCents, closedOn: settled ? closedOn : null, note: note.trim() || null };
    if (expense) change.mutate({ params: { expenseId: expense.id }, body, ifMatch: expense.version });
    else create.mutate({ body: { ...body, ...about } });
  }

  const rate =
    rates &&
    {
      ticket: rates.ticketCents,
      dunning_letter: rates.dunningLetterCents,
      returned_debit: rates.returnedDebitCents,
      discount: null,
    }[kind];
  return (
    <FormDialog
      error={error}
      onClose={onClose}
      onSave={save}
      pending={pending}
      ready={ready}
      say={expense ? t`Speichern` : t`Eintragen`}
      title={expense ? t`Aufwand ändern` : t`Aufwand eintragen`}
      width="small"
    >
      <RadioGroup
        label={t`Was war es?`}
        onChange={setKind}
        options={kinds.options.map((value) => ({ value, label: words[value] }))}
        value={kind}
      />
      <DateField label={t`Am`} max={today} onChange={setHappenedOn} required value={happenedOn} />
      <MoneyField
        currency={currency}
        hint={rate === null || rate === undefined ? undefined : t`Leer: Ihr Satz, ${format.money(rate)}`}
        label={kind === 'discount' ? t`Nachlass` : t`Was es gekostet hat`}
        onChange={setAmountCents}
        required={kind === 'discount'}
        valueCents={amountCents}
      />
      {kind === 'ticket' && (
        <>
          <Checkbox checked={closed} label={t`Erledigt`} onChange={setClosed} />
          {closed && (
            <DateField
              error={early ? t`Vor dem Tag, an dem es kam.` : undefined}
              label={t`Erledigt am`}
              max={today}
              onChange={setClosedOn}
              required
              value={closedOn}
            />
          )}
        </>
      )}
      <TextField label={t`Notiz`} maxLength={10_000} multiline onChange={setNote} value={note} />
    </FormDialog>
  );
}
