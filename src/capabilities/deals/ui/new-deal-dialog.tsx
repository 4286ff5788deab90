import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { usePeople } from '#access/ui';
import { type Chosen, CompanyChoice, ContactChoice } from '#contacts/ui';
import { createDeal } from '#deals/contract';
import { DateField } from '#web/components/date-field.tsx';
import { TextField } from '#web/components/fields.tsx';
import { FormDialog } from '#web/components/form-dialog.tsx';
import { MoneyField } from '#web/components/number-field.tsx';
import { Select } from '#web/components/select.tsx';
import { useMutationOf } from '#web/data.ts';
import { useSession } from '#web/session.ts';
import { usePipelines } from './pipelines.ts';

type Named = { id: string; name: string };
type NewDealProps = {
  open: boolean;
  onClose: () => void;
  onCreated: (id: string) => void;
  /** The pipeline whose first stage is offered. */
  pipelineId?: string;
  contact?: Named;
  company?: Named;
};

/** A chance to sell, from the little one knows at first. */
export function NewDealDialog(props: NewDealProps) {
  return props.open ? <OpenNewDealDialog {...props} /> : null;
}

function OpenNewDealDialog({
  onClose,
  onCreated,
  pipelineId,
  contact: givenContact,
  company: givenCompany,
}: NewDealProps) {
  const { t } = useLingui();
  const { user, workspace } = useSession();
  const people = usePeople();
  const { items: pipelines, stageOptions } = usePipelines();
  const [title, setTitle] = useState('');
  const [contact, setContact] = useState<Chosen | null>(chosen(givenContact));
  const [company, setCompany] = useState<Chosen | null>(chosen(givenCompany));
  const [valueCents, setValueCents] = useState<number | null>(null);
  const [closeOn, setCloseOn] = useState<string | null>(null);
  const [stage, setStage] = useState<string>();
  const [ownerId, setOwnerId] = useState(user.id);
  const create = useMutationOf(createDeal, {
    quiet: true,
    refreshes: ['forecasts', 'timeline', 'nextSteps'],
    done: ({ id }) => onCreated(id),
  });
  const first = (pipelines.find(({ id }) => id === pipelineId) ?? pipelines[0])?.stages[0]?.id;
  const stageId = stage ?? first;

  function save() {
    const words = title.trim() || contact?.label || company?.label;
    if (!words) return;
    create.mutate({
      body: {
        title: words,
        contactId: contact?.value ?? null,
        // Left out, the company of the contact is taken.
        ...(company && { companyId: company.value }),
        valueCents: valueCents ?? 0,
        closeOn,
        ownerId,
        ...(stageId && { stageId }),
      },
    });
  }

  return (
    <FormDialog
      error={create.error}
      grid
      onClose={onClose}
      onSave={save}
      pending={create.isPending}
      ready={Boolean(title.trim() || contact || company)}
      say={t`Anlegen`}
      title={t`Neuer Abschluss`}
    >
      <div className="col-span-full">
        <TextField
          autoFocus
          label={t`Worum geht es?`}
          maxLength={200}
          onChange={setTitle}
          placeholder={contact?.label ?? company?.label ?? t`Dachanlage 10 kWp`}
          value={title}
        />
      </div>
      <ContactChoice label={t`Mensch`} onChange={setContact} value={contact} />
      <CompanyChoice label={t`Firma`} onChange={setCompany} value={company} />
      <MoneyField currency={workspace.currency} label={t`Wert`} onChange={setValueCents} valueCents={valueCents} />
      <DateField label={t`Abschluss am`} onChange={setCloseOn} value={closeOn} />
      <Select label={t`Stufe`} onChange={setStage} options={stageOptions} value={stageId ?? null} />
      <Select
        label={t`Zuständig`}
        onChange={setOwnerId}
        options={people.active.map(({ id, name }) => ({ value: id, label: name }))}
        value={ownerId}
      />
    </FormDialog>
  );
}

function chosen(named: Named | undefined): Chosen | null {
  return named ? { value: named.id, label: named.name } : null;
}
