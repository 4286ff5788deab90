import { useLingui } from '@lingui/react/macro';
import { keypad } from './tones.ts';

/** Also takes the keys of the keyboard while it has the focus. */
export function Keypad({ onPress }: { onPress: (key: string) => void }) {
  const { t } = useLingui();
  return (
    <div aria-label={t`Tasten`} className="grid grid-cols-3 gap-1" role="group">
      {keypad.map((key) => (
        <button
          className="h-(--control) rounded border border-line bg-paper font-medium tabular-nums hover:bg-hover"
          key={key}
          onClick={() => onPress(key)}
          onKeyDown={(event) => {
            if (!keypad.includes(event.key)) return;
            event.preventDefault();
            event.stopPropagation();
            onPress(event.key);
          }}
          type="button"
        >
          {key}
        </button>
      ))}
    </div>
  );
}
