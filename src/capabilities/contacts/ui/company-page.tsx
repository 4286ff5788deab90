import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { OwnerFact } from '#access/ui';
import {
  changeCompany,
  type ChangeCompany,
  type CompanyView,
  getCompany,
  listContacts,
  removeCompany,
  restoreCompany,
} from '#contacts/contract';
import { call } from '#web/api.ts';
import { useGo, useParam } from '#web/address.ts';
import { Button, IconButton } from '#web/components/button.tsx';
import { InlineEdit } from '#web/components/inline-edit.tsx';
import { Link } from '#web/components/link.tsx';
import { Menu } from '#web/components/menu.tsx';
import { Fact, Facts, Page } from '#web/components/page.tsx';
import { MissingNote, Skeleton } from '#web/components/states.tsx';
import { TextFact } from '#web/components/text-fact.tsx';
import { toast } from '#web/components/toast.tsx';
import { pathTo } from '#web/paths.ts';
import { changeOf, refresh, useListOf, useMutationOf, useQueryOf } from '#web/data.ts';
import { usePhone } from '#web/phone-width.ts';
import { useMay } from '#web/session.ts';
import { NewPersonDialog } from './new-person-dialog.tsx';
import { AddressFacts, EmailFacts, PhoneFacts } from './reach-facts.tsx';
import { Panels, RecordLayout } from './record-layout.tsx';
import { TagFacts } from './tag-facts.tsx';

export function CompanyPage() {
  const { t } = useLingui();
  const companyId = useParam('companyId');
  const go = useGo();
  const may = useMay();
  const phone = usePhone();
  const { data: company, error, refetch } = useQueryOf(getCompany, { params: { companyId } });
  const remove = useMutationOf(removeCompany, {
    done: () => {
      go(pathTo.companies());
      toast({
        message: t`${company?.name ?? ''} entfernt`,
        undo: () =>
          void call(restoreCompany, { params: { companyId } }).then(() => {
            refresh('companies');
            go(pathTo.company(companyId));
          }),
      });
    },
  });
  const name = company?.name ?? t`Firma`;
  return (
    <Page
      actions={
        <>
          {!phone && <Panels id={companyId} place="actions" subject="company" />}
          {may('write') && company && (
            <Menu
              entries={[
                {
                  id: 'remove',
                  label: t`Entfernen`,
                  icon: 'trash',
                  danger: true,
                  run: () => remove.mutate({ params: { companyId }, ifMatch: company.version }),
                },
              ]}
              label={t`Mehr`}
            >
              <IconButton icon="more" label={t`Mehr`} />
            </Menu>
          )}
        </>
      }
      scroll={phone}
      title={name}
    >
      {error && (
        <MissingNote
          error={error}
          onRetry={() => void refetch()}
          way={<Link to={pathTo.companies()}>{t`Alle Firmen`}</Link>}
        />
      )}
      {(company || !error) && (
        <RecordLayout
          facts={company ? <CompanyFacts company={company} key={companyId} /> : <Skeleton lines={8} />}
          id={companyId}
          layout="page"
          subject="company"
        />
      )}
    </Page>
  );
}

function CompanyFacts({ company }: { company: CompanyView }) {
  const { t } = useLingui();
  const may = useMay();
  const params = { companyId: company.id };
  const change = useMutationOf(changeCompany, {
    quiet: true,
    change: ({ body }) => [
      changeOf(
        getCompany,
        (now) => ({
          ...now,
          ...(Object.fromEntries(
            Object.entries(body ?? {}).filter(([, value]) => value !== undefined),
          ) as Partial<CompanyView>),
        }),
        { params },
      ),
    ],
    refreshes: ['timeline', 'contacts'],
  });
  const save = (body: ChangeCompany) => change.mutateAsync({ params, body, ifMatch: company.version });
  const readOnly = !may('write');
  return (
    <div className="flex flex-col gap-4">
      <PeopleOfCompany company={company} />
      <PhoneFacts disabled={readOnly} onSave={(phones) => save({ phones })} phones={company.phones} />
      <EmailFacts disabled={readOnly} emails={company.emails} onSave={(emails) => save({ emails })} />
      <AddressFacts addresses={company.addresses} disabled={readOnly} onSave={(addresses) => save({ addresses })} />
      <Facts>
        <Fact name={t`Name`}>
          <InlineEdit
            disabled={readOnly}
            label={t`Name`}
            onSave={(value) => save({ name: value })}
            value={company.name}
          />
        </Fact>
        <TextFact
          disabled={readOnly}
          name={t`Branche`}
          onSave={(industry) => save({ industry })}
          value={company.industry}
        />
        <TextFact
          disabled={readOnly}
          name={t`Website`}
          onSave={(website) => save({ website })}
          type="url"
          value={company.website}
        />
        <OwnerFact
          disabled={readOnly}
          onChange={(ownerId) => void save({ ownerId }).catch(() => undefined)}
          ownerId={company.ownerId}
        />
        <Fact name={t`Merkmale`}>
          <TagFacts disabled={readOnly} onSave={(tags) => save({ tags })} tags={company.tags} />
        </Fact>
        <TextFact
          disabled={readOnly}
          multiline
          name={t`Notiz`}
          onSave={(note) => save({ note })}
          value={company.note}
        />
      </Facts>
    </div>
  );
}

function PeopleOfCompany({ company }: { company: CompanyView }) {
  const { t } = useLingui();
  const may = useMay();
  const [adding, setAdding] = useState(false);
  const people = useListOf(listContacts, { query: { companyId: company.id, limit: 20 } });
  return (
    <section>
      <header className="flex items-center">
        <h2 className="flex-1 text-sm text-faint">{t`Menschen`}</h2>
        {may('write') && <IconButton icon="plus" label={t`Mensch hinzufügen`} onPress={() => setAdding(true)} small />}
      </header>
      <ul>
        {people.rows.map((person) => (
          <li className="flex min-h-7 items-center gap-2 phone:min-h-11" key={person.id}>
            <Link to={pathTo.contact(person.id)}>{person.name}</Link>
            <span className="truncate text-sm text-faint">{person.jobTitle}</span>
          </li>
        ))}
      </ul>
      {people.hasMore && (
        <Button kind="plain" onPress={people.loadMore}>
          {t`Mehr anzeigen`}
        </Button>
      )}
      {adding && (
        <NewPersonDialog
          company={{ id: company.id, name: company.name }}
          onClose={() => setAdding(false)}
          onCreated={() => {
            setAdding(false);
            people.retry();
          }}
          open
        />
      )}
    </section>
  );
}
