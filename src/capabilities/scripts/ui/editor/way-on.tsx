import { useLingui } from '@lingui/react/macro';
import type { ScriptStep } from '#scripts/contract';
import { Select } from '#web/components/select.tsx';

const end = ':end';

/** Which of the steps comes next. */
export function WayOn({
  label,
  value,
  steps,
  onChange,
}: {
  label: string;
  value: string | null;
  steps: readonly ScriptStep[];
  onChange: (next: string | null) => void;
}) {
  const { t } = useLingui();
  return (
    <Select
      label={label}
      onChange={(next) => onChange(next === end ? null : next)}
      options={[
        ...steps.map(({ key, title }, index) => ({ value: key, label: `${index + 1} · ${title}` })),
        { value: end, label: t`Ende des Leitfadens` },
      ]}
      value={value ?? end}
    />
  );
}
