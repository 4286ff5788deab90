import { Checkbox as AriaCheckbox } from 'react-aria-components/Checkbox';
import { Radio, RadioGroup as AriaRadioGroup } from 'react-aria-components/RadioGroup';
import { Switch as AriaSwitch } from 'react-aria-components/Switch';
import { FieldFoot, FieldLabel, type FieldProps } from '#web/components/fields.tsx';
import { Icon } from '#web/components/icon.tsx';
import type { Option } from '#web/components/select.tsx';

type OneChoice = {
  /** Shown beside the box; with `labelHidden` only spoken. */
  label: string;
  labelHidden?: boolean;
  hint?: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
  disabled?: boolean;
};

export function Checkbox({
  label,
  labelHidden,
  hint,
  checked,
  partly,
  onChange,
  disabled,
  skipTab,
}: OneChoice & {
  /** Some of what it stands for, not all. */
  partly?: boolean;
  /** Inside grids, which have keys of their own for it. */
  skipTab?: boolean;
}) {
  return (
    <AriaCheckbox
      {...(labelHidden && { 'aria-label': label })}
      className="group inline-flex min-h-6 items-start gap-2 phone:min-h-11 phone:items-center"
      excludeFromTabOrder={skipTab ?? false}
      isDisabled={disabled ?? false}
      isIndeterminate={partly ?? false}
      isSelected={checked}
      onChange={onChange}
    >
      <span className="mt-0.5 flex size-4 shrink-0 items-center justify-center rounded-sm border border-strong bg-raised text-brass-ink group-data-disabled:border-line group-data-focus-visible:outline-2 group-data-focus-visible:outline-offset-1 group-data-focus-visible:outline-brass-deep group-data-indeterminate:border-brass-deep group-data-indeterminate:bg-brass group-data-selected:border-brass-deep group-data-selected:bg-brass phone:size-5">
        {partly ? <Icon name="minus" size={12} /> : checked && <Icon name="check" size={12} />}
      </span>
      {!labelHidden && <Words hint={hint} label={label} />}
    </AriaCheckbox>
  );
}

/** For what takes effect at once. */
export function Switch({ label, labelHidden, hint, checked, onChange, disabled }: OneChoice) {
  return (
    <AriaSwitch
      {...(labelHidden && { 'aria-label': label })}
      className="group inline-flex min-h-6 items-start gap-2.5 phone:min-h-11"
      isDisabled={disabled ?? false}
      isSelected={checked}
      onChange={onChange}
    >
      <span className="mt-0.5 flex h-4.5 w-8 shrink-0 items-center rounded-full border border-strong bg-sunken p-0.5 transition-colors group-data-disabled:opacity-50 group-data-focus-visible:outline-2 group-data-focus-visible:outline-offset-1 group-data-focus-visible:outline-brass-deep group-data-selected:border-brass-deep group-data-selected:bg-brass">
        <span className="size-3 rounded-full bg-soft transition-transform group-data-selected:translate-x-3.5 group-data-selected:bg-brass-ink" />
      </span>
      {!labelHidden && <Words hint={hint} label={label} />}
    </AriaSwitch>
  );
}

export function RadioGroup<Value extends string>(
  props: FieldProps & {
    options: readonly Option<Value>[];
    value: Value | null;
    onChange: (value: Value) => void;
    row?: boolean;
  },
) {
  const { label, labelHidden, hint, error, required, disabled, options, value, onChange, row } = props;
  return (
    <AriaRadioGroup
      {...(labelHidden && { 'aria-label': label })}
      className="flex flex-col gap-1.5"
      isDisabled={disabled ?? false}
      isInvalid={Boolean(error)}
      isRequired={required ?? false}
      onChange={(next) => onChange(next as Value)}
      validationBehavior="aria"
      value={value}
    >
      {!labelHidden && <FieldLabel required={required}>{label}</FieldLabel>}
      <div className={row ? 'flex flex-wrap gap-x-5 gap-y-1.5' : 'flex flex-col gap-1.5'}>
        {options.map((option) => (
          <Radio
            className="group inline-flex min-h-6 items-start gap-2 phone:min-h-11"
            isDisabled={option.disabled ?? false}
            key={option.value}
            value={option.value}
          >
            <span className="mt-0.5 size-4 shrink-0 rounded-full border border-strong bg-raised group-data-focus-visible:outline-2 group-data-focus-visible:outline-offset-1 group-data-focus-visible:outline-brass-deep group-data-selected:border-5 group-data-selected:border-brass-deep" />
            <Words hint={option.hint} label={option.label} />
          </Radio>
        ))}
      </div>
      <FieldFoot error={error} hint={hint} />
    </AriaRadioGroup>
  );
}

function Words({ label, hint }: { label: string; hint: string | undefined }) {
  return (
    <span className="group-data-disabled:text-faint">
      {label}
      {hint && <span className="block text-sm text-faint">{hint}</span>}
    </span>
  );
}
