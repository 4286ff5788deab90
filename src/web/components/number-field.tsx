import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { type FieldProps, TextField } from '#web/components/fields.tsx';
import { regionOf } from '#web/region.ts';
import { readNumber } from '#web/typed-numbers.ts';

export type NumberFieldProps = FieldProps & {
  value: number | null;
  /** When the field is left or Enter is pressed; arrow keys at once. */
  onChange: (value: number | null) => void;
  min?: number;
  max?: number;
  step?: number;
  unit?: string;
  /** How many digits behind the comma are kept and shown. */
  decimals?: number;
};

/** A number as it is written here: 1.234,5. Arrow keys count up and down. */
export function NumberField({
  value,
  onChange,
  min,
  max,
  step = 1,
  unit,
  decimals = 0,
  error,
  ...field
}: NumberFieldProps) {
  const { t, i18n } = useLingui();
  const [typed, setTyped] = useState<string>();
  const [wrong, setWrong] = useState(false);
  const locale = regionOf(i18n.locale);
  const write = (number: number) =>
    new Intl.NumberFormat(locale, {
      minimumFractionDigits: unit && decimals === 2 ? 2 : 0,
      maximumFractionDigits: decimals,
    }).format(number);
  const within = (number: number) =>
    Math.min(max ?? Number.MAX_SAFE_INTEGER, Math.max(min ?? -Number.MAX_SAFE_INTEGER, number));

  function settle() {
    if (typed === undefined) return;
    const read = typed.trim() === '' ? null : readNumber(typed, locale === 'en-GB' ? '.' : ',');
    setWrong(read === undefined);
    if (read === undefined) return;
    setTyped(undefined);
    const scale = 10 ** decimals;
    const next = read === null ? null : within(Math.round(read * scale) / scale);
    if (next !== value) onChange(next);
  }

  function count(by: number) {
    setTyped(undefined);
    onChange(within((value ?? 0) + by * step));
  }

  return (
    <TextField
      {...field}
      align="end"
      error={wrong ? t`Das ist keine Zahl.` : error}
      inputMode={decimals > 0 ? 'decimal' : 'numeric'}
      onBlur={settle}
      onChange={(text) => {
        setTyped(text);
        setWrong(false);
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter') settle();
        if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
          event.preventDefault();
          count(event.key === 'ArrowUp' ? 1 : -1);
        }
      }}
      value={typed ?? (value === null ? '' : write(value))}
      {...(unit && { unit })}
    />
  );
}

/** An amount, typed as 1.234,56 and kept in cents. */
export function MoneyField({
  valueCents,
  onChange,
  currency,
  ...rest
}: Omit<NumberFieldProps, 'value' | 'onChange' | 'decimals' | 'step' | 'unit'> & {
  valueCents: number | null;
  onChange: (valueCents: number | null) => void;
  currency: string;
}) {
  return (
    <NumberField
      min={0}
      {...rest}
      decimals={2}
      onChange={(value) => onChange(value === null ? null : Math.round(value * 100))}
      step={100}
      unit={currency === 'EUR' ? '€' : currency}
      value={valueCents === null ? null : valueCents / 100}
    />
  );
}
