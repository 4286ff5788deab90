import { useLingui } from '@lingui/react/macro';
import { useSyncExternalStore } from 'react';
import { Button, IconButton } from '#web/components/button.tsx';
import { Icon, type IconName } from '#web/components/icon.tsx';

export type Toast = {
  message: string;
  tone?: 'done' | 'careful' | 'refused';
  /** Takes the change back. Offered for ten seconds. */
  undo?: () => void;
  /** Somewhere to go from here. */
  action?: { label: string; run: () => void };
};

/** Says at the foot of the page what was done. Refusals stay until they are closed. */
export function toast(said: Toast): void {
  const id = (lastId += 1);
  const close = said.tone === 'refused' ? undefined : setTimeout(() => dismiss(id), said.undo ? 10_000 : 5_000);
  set([...shown.slice(-2), { ...said, id, close }]);
}

/** Takes back the newest change that offers it; false when there is none. */
export function undoLatest(): boolean {
  const latest = shown.findLast((entry) => entry.undo);
  if (!latest) return false;
  dismiss(latest.id);
  latest.undo?.();
  return true;
}

type Shown = Toast & { id: number; close: ReturnType<typeof setTimeout> | undefined };

let lastId = 0;
let shown: readonly Shown[] = [];
const listeners = new Set<() => void>();

function set(next: readonly Shown[]): void {
  shown = next;
  for (const listener of listeners) listener();
}

function dismiss(id: number): void {
  clearTimeout(shown.find((entry) => entry.id === id)?.close);
  set(shown.filter((entry) => entry.id !== id));
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

const pictures: Record<NonNullable<Toast['tone']>, { icon: IconName; look: string }> = {
  done: { icon: 'check', look: 'text-paper' },
  careful: { icon: 'careful', look: 'text-paper' },
  refused: { icon: 'refused', look: 'text-paper' },
};

export function Toasts() {
  const { t } = useLingui();
  const entries = useSyncExternalStore(subscribe, () => shown);
  return (
    <section
      aria-label={t`Meldungen`}
      aria-live="polite"
      className="pointer-events-none fixed inset-x-0 bottom-4 z-50 flex flex-col items-center gap-2 px-4 phone:bottom-20"
      role="status"
    >
      {entries.map((entry) => {
        const { icon, look } = pictures[entry.tone ?? 'done'];
        return (
          <div
            className={`appear pointer-events-auto flex min-h-10 w-fit max-w-xl items-center gap-3 rounded bg-ink py-1 pr-1 pl-3 shadow ${look}`}
            key={entry.id}
          >
            <Icon name={icon} />
            <span className="py-1">{entry.message}</span>
            <span className="invert-controls flex items-center">
              {entry.undo && (
                <Button
                  icon="undo"
                  kind="plain"
                  onPress={() => {
                    dismiss(entry.id);
                    entry.undo?.();
                  }}
                >
                  {t`Rückgängig`}
                </Button>
              )}
              {entry.action && (
                <Button
                  kind="plain"
                  onPress={() => {
                    dismiss(entry.id);
                    entry.action?.run();
                  }}
                >
                  {entry.action.label}
                </Button>
              )}
              <IconButton icon="close" label={t`Schließen`} onPress={() => dismiss(entry.id)} />
            </span>
          </div>
        );
      })}
    </section>
  );
}
