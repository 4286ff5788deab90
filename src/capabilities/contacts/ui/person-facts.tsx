import { useLingui } from '@lingui/react/macro';
import { useRef, useState } from 'react';
import { OwnerFact } from '#access/ui';
import { changeContact, type ChangeContact, type ContactView, getContact, listCompanies } from '#contacts/contract';
import { call } from '#web/api.ts';
import { ComboBox } from '#web/components/combo-box.tsx';
import { Fact, Facts } from '#web/components/page.tsx';
import { Link } from '#web/components/link.tsx';
import { Select } from '#web/components/select.tsx';
import { TextFact } from '#web/components/text-fact.tsx';
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
  ) => <TextFact disabled={readOnly} name={label} onSave={(value) => save({ [field]: value })} value={person[field]} />;

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
                  aria-label={person.company ? t`Firma ändern` : t`Firma wählen`}
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
        <OwnerFact
          disabled={readOnly}
          onChange={(ownerId) => void save({ ownerId }).catch(() => undefined)}
          ownerId={person.ownerId}
        />
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
        <TextFact disabled={readOnly} multiline name={t`Notiz`} onSave={(note) => save({ note })} value={person.note} />
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
