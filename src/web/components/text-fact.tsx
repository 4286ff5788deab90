import { InlineEdit } from '#web/components/inline-edit.tsx';
import { Fact } from '#web/components/page.tsx';

/** A fact of a record that is text and becomes a field when pressed; emptied, it is no longer known. */
export function TextFact({
  name,
  value,
  onSave,
  disabled,
  multiline = false,
  type = 'text',
}: {
  name: string;
  value: string | null;
  onSave: (value: string | null) => Promise<unknown>;
  disabled: boolean;
  multiline?: boolean;
  type?: 'text' | 'url';
}) {
  return (
    <Fact name={name}>
      <InlineEdit
        disabled={disabled}
        label={name}
        multiline={multiline}
        onSave={(typed) => onSave(typed || null)}
        type={type}
        value={value ?? ''}
      >
        {multiline ? <span className="whitespace-pre-line">{value}</span> : undefined}
      </InlineEdit>
    </Fact>
  );
}
