import { useLingui } from '@lingui/react/macro';
import { useEffect, useRef, useState } from 'react';
import { Key } from '#calls/ui';
import type { RunStep } from '#scripts/contract';
import { Button } from '#web/components/button.tsx';
import { TextField } from '#web/components/fields.tsx';
import { useKeys } from '#web/keys.ts';
import { useFieldNames } from './field-names.ts';
import { leaveByEscape } from './leave-by-escape.ts';
import type { Script } from './use-script.ts';

/** What the person says goes into their record. */
export function FieldStep({
  step,
  contactVersion,
  script,
}: {
  step: Extract<RunStep, { kind: 'field' }>;
  contactVersion: number;
  script: Script;
}) {
  const { t } = useLingui();
  const fields = useFieldNames();
  const place = useRef<HTMLFormElement>(null);
  const [value, setValue] = useState('');
  // What only grows can't be written over.
  const replaces = step.field === 'jobTitle' || step.field === 'city';
  const skip = () => script.say({ kind: 'next' });
  useKeys([{ keys: 'ArrowRight', label: t`Weiter im Leitfaden`, run: skip }]);
  // Whoever is in the middle of a note stays there.
  useEffect(() => {
    if (!isTyping()) place.current?.querySelector<HTMLElement>('input, textarea')?.focus();
  }, []);
  return (
    <form
      className="flex flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (value.trim()) script.say({ kind: 'field', value, ...(replaces && { contactVersion }) });
      }}
      ref={place}
    >
      <TextField
        {...(step.current && { hint: t`Bisher: ${step.current}` })}
        label={fields[step.field]}
        maxLength={step.field === 'note' ? 2000 : 254}
        onChange={setValue}
        onKeyDown={leaveByEscape}
        value={value}
      />
      <div className="flex flex-wrap gap-2">
        <Button disabled={!value.trim()} kind="primary" pending={script.busy} type="submit">
          {t`Eintragen`}
          <Key keys="Enter" />
        </Button>
        <Button kind="plain" onPress={skip}>
          {t`Auslassen`}
          <Key keys="ArrowRight" />
        </Button>
      </div>
    </form>
  );
}

function isTyping(): boolean {
  const focused = document.activeElement;
  return focused instanceof HTMLElement && focused.matches('input, textarea, select');
}
