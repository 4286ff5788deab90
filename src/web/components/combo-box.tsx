import { lazy, Suspense } from 'react';
import { type FieldProps, TextField } from '#web/components/fields.tsx';
import type { Option } from '#web/components/select.tsx';

export type ComboBoxProps<Found extends Option> = FieldProps & {
  value: Found | null;
  onChange: (chosen: Found | null) => void;
  /** Asked as one types, a moment after the last key; also with '' when the field opens. */
  search: (text: string, signal: AbortSignal) => Promise<readonly Found[]>;
  placeholder?: string;
  /** Offers to make what was typed but not found. */
  onCreate?: (text: string) => void;
};

const OpenComboBox = lazy(async () => ({ default: (await import('#web/components/open-combo-box.tsx')).OpenComboBox }));

/** One of very many, found by typing. */
export function ComboBox<Found extends Option>(props: ComboBoxProps<Found>) {
  const { label, labelHidden, hint, value } = props;
  const field = { label, hint, ...(labelHidden && { labelHidden }) };
  return (
    <Suspense fallback={<TextField {...field} disabled value={value?.label ?? ''} />}>
      <OpenComboBox {...(props as unknown as ComboBoxProps<Option>)} />
    </Suspense>
  );
}
