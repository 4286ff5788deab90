import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { type Address, type Email, type Phone, usualLabels } from '#contacts/contract';
import { IconButton } from '#web/components/button.tsx';
import { InlineEdit } from '#web/components/inline-edit.tsx';
import { PhoneText } from '#web/components/texts.tsx';
import { AddressDialog } from './address-dialog.tsx';

function useLabels(): (label: string) => string {
  const { t } = useLingui();
  const words: Record<(typeof usualLabels)[number], string> = {
    mobile: t`mobil`,
    work: t`dienstlich`,
    home: t`privat`,
    main: t`Haupt`,
    other: t`weitere`,
  };
  return (label) => words[label as keyof typeof words] ?? label;
}

type ListProps<Item> = {
  title: string;
  add: string;
  type: 'tel' | 'email';
  items: readonly Item[];
  onSave: (items: Item[]) => Promise<unknown>;
  make: (value: string) => Item;
  show: (item: Item) => React.ReactNode;
  disabled: boolean;
};

/** Numbers or addresses one below the other, the main one first; each becomes a field when pressed, an empty one goes. */
function ReachList<Item extends { label: string; value: string }>({
  title,
  add,
  type,
  items,
  onSave,
  make,
  show,
  disabled,
}: ListProps<Item>) {
  const { t } = useLingui();
  const labels = useLabels();
  const [adding, setAdding] = useState(false);
  return (
    <section>
      <header className="flex items-center">
        <h2 className="flex-1 text-sm text-faint">{title}</h2>
        {!disabled && <IconButton icon="plus" label={add} onPress={() => setAdding(true)} small />}
      </header>
      <ul>
        {items.map((item, index) => (
          <li className="flex items-center gap-2" key={`${item.value}-${index}`}>
            <span className="min-w-0 flex-1">
              <InlineEdit
                disabled={disabled}
                label={`${title} ${labels(item.label)}`}
                onSave={(value) =>
                  onSave(
                    value === ''
                      ? items.filter((_, at) => at !== index)
                      : items.map((one, at) => (at === index ? { ...one, value } : one)),
                  )
                }
                type={type}
                value={item.value}
              >
                {show(item)}
              </InlineEdit>
            </span>
            <span className="shrink-0 text-sm text-faint">{labels(item.label)}</span>
            {index > 0 && !disabled && (
              <IconButton
                icon="pin"
                label={t`Nach oben: das gilt zuerst`}
                onPress={() => void onSave([item, ...items.filter((_, at) => at !== index)]).catch(() => undefined)}
                small
              />
            )}
          </li>
        ))}
        {(adding || items.length === 0) && !disabled && (
          <li>
            <InlineEdit
              label={add}
              onSave={async (value) => {
                if (value !== '') await onSave([...items, make(value)]);
                setAdding(false);
              }}
              placeholder={add}
              type={type}
              value=""
            />
          </li>
        )}
      </ul>
    </section>
  );
}

export function PhoneFacts({
  phones,
  onSave,
  disabled,
}: {
  phones: readonly Phone[];
  onSave: (phones: Phone[]) => Promise<unknown>;
  disabled: boolean;
}) {
  const { t } = useLingui();
  return (
    <ReachList
      add={t`Nummer hinzufügen`}
      disabled={disabled}
      items={phones}
      make={(value): Phone => ({ label: /^(\+49|0049|0)\s*1[5-7]/.test(value) ? 'mobile' : 'main', value })}
      onSave={onSave}
      show={(phone) => (
        <>
          <PhoneText e164={phone.value} />
          {phone.extension && ` -${phone.extension}`}
        </>
      )}
      title={t`Telefon`}
      type="tel"
    />
  );
}

export function EmailFacts({
  emails,
  onSave,
  disabled,
}: {
  emails: readonly Email[];
  onSave: (emails: Email[]) => Promise<unknown>;
  disabled: boolean;
}) {
  const { t } = useLingui();
  return (
    <ReachList
      add={t`E-Mail hinzufügen`}
      disabled={disabled}
      items={emails}
      make={(value): Email => ({ label: 'main', value })}
      onSave={onSave}
      show={(email) => email.value}
      title={t`E-Mail`}
      type="email"
    />
  );
}

export function AddressFacts({
  addresses,
  onSave,
  disabled,
}: {
  addresses: readonly Address[];
  onSave: (addresses: Address[]) => Promise<unknown>;
  disabled: boolean;
}) {
  const { t } = useLingui();
  const [editing, setEditing] = useState<number>();
  return (
    <section>
      <header className="flex items-center">
        <h2 className="flex-1 text-sm text-faint">{t`Adresse`}</h2>
        {!disabled && (
          <IconButton icon="plus" label={t`Adresse hinzufügen`} onPress={() => setEditing(addresses.length)} small />
        )}
      </header>
      {addresses.map((address, index) => (
        <div className="flex items-start gap-2" key={index}>
          <address className="min-w-0 flex-1 leading-5 not-italic">
            {[address.street, address.houseNumber].filter(Boolean).join(' ')}
            {address.addition && <>, {address.addition}</>}
            <br />
            {[address.postalCode, address.city].filter(Boolean).join(' ')}
            {address.country && address.country !== 'DE' && `, ${address.country}`}
          </address>
          {!disabled && <IconButton icon="edit" label={t`Adresse ändern`} onPress={() => setEditing(index)} small />}
        </div>
      ))}
      {editing !== undefined && (
        <AddressDialog
          address={addresses[editing] ?? { label: 'main' }}
          onClose={() => setEditing(undefined)}
          onSave={async (address) => {
            const next = [...addresses];
            if (address) next[editing] = address;
            else next.splice(editing, 1);
            await onSave(next);
            setEditing(undefined);
          }}
        />
      )}
    </section>
  );
}
