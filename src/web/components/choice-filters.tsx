import { useLingui } from '@lingui/react/macro';
import { useUrlSearch } from '#web/address.ts';
import { Button } from '#web/components/button.tsx';
import { Chip } from '#web/components/chip.tsx';
import { Menu, type MenuEntry } from '#web/components/menu.tsx';

/** `key` is the name in the address that holds the choice. */
export type ChoiceFilter = { key: string; label: string; options: readonly { id: string; name: string }[] };

/** What a list is narrowed to by choices in the address, each as a sentence that can be taken away. */
export function ChoiceFilters({
  filters,
  more = [],
  children,
}: {
  filters: readonly ChoiceFilter[];
  /** Further entries of the menu; the chips that come of them are the children. */
  more?: readonly MenuEntry[];
  children?: React.ReactNode;
}) {
  const { t } = useLingui();
  const [search, change] = useUrlSearch();
  const entries: MenuEntry[] = filters.map(({ key, label, options }) => ({
    heading: label,
    entries: options.map(({ id, name }) => ({ id: `${key}-${id}`, label: name, run: () => change({ [key]: id }) })),
  }));
  return (
    <div className="flex flex-wrap items-center gap-2 px-5 pb-2 phone:px-4">
      {filters.map(({ key, label, options }) => {
        const chosen = options.find(({ id }) => id === search[key]);
        if (!chosen) return null;
        const said = t`${label} ist ${chosen.name}`;
        return (
          <Chip key={key} label={said} onRemove={() => change({ [key]: undefined })}>
            {said}
          </Chip>
        );
      })}
      {children}
      <div className="first:-ml-3">
        <Menu entries={[...entries, ...more]} label={t`Filter`}>
          <Button icon="filter" kind="plain">{t`Filter`}</Button>
        </Menu>
      </div>
    </div>
  );
}
