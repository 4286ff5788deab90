import { useId } from 'react';
import { Choice, type OneChoice } from '#web/components/checkbox.tsx';
import { type FieldProps, useFieldParts } from '#web/components/fields.tsx';
import type { Option } from '#web/components/select.tsx';

/** For what takes effect at once. */
export function Switch({ label, labelHidden, hint, checked, onChange, disabled }: OneChoice) {
  return (
    <Choice disabled={disabled} hint={hint} label={label} labelHidden={labelHidden}>
      {(names) => (
        <span className="relative mt-px flex h-4.5 w-8 shrink-0">
          <input
            {...names}
            checked={checked}
            className="peer size-full appearance-none rounded-full border border-strong bg-sunken transition-colors checked:border-brass-deep checked:bg-brass disabled:opacity-50"
            disabled={disabled}
            onChange={(event) => onChange(event.target.checked)}
            // A checkbox says itself whether it is on.
            // oxlint-disable-next-line jsx-a11y/role-has-required-aria-props
            role="switch"
            type="checkbox"
          />
          <span className="pointer-events-none absolute top-[3px] left-[3px] size-3 rounded-full bg-soft transition-transform peer-checked:translate-x-3.5 peer-checked:bg-brass-ink" />
        </span>
      )}
    </Choice>
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
  const { label, labelHidden, required, disabled, options, value, onChange, row } = props;
  const name = useId();
  const { control, foot } = useFieldParts(props);
  return (
    <fieldset
      aria-describedby={control['aria-describedby']}
      className="flex min-w-0 flex-col gap-1.5"
      disabled={disabled}
    >
      <legend className={labelHidden ? 'sr-only' : 'pb-1.5 text-sm font-medium text-soft'}>
        {label}
        {required && <span aria-hidden="true"> *</span>}
      </legend>
      <div className={row ? 'flex flex-wrap gap-x-5 gap-y-1.5' : 'flex flex-col gap-1.5'}>
        {options.map((option) => (
          <Choice disabled={option.disabled} hint={option.hint} key={option.value} label={option.label}>
            {(names) => (
              <input
                {...names}
                checked={option.value === value}
                className="mt-0.5 size-4 shrink-0 appearance-none rounded-full border border-strong bg-raised checked:border-5 checked:border-brass-deep disabled:border-line phone:size-5"
                disabled={option.disabled}
                name={name}
                onChange={() => onChange(option.value)}
                type="radio"
              />
            )}
          </Choice>
        ))}
      </div>
      {foot}
    </fieldset>
  );
}
