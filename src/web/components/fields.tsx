import { useId } from 'react';
import { useAutoFocus } from '#web/auto-focus.ts';
import { classNames } from '#web/class-names.ts';
import { Icon, type IconName } from '#web/components/icon.tsx';

/** What every field says about itself. */
export type FieldProps = {
  label: string;
  /** The label is there for screen readers only, where the place already says it. */
  labelHidden?: boolean;
  hint?: React.ReactNode;
  /** The refusal for this field; stands until the value changes. */
  error?: string | undefined;
  required?: boolean;
  disabled?: boolean;
  autoFocus?: boolean;
  name?: string;
};

export type TextFieldProps = FieldProps & {
  value?: string;
  defaultValue?: string;
  onChange?: (value: string) => void;
  onBlur?: () => void;
  onKeyDown?: (event: React.KeyboardEvent) => void;
  type?: 'text' | 'email' | 'password' | 'search' | 'tel' | 'url';
  inputMode?: 'text' | 'numeric' | 'decimal' | 'tel' | 'email' | 'url' | 'search';
  autoComplete?: string;
  placeholder?: string;
  icon?: IconName;
  /** Stands inside the field at its end. */
  end?: React.ReactNode;
  /** €, Tage: stands behind what is typed. */
  unit?: string;
  align?: 'end';
  multiline?: boolean;
  rows?: number;
  maxLength?: number;
  minLength?: number;
};

export function TextField(props: TextFieldProps) {
  const { value, defaultValue, onChange, onBlur, onKeyDown, type = 'text', autoComplete = 'off', placeholder } = props;
  const { inputMode, name, maxLength, minLength, multiline, rows = 3, icon, end, unit, align } = props;
  const autoFocus = useAutoFocus(props.autoFocus);
  const parts = useFieldParts(props);
  const control = {
    ...parts.control,
    value,
    defaultValue,
    onBlur,
    onKeyDown,
    autoComplete,
    placeholder,
    inputMode,
    autoFocus,
    name,
    maxLength,
    minLength,
    onChange: (event: React.ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) => onChange?.(event.target.value),
  };
  return (
    <div className="flex min-w-0 flex-col gap-1">
      {parts.label}
      {multiline ? (
        <textarea {...control} className="field min-h-16 resize-y py-1.5 leading-5" rows={rows} />
      ) : (
        <span className="relative flex items-center">
          {icon && <Icon className="pointer-events-none absolute left-2 text-faint" name={icon} />}
          <input
            {...control}
            className={classNames(
              'field',
              icon && 'pl-7.5',
              end !== undefined && 'pr-9',
              align === 'end' && 'text-right tabular-nums',
            )}
            {...(unit && { style: { paddingRight: `calc(${unit.length}ch + 1.25rem)` } })}
            type={type}
          />
          {unit && <span className="pointer-events-none absolute right-2 text-faint">{unit}</span>}
          {end !== undefined && <span className="absolute right-0 flex">{end}</span>}
        </span>
      )}
      {parts.foot}
    </div>
  );
}

/** Label, hint and refusal of a field, and the attributes that tie its control to them. */
export function useFieldParts({ label, labelHidden, hint, error, required, disabled }: FieldProps) {
  const id = useId();
  const foot = error ?? hint;
  return {
    control: {
      id,
      disabled: disabled ?? false,
      'aria-required': required ?? false,
      'aria-invalid': error ? (true as const) : undefined,
      'aria-describedby': foot ? `${id}-foot` : undefined,
      'aria-label': labelHidden ? label : undefined,
    },
    label: !labelHidden && (
      <label className="text-sm font-medium text-soft" htmlFor={id} id={`${id}-label`}>
        {label}
        {required && <span aria-hidden="true"> *</span>}
      </label>
    ),
    foot: foot && (
      <span className={error ? 'flex items-start gap-1 text-sm text-refused' : 'text-sm text-faint'} id={`${id}-foot`}>
        {error && <Icon className="mt-0.5" name="careful" size={12} />}
        <span>{foot}</span>
      </span>
    ),
  };
}
