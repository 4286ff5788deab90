import { useLingui } from '@lingui/react/macro';
import { getContact, removeContact, restoreContact } from '#contacts/contract';
import { call } from '#web/api.ts';
import { useGo, useParam } from '#web/address.ts';
import { IconButton } from '#web/components/button.tsx';
import { Link } from '#web/components/link.tsx';
import { Menu } from '#web/components/menu.tsx';
import { Page } from '#web/components/page.tsx';
import { Avatar } from '#web/components/texts.tsx';
import { toast } from '#web/components/toast.tsx';
import { pathTo } from '#web/paths.ts';
import { refresh, useMutationOf, useQueryOf } from '#web/data.ts';
import { usePhone } from '#web/phone-width.ts';
import { useMay } from '#web/session.ts';
import { PersonRecord } from './person-record.tsx';
import { Panels } from './record-layout.tsx';

export function PersonPage() {
  const { t } = useLingui();
  const contactId = useParam('contactId');
  const go = useGo();
  const may = useMay();
  const phone = usePhone();
  const person = useQueryOf(getContact, { params: { contactId } }).data;
  const remove = useMutationOf(removeContact, {
    done: () => {
      go(pathTo.contacts());
      toast({
        message: t`${person?.name ?? ''} entfernt`,
        undo: () =>
          void call(restoreContact, { params: { contactId } }).then(() => {
            refresh('contacts');
            go(pathTo.contact(contactId));
          }),
      });
    },
  });
  const name = person?.name ?? t`Mensch`;

  return (
    <Page
      actions={
        <>
          {!phone && <Panels id={contactId} place="actions" subject="contact" />}
          {may('write') && person && (
            <Menu
              entries={[
                {
                  id: 'remove',
                  label: t`Entfernen`,
                  icon: 'trash',
                  danger: true,
                  run: () => remove.mutate({ params: { contactId }, ifMatch: person.version }),
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
      title={
        <span className="flex items-center gap-2.5">
          <Avatar name={name} size={32} />
          <span className="min-w-0">
            <span className="block truncate leading-6">{name}</span>
            {person?.company && (
              <span className="block truncate text-sm leading-4 font-normal text-soft">
                {person.jobTitle && `${person.jobTitle}, `}
                <Link to={pathTo.company(person.company.id)}>{person.company.name}</Link>
              </span>
            )}
          </span>
        </span>
      }
      windowTitle={name}
    >
      <PersonRecord contactId={contactId} key={contactId} layout="page" />
    </Page>
  );
}
