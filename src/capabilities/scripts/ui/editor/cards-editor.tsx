import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { ObjectionCard } from '#scripts/contract';
import { Button, IconButton } from '#web/components/button.tsx';
import { TextField } from '#web/components/fields.tsx';
import { Section } from '#web/components/page.tsx';
import { freshKey } from './draft.ts';
import { Words } from './words.tsx';

/** What to say to which objection. */
export function CardsEditor({
  cards,
  onChange,
}: {
  cards: readonly ObjectionCard[];
  onChange: (cards: ObjectionCard[]) => void;
}) {
  const { t } = useLingui();
  const [opened, setOpened] = useState<string | null>(null);
  const change = (card: ObjectionCard) => onChange(cards.map((one) => (one.key === card.key ? card : one)));
  const add = () => {
    const card = { key: freshKey(), title: t`Neuer Einwand`, text: '' };
    onChange([...cards, card]);
    setOpened(card.key);
  };
  return (
    <Section
      actions={<Button icon="plus" onPress={add}>{t`Einwandkarte`}</Button>}
      hint={<Trans>Im Anruf mit der Taste e zu finden, bei jedem Schritt.</Trans>}
      title={t`Einwände`}
    >
      <ul>
        {cards.map((card) => (
          <li className="border-t border-line" key={card.key}>
            <div className="flex items-center gap-2 py-1">
              <button
                aria-expanded={opened === card.key}
                className="flex min-h-(--control) min-w-0 flex-1 items-center text-left hover:bg-hover"
                onClick={() => setOpened(opened === card.key ? null : card.key)}
                type="button"
              >
                <span className="min-w-0 flex-1 truncate">
                  <span className="font-medium">{card.title}</span>
                  {card.text && <span className="text-faint"> · {card.text}</span>}
                </span>
              </button>
              <IconButton
                icon="trash"
                label={t`${card.title} entfernen`}
                onPress={() => onChange(cards.filter(({ key }) => key !== card.key))}
                small
              />
            </div>
            {opened === card.key && (
              <div className="flex flex-col gap-3 pb-4">
                <TextField
                  label={t`Einwand`}
                  maxLength={80}
                  onChange={(title) => change({ ...card, title })}
                  required
                  value={card.title}
                />
                <Words label={t`Was Sie antworten`} onChange={(text) => change({ ...card, text })} value={card.text} />
              </div>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}
