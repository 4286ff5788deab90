import { Trans, useLingui } from '@lingui/react/macro';
import { useRef, useState } from 'react';
import { Key } from '#calls/ui';
import type { ScriptRun } from '#scripts/contract';
import { Button } from '#web/components/button.tsx';
import { TextField } from '#web/components/fields.tsx';
import { useKeys } from '#web/keys.ts';
import { leaveByEscape } from './leave-by-escape.ts';

/** What to say to an objection, at any time: e, a few letters, Enter. */
export function ObjectionCards({
  cards,
  onHeard,
  onNotHeard,
}: {
  cards: ScriptRun['cards'];
  /** Whoever opens a card has heard the objection, or takes that back. */
  onHeard: (key: string) => void;
  onNotHeard: (key: string) => void;
}) {
  const { t } = useLingui();
  const place = useRef<HTMLDivElement>(null);
  const [text, setText] = useState('');
  const [open, setOpen] = useState<string | null>(null);
  const found = cards.filter((card) => matches(card, text));
  const show = (key: string | null) => {
    setOpen(key);
    if (key !== null && !cards.some((card) => card.key === key && card.heard)) onHeard(key);
  };
  const field = () => place.current?.querySelector('input');
  useKeys([{ keys: 'e', label: t`Einwand suchen`, run: () => field()?.focus() }]);
  useKeys([{ keys: 'Escape', label: t`Einwand schließen`, run: () => setOpen(null), hidden: true }], open !== null);
  const onKeyDown = (event: React.KeyboardEvent) => {
    leaveByEscape(event);
    if (event.key === 'Escape') setText('');
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
    event.preventDefault();
    show(found[0]?.key ?? null);
    setText('');
    field()?.blur();
  };
  return (
    <section aria-label={t`Einwände`} className="flex flex-col gap-2 border-t border-line pt-3" ref={place}>
      <TextField
        end={
          <span className="pr-2">
            <Key keys="e" />
          </span>
        }
        icon="search"
        label={t`Einwand`}
        onChange={setText}
        onKeyDown={onKeyDown}
        placeholder={t`zum Beispiel: zu teuer`}
        value={text}
      />
      {found.length === 0 && (
        <p className="text-soft">
          <Trans>Dazu gibt es keine Karte.</Trans>
        </p>
      )}
      <ul className="flex flex-col">
        {found.map(({ key, title, text: words, heard }) => (
          <li className="border-t border-line first:border-t-0" key={key}>
            <button
              aria-expanded={open === key}
              className="flex min-h-(--control) w-full items-center py-1 text-left font-medium hover:bg-hover"
              onClick={() => show(open === key ? null : key)}
              type="button"
            >
              {title}
            </button>
            {open === key && (
              <div className="mb-2 border-l-4 border-brass pl-3">
                <p className="leading-relaxed break-words whitespace-pre-line">{words}</p>
                {heard && (
                  <p className="flex flex-wrap items-center gap-x-2 text-sm text-soft">
                    <Trans>Als Einwand festgehalten.</Trans>
                    <Button
                      kind="plain"
                      onPress={() => {
                        setOpen(null);
                        onNotHeard(key);
                      }}
                    >
                      <Trans>Nur nachgesehen</Trans>
                    </Button>
                  </p>
                )}
              </div>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Every word that was typed stands somewhere on the card. */
function matches({ title, text }: { title: string; text: string }, typed: string): boolean {
  const card = `${title} ${text}`.toLowerCase();
  return typed
    .toLowerCase()
    .split(/\s+/)
    .every((word) => card.includes(word));
}
