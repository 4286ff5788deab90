import { useLingui } from '@lingui/react/macro';
import { useRef, useState } from 'react';
import { usePeople } from '#access/ui';
import { changeContact, type ChangeContact, type ContactView, getContact, listCompanies } from '#contacts/contract';
import { call } from '#web/api.ts';
import { ComboBox } from '#web/components/combo-box.tsx';
import { Fact, Facts } from '#web/components/page.tsx';
import { InlineEdit } from '#web/components/inline-edit.tsx';
import { Link } from '#web/components/link.tsx';
import { Select } from '#web/components/select.tsx';
import { DateText, TimeText } from '#web/components/texts.tsx';
import { pathTo } from '#web/paths.ts';
import { changeOf, useMutationOf } from '#web/data.ts';
import { useMay } from '#web/session.ts';
import { AddressFacts, EmailFacts, PhoneFacts } from './reach-facts.tsx';
import { TagFacts } from './tag-facts.tsx';

/** All we know of a person; each fact becomes a field when pressed. */
export function PersonFacts({ person }: { person: ContactView }) {
  const { t } = useLingui();
  const may = useMay();
  const users = usePeople();
  const [choosingCompany, setChoosingCompany] = useState(false);
  const chooseCompany = useRef<HTMLButtonElement>(null);
  const params = { contactId: person.id };
  const change = useMutationOf(changeContact, {
    quiet: true,
    change: ({ body }) => [changeOf(getContact, (now) => ({ ...now, ...plain(body ?? {}) }), { params })],
    refreshes: ['timeline'],
  });
  const save = (body: ChangeContact) => change.mutateAsync({ params, body, ifMatch: person.version });
  const readOnly = !may('write');
  const text = (
    field: 'salutation' | 'title' | 'firstName' | 'lastName' | 'jobTitle' | 'website' | 'source' | 'status',
    label: string,
  ) => (
    <Fact name={label}>
      <InlineEdit
        disabled={readOnly}
        label={label}
        onSave={(value) => save({ [field]: value || null })}
        value={person[field] ?? ''}
      />
    </Fact>
  );

  return (
    <div className="flex flex-col gap-4">
      <PhoneFacts disabled={readOnly} onSave={(phones) => save({ phones })} phones={person.phones} />
      <EmailFacts disabled={readOnly} emails={person.emails} onSave={(emails) => save({ emails })} />
      <AddressFacts addresses={person.addresses} disabled={readOnly} onSave={(addresses) => save({ addresses })} />
      <Facts>
        {text('firstName', t`Vorname`)}
        {text('lastName', t`Nachname`)}
        {text('salutation', t`Anrede`)}
        {text('title', t`Titel`)}
        <Fact name={t`Art`}>
          <Select
            disabled={readOnly}
            label={t`Art`}
            labelHidden
            onChange={(kind) => void save({ kind }).catch(() => undefined)}
            options={[
              { value: 'private', label: t`privat` },
              { value: 'business', label: t`geschäftlich` },
            ]}
            value={person.kind}
          />
        </Fact>
        <Fact name={t`Firma`}>
          {choosingCompany ? (
            <ComboBox
              autoFocus
              label={t`Firma`}
              labelHidden
              onChange={(chosen) => {
                setChoosingCompany(false);
                requestAnimationFrame(() => chooseCompany.current?.focus());
                void save({ companyId: chosen?.value ?? null }).catch(() => undefined);
              }}
              search={async (typed, signal) => {
                const { items } = await call(
                  listCompanies,
                  { query: { ...(typed && { q: typed }), limit: 12 } },
                  { signal },
                );
                return items.map(({ id, name, city }) => ({ value: id, label: name, ...(city && { hint: city }) }));
              }}
              value={person.company && { value: person.company.id, label: person.company.name }}
            />
          ) : (
            <span className="flex items-center gap-2">
              {person.company && <Link to={pathTo.company(person.company.id)}>{person.company.name}</Link>}
              {!readOnly && (
                <button
                  className="min-h-6 text-faint hover:text-ink phone:min-h-11"
                  onClick={() => setChoosingCompany(true)}
                  ref={chooseCompany}
                  type="button"
                >
                  {person.company ? t`ändern` : t`wählen`}
                </button>
              )}
            </span>
          )}
        </Fact>
        {text('jobTitle', t`Funktion`)}
        <Fact name={t`Zuständig`}>
          <Select
            disabled={readOnly}
            label={t`Zuständig`}
            labelHidden
            onChange={(id) => void save({ ownerId: id === 'none' ? null : id }).catch(() => undefined)}
            options={[
              { value: 'none', label: t`Niemand` },
              ...users.active.map(({ id, name }) => ({ value: id, label: name })),
            ]}
            value={person.ownerId ?? 'none'}
          />
        </Fact>
        <Fact name={t`Merkmale`}>
          <TagFacts disabled={readOnly} onSave={(tags) => save({ tags })} tags={person.tags} />
        </Fact>
        {text('status', t`Status`)}
        {text('source', t`Herkunft`)}
        {text('website', t`Website`)}
        {person.birthdayOn && (
          <Fact name={t`Geburtstag`}>
            <DateText value={person.birthdayOn} />
          </Fact>
        )}
        <Fact name={t`Notiz`}>
          <InlineEdit
            disabled={readOnly}
            label={t`Notiz`}
            multiline
            onSave={(value) => save({ note: value || null })}
            value={person.note ?? ''}
          >
            <span className="whitespace-pre-line">{person.note}</span>
          </InlineEdit>
        </Fact>
        <Fact name={t`Angelegt`}>
          <TimeText at={person.createdAt} withDay />
        </Fact>
      </Facts>
    </div>
  );
}

/** What of a change can be shown before the server has answered: everything but the company, whose name we would have to guess. */
function plain({ companyId: _, ...body }: { companyId?: unknown; [field: string]: unknown }): Partial<ContactView> {
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined)) as Partial<ContactView>;
}
