import { type FieldProps, TextField } from '#web/components/fields.tsx';
import type { Option } from '#web/components/select.tsx';
import { onDemand } from '#web/on-demand.tsx';

export type ComboBoxProps<Found extends Option> = FieldProps & {
  value: Found | null;
  onChange: (chosen: Found | null) => void;
  /** Asked as one types, a moment after the last key; also with '' when the field opens. */
  search: (text: string, signal: AbortSignal) => Promise<readonly Found[]>;
  placeholder?: string;
  /** Offers to make what was typed but not found. */
  onCreate?: (text: string) => void;
};

const OpenComboBox = onDemand<ComboBoxProps<Option>>(
  async () => (await import('#web/components/open-combo-box.tsx')).OpenComboBox,
  ({ label, labelHidden, hint, value }) => (
    <TextField disabled hint={hint} label={label} value={value?.label ?? ''} {...(labelHidden && { labelHidden })} />
  ),
);

/** One of very many, found by typing. */
export function ComboBox<Found extends Option>(props: ComboBoxProps<Found>) {
  return <OpenComboBox {...(props as unknown as ComboBoxProps<Option>)} />;
}
