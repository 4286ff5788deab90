import { useLingui } from '@lingui/react/macro';
import { Fact } from '#web/components/page.tsx';
import { Select } from '#web/components/select.tsx';
import { usePeople } from './people.ts';

/** Whose record it is, as a fact of its page. */
export function OwnerFact({
  ownerId,
  onChange,
  disabled,
}: {
  ownerId: string | null;
  onChange: (ownerId: string | null) => void;
  disabled: boolean;
}) {
  const { t } = useLingui();
  const people = usePeople();
  return (
    <Fact name={t`Zuständig`}>
      <Select
        disabled={disabled}
        label={t`Zuständig`}
        labelHidden
        onChange={(id) => onChange(id === 'none' ? null : id)}
        options={[
          { value: 'none', label: t`Niemand` },
          ...people.active.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        value={ownerId ?? 'none'}
      />
    </Fact>
  );
}
