import { useEffect, useId, useRef } from 'react';
import { type FieldProps, useFieldParts } from '#web/components/fields.tsx';
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
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (box.current) box.current.indeterminate = partly ?? false;
  }, [partly]);
  return (
    <Choice disabled={disabled} hint={hint} label={label} labelHidden={labelHidden}>
      {(names) => (
        <span className="relative mt-0.5 flex size-4 shrink-0 phone:size-5">
          <input
            {...names}
            checked={checked}
            className="peer size-full appearance-none rounded-sm border border-strong bg-raised checked:border-brass-deep checked:bg-brass indeterminate:border-brass-deep indeterminate:bg-brass disabled:border-line"
            disabled={disabled}
            onChange={(event) => onChange(event.target.checked)}
            ref={box}
            tabIndex={skipTab ? -1 : undefined}
            type="checkbox"
          />
          <span className="pointer-events-none absolute inset-0 flex items-center justify-center text-brass-ink">
            {partly ? <Icon name="minus" size={12} /> : checked && <Icon name="check" size={12} />}
          </span>
        </span>
      )}
    </Choice>
  );
}

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

function Choice({
  label,
  labelHidden,
  hint,
  disabled,
  children,
}: {
  label: string;
  labelHidden?: boolean | undefined;
  hint: string | undefined;
  disabled: boolean | undefined;
  children: (names: { 'aria-label'?: string; 'aria-describedby'?: string }) => React.ReactNode;
}) {
  const id = useId();
  const names = { ...(labelHidden && { 'aria-label': label }), ...(hint && { 'aria-describedby': id }) };
  return (
    <span className="inline-flex flex-col">
      <label className="inline-flex min-h-5 items-start gap-2 phone:min-h-11 phone:items-center">
        {children(names)}
        {!labelHidden && <span className={disabled ? 'text-faint' : undefined}>{label}</span>}
      </label>
      {hint && (
        <span className="pl-6 text-sm text-faint phone:-mt-2 phone:pl-7" id={id}>
          {hint}
        </span>
      )}
    </span>
  );
}
