import { useLingui } from '@lingui/react/macro';
import { classNames } from '#web/class-names.ts';

/** A key, or several one after the other: "g h", "mod+k". */
export function Kbd({ keys, onInk }: { keys: string; onInk?: boolean }) {
  const { t } = useLingui();
  const control = t`Strg`;
  return (
    <span className="inline-flex gap-0.5">
      {keys.split(' ').map((key, index) => (
        <kbd
          className={classNames(
            'inline-flex h-4.5 min-w-4.5 items-center justify-center rounded-sm border px-1 font-sans text-xs leading-none',
            onInk ? 'border-paper/40 text-paper' : 'border-line bg-sunken text-soft',
          )}
          key={index}
        >
          {nameOf(key, control)}
        </kbd>
      ))}
    </span>
  );
}

function nameOf(key: string, control: string): string {
  const mac = navigator.platform.startsWith('Mac');
  const names: Record<string, string> = {
    mod: mac ? '⌘' : control,
    shift: '⇧',
    alt: mac ? '⌥' : 'Alt',
    Enter: '↵',
    Escape: 'Esc',
    ArrowLeft: '←',
    ArrowRight: '→',
  };
  const parts = key.split('+');
  return parts.map((part) => names[part] ?? (parts.length > 1 ? part.toUpperCase() : part)).join(mac ? '' : '+');
}
