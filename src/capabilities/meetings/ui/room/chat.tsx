import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { Said } from '#meetings/contract';
import { Button } from '#web/components/button.tsx';
import { TextField } from '#web/components/fields.tsx';

/** The latest line is in sight. */
const toEnd = (end: HTMLLIElement | null): void => end?.scrollIntoView({ block: 'nearest' });

/** What is written beside the talk; gone with the room. */
export function Chat({ said, onSay }: { said: readonly Said[]; onSay: (text: string) => void }) {
  const { t, i18n } = useLingui();
  const [draft, setDraft] = useState('');
  const time = new Intl.DateTimeFormat(i18n.locale, { hour: '2-digit', minute: '2-digit' });
  return (
    <section aria-label={t`Chat`} className="flex min-h-0 flex-1 flex-col gap-3">
      <h2 className="font-semibold">{t`Chat`}</h2>
      <ul
        aria-live="polite"
        className="flex min-h-0 flex-1 flex-col gap-2 overflow-y-auto"
        // What scrolls must be reachable by keyboard.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
      >
        {said.length === 0 && (
          <li className="text-soft">
            <Trans>Was hier geschrieben wird, sehen alle im Raum. Es wird nicht aufbewahrt.</Trans>
          </li>
        )}
        {said.map((one) => (
          <li key={one.id}>
            <span className="font-medium">{one.name}</span>{' '}
            <span className="text-sm text-faint tabular-nums">{time.format(new Date(one.at))}</span>
            <p className="break-words whitespace-pre-line">{one.text}</p>
          </li>
        ))}
        <li aria-hidden="true" key={said.length} ref={toEnd} />
      </ul>
      <form
        className="flex items-end gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          if (!draft.trim()) return;
          onSay(draft.trim());
          setDraft('');
        }}
      >
        <div className="min-w-0 flex-1">
          <TextField label={t`Nachricht`} maxLength={2000} onChange={setDraft} value={draft} />
        </div>
        <Button disabled={!draft.trim()} type="submit">{t`Senden`}</Button>
      </form>
    </section>
  );
}
