import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { type ContractView, type EndReason, EndReason as reasonsOf, giveNotice } from '#offers/contract';
import { RadioGroup } from '#web/components/choices.tsx';
import { DateField } from '#web/components/date-field.tsx';
import { FormDialog } from '#web/components/form-dialog.tsx';
import { useNow } from '#web/components/texts.tsx';
import { useMutationOf } from '#web/data.ts';
import { useFormat } from '#web/format.ts';
import { useEndReasons } from './contract-words.tsx';

/** Notice was given: whose wish, when it came, and the last day. Nothing is sent from here. */
export function NoticeDialog({ contract, onClose }: { contract: ContractView; onClose: () => void }) {
  const { t } = useLingui();
  const format = useFormat();
  const reasons = useEndReasons();
  const today = format.isoDayOf(useNow());
  const [reason, setReason] = useState<EndReason>('customer');
  const [on, setOn] = useState<string | null>(today);
  const [endsOn, setEndsOn] = useState<string | null>(contract.earliestEndOn ?? contract.endsOn);
  const give = useMutationOf(giveNotice, { quiet: true, refreshes: ['timeline'], done: onClose });
  const ready = on !== null && endsOn !== null;
  const save = () =>
    ready &&
    give.mutate({
      params: { contractId: contract.id },
      body: { on, endsOn, reason },
      ifMatch: contract.version,
    });
  const { earliestEndOn, noticeBy } = contract;
  return (
    <FormDialog
      error={give.error}
      onClose={onClose}
      onSave={save}
      pending={give.isPending}
      ready={ready}
      say={t`Eintragen`}
      title={t`Kündigung: ${contract.title}`}
      width="small"
    >
      <RadioGroup
        label={t`Wie kam es dazu?`}
        onChange={setReason}
        options={reasonsOf.options.map((value) => ({ value, label: reasons[value] }))}
        value={reason}
      />
      <DateField label={t`Eingegangen am`} max={today} onChange={setOn} required value={on} />
      <DateField
        hint={
          earliestEndOn &&
          (noticeBy
            ? t`Nach dem Vertrag zum ${format.day(earliestEndOn)}, wenn sie bis ${format.day(noticeBy)} da ist.`
            : t`Nach dem Vertrag heute zum ${format.day(earliestEndOn)}.`)
        }
        label={t`Letzter Tag`}
        onChange={setEndsOn}
        required
        value={endsOn}
      />
      <p className="text-sm text-soft">{t`Klinke hält das fest und verschickt nichts.`}</p>
    </FormDialog>
  );
}
