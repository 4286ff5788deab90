import { Trans, useLingui } from '@lingui/react/macro';
import { useRef } from 'react';
import { placeholders, unknownPlaceholders } from '#scripts/contract';
import { TextField } from '#web/components/fields.tsx';

/** What is said aloud, with the placeholders at hand. */
export function Words({ label, value, onChange }: { label: string; value: string; onChange: (text: string) => void }) {
  const { t } = useLingui();
  const place = useRef<HTMLDivElement>(null);
  const unknown = unknownPlaceholders(value);
  const names: Record<(typeof placeholders)[number], string> = {
    salutation: t`Anrede`,
    firstName: t`Vorname`,
    lastName: t`Nachname`,
    companyName: t`Firma`,
    me: t`mein Name`,
    workspace: t`unser Name`,
  };
  const insert = (name: string) => {
    const field = place.current?.querySelector('textarea');
    const [from, to] = [field?.selectionStart ?? value.length, field?.selectionEnd ?? value.length];
    const written = `{{${name}}}`;
    onChange(`${value.slice(0, from)}${written}${value.slice(to)}`);
    requestAnimationFrame(() => {
      field?.focus();
      field?.setSelectionRange(from + written.length, from + written.length);
    });
  };
  return (
    <div className="flex flex-col gap-1" ref={place}>
      <TextField
        label={label}
        maxLength={2000}
        multiline
        onChange={onChange}
        rows={4}
        value={value}
        {...(unknown.length > 0 && { error: t`Diesen Platzhalter gibt es nicht: ${unknown.join(', ')}` })}
      />
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm text-faint">
        <Trans>Einfügen:</Trans>
        {placeholders.map((name) => (
          <button
            className="rounded-sm bg-hover px-1.5 py-0.5 text-soft hover:text-ink phone:min-h-11"
            key={name}
            onClick={() => insert(name)}
            type="button"
          >
            {names[name]}
          </button>
        ))}
      </p>
    </div>
  );
}
