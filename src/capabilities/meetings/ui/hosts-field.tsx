import { useLingui } from '@lingui/react/macro';
import { usePeople } from '#access/ui';
import { Button } from '#web/components/button.tsx';
import { Chip } from '#web/components/chip.tsx';
import { Menu } from '#web/components/menu.tsx';

type HostsProps = { hostIds: readonly string[]; onChange: (hostIds: readonly string[]) => void };

/** Who of us is there: one at least. */
export function HostsField({ hostIds, onChange }: HostsProps) {
  const { t } = useLingui();
  const { active, nameOf } = usePeople();
  const others = active.filter(({ id }) => !hostIds.includes(id));
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="mb-1 font-medium">{t`Mit wem von uns`}</legend>
      <div className="flex flex-wrap items-center gap-2">
        {hostIds.map((id) => {
          const name = nameOf(id);
          return (
            <Chip
              key={id}
              label={name}
              removeLabel={t`${name} nicht dabei`}
              {...(hostIds.length > 1 && { onRemove: () => onChange(hostIds.filter((each) => each !== id)) })}
            >
              {name}
            </Chip>
          );
        })}
        {others.length > 0 && (
          <Menu
            entries={others.map(({ id, name }) => ({ id, label: name, run: () => onChange([...hostIds, id]) }))}
            label={t`Jemanden dazunehmen`}
          >
            <Button icon="plus" kind="plain">{t`Dazunehmen`}</Button>
          </Menu>
        )}
      </div>
    </fieldset>
  );
}
