import { useLingui } from '@lingui/react/macro';
import { useEffect, useState } from 'react';
import { CompanyFilter, ContactFilter, listTags, type ViewSubject } from '#contacts/contract';
import type { Search } from '#web/address.ts';
import { Button } from '#web/components/button.tsx';
import { Chip } from '#web/components/chip.tsx';
import { Dialog } from '#web/components/dialog.tsx';
import { TextField } from '#web/components/fields.tsx';
import { Menu, type MenuEntry } from '#web/components/menu.tsx';
import { useQueryOf } from '#web/data.ts';
import { useFormat } from '#web/format.ts';
import { useKeys } from '#web/keys.ts';

type Change = (patch: Record<string, string | undefined>, options?: { keep?: boolean }) => void;

/** The filters among what stands in the address; what the contract does not know is left out. */
export function filtersIn(search: Search, subject: ViewSubject): Record<string, string> {
  const known = subject === 'company' ? CompanyFilter.shape : ContactFilter.shape;
  return Object.fromEntries(
    Object.entries(search).filter(
      ([name, value]) =>
        name in known &&
        (known as Record<string, { safeParse(v: unknown): { success: boolean } }>)[name]?.safeParse(value).success,
    ),
  );
}

/** Filters as sentences: "Ort ist Kassel". Plus a field that searches as one types. */
export function FilterBar({
  subject,
  search,
  change,
  users,
}: {
  subject: 'contact' | 'company';
  search: Search;
  change: Change;
  users: readonly { id: string; name: string }[];
}) {
  const { t } = useLingui();
  const format = useFormat();
  const [asking, setAsking] = useState<'city' | 'postalCodePrefix' | 'source' | 'status'>();
  const [text, setText] = useState(search['q'] ?? '');
  const tags = useQueryOf(listTags, undefined, { staleMs: 60_000 }).data?.items ?? [];
  const filters = filtersIn(search, subject);
  const set = (name: string, value: string | undefined) => change({ [name]: value, open: undefined }, { keep: true });

  useEffect(() => {
    const timer = setTimeout(
      () => (search['q'] ?? '') !== text.trim() && change({ q: text.trim() || undefined, open: undefined }),
      150,
    );
    return () => clearTimeout(timer);
  }, [text, search, change]);
  useKeys([
    {
      keys: '/',
      label: t`Filtern`,
      run: () => document.querySelector<HTMLInputElement>('#list-filter input, input#list-filter')?.focus(),
    },
  ]);

  const asked = { city: t`Ort`, postalCodePrefix: t`Postleitzahl beginnt mit`, source: t`Herkunft`, status: t`Status` };
  const names: Record<string, (value: string) => string> = {
    kind: (value) => (value === 'private' ? t`Privatleute` : t`Geschäftlich`),
    ownerId: (value) =>
      value === 'none'
        ? t`niemand zuständig`
        : t`zuständig ist ${users.find((user) => user.id === value)?.name ?? '…'}`,
    tag: (value) => t`Merkmal ist ${value}`,
    city: (value) => t`Ort ist ${value}`,
    postalCodePrefix: (value) => t`PLZ beginnt mit ${value}`,
    source: (value) => t`Herkunft ist ${value}`,
    status: (value) => t`Status ist ${value}`,
    hasPhone: (value) => (value === 'true' ? t`mit Telefonnummer` : t`ohne Telefonnummer`),
    untouchedSince: (value) => t`kein Kontakt seit ${format.dayOf(value)}`,
    createdFrom: (value) => t`angelegt ab ${format.dayOf(value)}`,
    createdTo: (value) => t`angelegt vor ${format.dayOf(value)}`,
    importId: () => t`aus einem Import`,
    companyId: () => t`aus einer Firma`,
  };
  const ago = (days: number) => {
    const day = new Date();
    day.setHours(0, 0, 0, 0);
    day.setDate(day.getDate() - days);
    return day.toISOString();
  };
  const entries: MenuEntry[] = [
    {
      heading: t`Zuständig`,
      entries: [
        ...users.map(({ id, name }) => ({ id: `owner-${id}`, label: name, run: () => set('ownerId', id) })),
        { id: 'owner-none', label: t`Niemand`, run: () => set('ownerId', 'none') },
      ],
    },
    ...(tags.length > 0
      ? [
          {
            heading: t`Merkmal`,
            entries: tags.slice(0, 12).map(({ tag }) => ({ id: `tag-${tag}`, label: tag, run: () => set('tag', tag) })),
          },
        ]
      : []),
    {
      heading: t`Weitere`,
      entries: [
        ...(subject === 'contact'
          ? [
              { id: 'private', label: t`Privatleute`, run: () => set('kind', 'private') },
              { id: 'business', label: t`Geschäftlich`, run: () => set('kind', 'business') },
              { id: 'phone', label: t`Mit Telefonnummer`, run: () => set('hasPhone', 'true') },
              { id: 'silent', label: t`Kein Kontakt seit 30 Tagen`, run: () => set('untouchedSince', ago(30)) },
              { id: 'status', label: t`Status …`, run: () => setAsking('status') },
              { id: 'source', label: t`Herkunft …`, run: () => setAsking('source') },
              { id: 'plz', label: t`Postleitzahl …`, run: () => setAsking('postalCodePrefix') },
            ]
          : []),
        { id: 'city', label: t`Ort …`, run: () => setAsking('city') },
      ],
    },
  ];

  return (
    <div className="flex shrink-0 flex-wrap items-center gap-2 px-5 py-2 phone:px-4">
      <div className="w-56 phone:w-auto phone:min-w-40 phone:flex-1" id="list-filter">
        <TextField
          icon="search"
          label={t`In der Liste suchen`}
          labelHidden
          onChange={setText}
          onKeyDown={goToList}
          placeholder={t`Name, Nummer, E-Mail …`}
          type="search"
          value={text}
        />
      </div>
      {Object.entries(filters)
        .filter(([name]) => name !== 'q')
        .map(([name, value]) => (
          <Chip key={name} label={names[name]?.(value) ?? name} onRemove={() => set(name, undefined)}>
            {names[name]?.(value) ?? `${name}: ${value}`}
          </Chip>
        ))}
      <Menu entries={entries} label={t`Filter hinzufügen`}>
        <Button icon="filter" kind="plain">{t`Filter`}</Button>
      </Menu>
      {asking && (
        <AskDialog
          label={asked[asking]}
          onClose={() => setAsking(undefined)}
          onSet={(value) => {
            set(asking, value);
            setAsking(undefined);
          }}
        />
      )}
    </div>
  );
}

/** Down from the search into what it found, where j and k go on; Escape too, for what was typed is worth keeping. */
function goToList(event: React.KeyboardEvent): void {
  if (!['ArrowDown', 'Enter', 'Escape'].includes(event.key)) return;
  const list = document.querySelector<HTMLElement>('[role=grid]');
  if (!list) return;
  event.preventDefault();
  list.focus();
}

function AskDialog({ label, onSet, onClose }: { label: string; onSet: (value: string) => void; onClose: () => void }) {
  const { t } = useLingui();
  const [value, setValue] = useState('');
  const done = () => value.trim() !== '' && onSet(value.trim());
  return (
    <Dialog
      actions={<Button disabled={value.trim() === ''} kind="primary" onPress={done}>{t`Filtern`}</Button>}
      onClose={onClose}
      open
      title={label}
      width="small"
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          done();
        }}
      >
        <TextField autoFocus label={label} labelHidden maxLength={120} onChange={setValue} value={value} />
      </form>
    </Dialog>
  );
}
