import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { type AfterTerm, changeContract, type ContractView, createContract } from '#offers/contract';
import { DateField } from '#web/components/date-field.tsx';
import { TextField } from '#web/components/fields.tsx';
import { FormDialog } from '#web/components/form-dialog.tsx';
import { MoneyField, NumberField } from '#web/components/number-field.tsx';
import { Select } from '#web/components/select.tsx';
import { useNow } from '#web/components/texts.tsx';
import { useMutationOf } from '#web/data.ts';
import { useFormat } from '#web/format.ts';
import { useSession } from '#web/session.ts';

export type About = { contactId: string } | { companyId: string } | { dealId: string };

/** As most are: two years, then a month's notice (§ 309 Nr. 9 BGB allows consumers no more). */
const usual = { termMonths: 24, noticeMonths: 1, afterTerm: 'open', renewalMonths: null } as const;

/** The terms of a contract, new or as they hold now. */
export function ContractDialog({
  about,
  contract,
  title: proposed,
  onClose,
}: {
  about: About;
  contract: ContractView | null;
  title: string;
  onClose: () => void;
}) {
  const { t } = useLingui();
  const format = useFormat();
  const { workspace } = useSession();
  const now = useNow();
  const { termMonths, noticeMonths, afterTerm, renewalMonths } = contract ?? usual;
  const [title, setTitle] = useState(contract?.title ?? proposed);
  const [monthlyCents, setMonthlyCents] = useState<number | null>(contract?.monthlyCents ?? null);
  const [startsOn, setStartsOn] = useState<string | null>(contract?.startsOn ?? format.isoDayOf(now));
  const [term, setTerm] = useState<number | null>(termMonths);
  const [notice, setNotice] = useState<number | null>(noticeMonths);
  const [after, setAfter] = useState<AfterTerm>(afterTerm);
  const [renewal, setRenewal] = useState<number | null>(renewalMonths ?? 12);
  const [note, setNote] = useState(contract?.note ?? '');
  const how = { quiet: true, refreshes: ['timeline'], done: onClose };
  const create = useMutationOf(createContract, how);
  const change = useMutationOf(changeContract, how);
  const { error } = contract ? change : create;
  const bound = after !== 'open';
  const ready =
    title.trim() !== '' &&
    monthlyCents !== null &&
    startsOn !== null &&
    !(bound && !term) &&
    !(after === 'renews' && !renewal);

  function save() {
    if (!ready) return;
    const body = {
      title: title.trim(),
      monthlyCents,
      startsOn,
      termMonths: term ?? 0,
      noticeMonths: notice ?? 0,
      afterTerm: after,
      renewalMonths: after === 'renews' ? renewal : null,
      note: note.trim() || null,
    };
    if (contract) change.mutate({ params: { contractId: contract.id }, body, ifMatch: contract.version });
    else create.mutate({ body: { ...body, ...about } });
  }

  return (
    <FormDialog
      error={error}
      grid
      onClose={onClose}
      onSave={save}
      pending={create.isPending || change.isPending}
      ready={ready}
      say={contract ? t`Speichern` : t`Eintragen`}
      title={contract ? t`Vertrag ändern` : t`Neuer Vertrag`}
    >
      <div className="col-span-full">
        <TextField
          autoFocus
          label={t`Was ist vereinbart?`}
          maxLength={200}
          onChange={setTitle}
          placeholder={t`Wartung und Fernüberwachung`}
          required
          value={title}
        />
      </div>
      <MoneyField
        currency={contract?.currency ?? workspace.currency}
        label={t`Betrag im Monat`}
        onChange={setMonthlyCents}
        required
        valueCents={monthlyCents}
      />
      <DateField label={t`Beginnt am`} onChange={setStartsOn} required value={startsOn} />
      <NumberField
        hint={t`0: keine Mindestlaufzeit`}
        label={t`Mindestlaufzeit`}
        max={240}
        min={0}
        onChange={setTerm}
        unit={t`Monate`}
        value={term}
      />
      <NumberField label={t`Kündigungsfrist`} max={24} min={0} onChange={setNotice} unit={t`Monate`} value={notice} />
      <Select
        label={t`Danach`}
        onChange={setAfter}
        options={[
          { value: 'open', label: t`läuft weiter` },
          { value: 'renews', label: t`verlängert sich` },
          { value: 'ends', label: t`endet von selbst` },
        ]}
        value={after}
      />
      {after === 'renews' && (
        <NumberField
          hint={t`Bei Verbrauchern unwirksam (§ 309 Nr. 9 BGB)`}
          label={t`Jeweils um`}
          max={120}
          min={1}
          onChange={setRenewal}
          unit={t`Monate`}
          value={renewal}
        />
      )}
      <div className="col-span-full">
        <TextField label={t`Notiz`} maxLength={10_000} multiline onChange={setNote} value={note} />
      </div>
    </FormDialog>
  );
}
