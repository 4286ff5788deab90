import { useLingui } from '@lingui/react/macro';
import { usePeople } from '#access/ui';
import { useUrlSearch } from '#web/address.ts';
import { Select } from '#web/components/select.tsx';

const everybody = 'all';

/** Whose figures are shown, as it stands in the address; undefined: the whole team's. */
export function useChosenOwner(): string | undefined {
  const people = usePeople();
  const [search] = useUrlSearch();
  return people.active.find(({ id }) => id === search['ownerId'])?.id;
}

export function OwnerSelect() {
  const { t } = useLingui();
  const people = usePeople();
  const [, change] = useUrlSearch();
  return (
    <div className="w-52 phone:w-full">
      <Select
        label={t`Zuständig`}
        onChange={(id) => change({ ownerId: id === everybody ? undefined : id }, { keep: true })}
        options={[
          { value: everybody, label: t`Alle` },
          ...people.active.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        value={useChosenOwner() ?? everybody}
      />
    </div>
  );
}
