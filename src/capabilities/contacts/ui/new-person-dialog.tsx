import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { createCompany, createContact, findDuplicates, listCompanies } from '#contacts/contract';
import { call } from '#web/api.ts';
import { RadioGroup } from '#web/components/choices.tsx';
import { ComboBox } from '#web/components/combo-box.tsx';
import { TextField } from '#web/components/fields.tsx';
import { FormDialog } from '#web/components/form-dialog.tsx';
import { Link } from '#web/components/link.tsx';
import { Note } from '#web/components/states.tsx';
import { pathTo } from '#web/paths.ts';
import { useMutationOf, useQueryOf } from '#web/data.ts';

const blank = {
  firstName: '',
  lastName: '',
  phone: '',
  email: '',
  street: '',
  houseNumber: '',
  postalCode: '',
  city: '',
  source: '',
};

/** The few things one knows at first. Warns when the number or address is known already. */
export function NewPersonDialog({
  open,
  onClose,
  onCreated,
  company: given,
  phone = '',
}: {
  open: boolean;
  onClose: () => void;
  onCreated: (id: string) => void;
  company?: { id: string; name: string };
  /** Somebody is calling from it. */
  phone?: string;
}) {
  const { t } = useLingui();
  const [kind, setKind] = useState<'private' | 'business'>(given ? 'business' : 'private');
  const [draft, setDraft] = useState({ ...blank, phone });
  const [company, setCompany] = useState<{ value: string; label: string } | null>(
    given ? { value: given.id, label: given.name } : null,
  );
  const set = (field: keyof typeof blank) => (value: string) => setDraft((now) => ({ ...now, [field]: value }));
  const known = useQueryOf(
    findDuplicates,
    open && (draft.phone.length > 5 || draft.email.includes('@'))
      ? {
          query: {
            ...(draft.phone.length > 5 && { phone: draft.phone }),
            ...(draft.email.includes('@') && { email: draft.email }),
          },
        }
      : null,
    { keepPrevious: true },
  ).data?.items;
  const create = useMutationOf(createContact, {
    quiet: true,
    done: ({ id }) => {
      setDraft(blank);
      setCompany(null);
      onCreated(id);
    },
  });

  function save() {
    const text = (value: string) => value.trim() || null;
    const address = {
      ...(text(draft.street) && { street: draft.street.trim() }),
      ...(text(draft.houseNumber) && { houseNumber: draft.houseNumber.trim() }),
      ...(text(draft.postalCode) && { postalCode: draft.postalCode.trim() }),
      ...(text(draft.city) && { city: draft.city.trim() }),
    };
    create.mutate({
      body: {
        kind,
        firstName: text(draft.firstName),
        lastName: text(draft.lastName),
        companyId: kind === 'business' ? (company?.value ?? null) : null,
        phones: text(draft.phone) ? [{ label: 'main', value: draft.phone.trim() }] : [],
        emails: text(draft.email) ? [{ label: 'main', value: draft.email.trim() }] : [],
        addresses: Object.keys(address).length > 0 ? [{ label: 'main', ...address }] : [],
        source: text(draft.source),
      },
    });
  }

  return (
    <FormDialog
      error={create.error}
      grid
      onClose={onClose}
      onSave={save}
      open={open}
      pending={create.isPending}
      say={t`Anlegen`}
      title={t`Neuer Mensch`}
    >
      <div className="col-span-full">
        <RadioGroup
          label={t`Wie sprechen wir an?`}
          onChange={setKind}
          options={[
            { value: 'private', label: t`privat` },
            { value: 'business', label: t`geschäftlich` },
          ]}
          value={kind}
        />
      </div>
      <TextField autoFocus label={t`Vorname`} onChange={set('firstName')} value={draft.firstName} />
      <TextField label={t`Nachname`} onChange={set('lastName')} value={draft.lastName} />
      {kind === 'business' && (
        <div className="col-span-full">
          <ComboBox
            label={t`Firma`}
            onChange={setCompany}
            onCreate={(name) =>
              void call(createCompany, { body: { name } }).then(({ id }) => setCompany({ value: id, label: name }))
            }
            search={async (text, signal) => {
              const { items } = await call(
                listCompanies,
                { query: { ...(text && { q: text }), limit: 12 } },
                { signal },
              );
              return items.map(({ id, name, city }) => ({ value: id, label: name, ...(city && { hint: city }) }));
            }}
            value={company}
          />
        </div>
      )}
      <TextField label={t`Telefon`} onChange={set('phone')} type="tel" value={draft.phone} />
      <TextField label={t`E-Mail`} onChange={set('email')} type="email" value={draft.email} />
      <TextField label={t`Straße`} onChange={set('street')} value={draft.street} />
      <TextField label={t`Hausnummer`} onChange={set('houseNumber')} value={draft.houseNumber} />
      <TextField label={t`Postleitzahl`} onChange={set('postalCode')} value={draft.postalCode} />
      <TextField label={t`Ort`} onChange={set('city')} value={draft.city} />
      <div className="col-span-full">
        <TextField
          hint={t`Woher haben wir die Daten? Danach fragt das Gesetz.`}
          label={t`Herkunft`}
          onChange={set('source')}
          value={draft.source}
        />
      </div>
      {known && known.length > 0 && (
        <div className="col-span-full">
          <Note kind="careful">
            <Trans>Vielleicht schon da:</Trans>{' '}
            {known.slice(0, 3).map((one, index) => (
              <span key={one.id}>
                {index > 0 && ', '}
                <Link to={pathTo.contact(one.id)}>{[one.name, one.city].filter(Boolean).join(', ')}</Link>
              </span>
            ))}
          </Note>
        </div>
      )}
    </FormDialog>
  );
}
