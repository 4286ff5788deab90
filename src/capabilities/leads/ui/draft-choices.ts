import { useEffect, useState } from 'react';
import { z } from 'zod';
import {
  ChosenColumns,
  type ColumnView,
  type ImportField,
  ImportOptions,
  ImportSettings,
  type ImportView,
  type Plan,
} from '#leads/contract';

/** What a person has decided about a draft. Nobody else knows of it until the list is taken over. */
export type Choices = {
  columns: Plan['columns'];
  settings: Plan['settings'];
  options: ImportOptions;
  /** Columns a person has looked at. */
  seen: readonly number[];
};

export type DraftChoices = Choices & {
  chooseField: (index: number, field: ImportField) => void;
  /** The guess was right. */
  agree: (index: number) => void;
  set: (change: Partial<Pick<Choices, 'settings' | 'options'>>) => void;
  forget: () => void;
};

/** The choices of a draft, kept in this window so that a reload loses nothing. */
export function useDraftChoices(found: ImportView): DraftChoices {
  const key = `klinke.import.${found.id}`;
  const [choices, setChoices] = useState<Choices>(() => keptIn(key) ?? guessedOf(found));
  useEffect(() => sessionStorage.setItem(key, JSON.stringify(choices)), [key, choices]);
  const look = (index: number, seen: readonly number[]) => [...seen.filter((one) => one !== index), index];
  return {
    ...choices,
    chooseField: (index, field) =>
      setChoices((now) => ({
        ...now,
        columns: now.columns.map((column) => (column.index === index ? { index, field } : column)),
        seen: look(index, now.seen),
      })),
    agree: (index) => setChoices((now) => ({ ...now, seen: look(index, now.seen) })),
    set: (change) => setChoices((now) => ({ ...now, ...change })),
    forget: () => sessionStorage.removeItem(key),
  };
}

/** Below this a person should look. */
const sureEnough = 0.5;

export function isUncertain({ index, confidence, samples }: ColumnView, seen: readonly number[]): boolean {
  return confidence !== null && confidence < sureEnough && samples.length > 0 && !seen.includes(index);
}

function guessedOf({ columns, settings, options }: ImportView): Choices {
  return { columns: columns.map(({ index, field }) => ({ index, field })), settings, options, seen: [] };
}

const Kept = z.strictObject({
  columns: ChosenColumns,
  settings: ImportSettings,
  // A source that is being retyped may be empty for the moment.
  options: ImportOptions.extend({ source: z.string() }),
  seen: z.array(z.number()),
});

function keptIn(key: string): Choices | undefined {
  try {
    return Kept.safeParse(JSON.parse(sessionStorage.getItem(key) ?? 'null')).data;
  } catch {
    return undefined;
  }
}
