import { Group } from 'react-aria-components/Group';
import { Input } from 'react-aria-components/Input';
import { NumberField as AriaNumberField } from 'react-aria-components/NumberField';
import { FieldFoot, FieldLabel } from '#web/components/aria-field.tsx';
import type { FieldProps } from '#web/components/fields.tsx';

export type NumberFieldProps = FieldProps & {
  value: number | null;
  onChange: (value: number | null) => void;
  min?: number;
  max?: number;
  step?: number;
  unit?: string;
  format?: Intl.NumberFormatOptions;
};

export function NumberField(props: NumberFieldProps) {
  const {
    label,
    labelHidden,
    hint,
    error,
    required,
    disabled,
    value,
    onChange,
    min,
    max,
    step,
    unit,
    format,
    autoFocus,
    name,
  } = props;
  return (
    <AriaNumberField
      {...(labelHidden && { 'aria-label': label })}
      {...(min !== undefined && { minValue: min })}
      {...(max !== undefined && { maxValue: max })}
      {...(step !== undefined && { step })}
      {...(format && { formatOptions: format })}
      {...(name && { name })}
      autoFocus={autoFocus ?? false}
      className="flex min-w-0 flex-col gap-1"
      isDisabled={disabled ?? false}
      isInvalid={Boolean(error)}
      isRequired={required ?? false}
      isWheelDisabled
      onChange={(next) => onChange(Number.isNaN(next) ? null : next)}
      validationBehavior="aria"
      value={value ?? Number.NaN}
    >
      {!labelHidden && <FieldLabel required={required}>{label}</FieldLabel>}
      <Group className="field gap-1.5">
        <Input className="w-full min-w-0 bg-transparent text-right tabular-nums" />
        {unit && <span className="text-faint">{unit}</span>}
      </Group>
      <FieldFoot error={error} hint={hint} />
    </AriaNumberField>
  );
}

/** An amount, typed as 1.234,56 and kept in cents. */
export function MoneyField({
  valueCents,
  onChange,
  currency,
  ...rest
}: Omit<NumberFieldProps, 'value' | 'onChange' | 'format' | 'step' | 'unit'> & {
  valueCents: number | null;
  onChange: (valueCents: number | null) => void;
  currency: string;
}) {
  return (
    <NumberField
      min={0}
      {...rest}
      format={{ minimumFractionDigits: 2, maximumFractionDigits: 2 }}
      onChange={(value) => onChange(value === null ? null : Math.round(value * 100))}
      unit={currency === 'EUR' ? '€' : currency}
      value={valueCents === null ? null : valueCents / 100}
    />
  );
}
