import { useRef, useState } from 'react';
import { ApiRefusal } from '#web/api.ts';

/** The field in a cell. Enter saves, Escape leaves, Tab saves and goes on; a refusal keeps it open and says why. */
export function CellEditor({
  label,
  value,
  onSave,
  onDone,
}: {
  label: string;
  value: string;
  onSave: (value: string) => Promise<unknown>;
  onDone: (move: -1 | 0 | 1) => void;
}) {
  const [draft, setDraft] = useState(value);
  const [refusal, setRefusal] = useState<string>();
  const leaving = useRef(false);

  async function save(move: -1 | 0 | 1) {
    if (leaving.current) return;
    leaving.current = true;
    if (draft.trim() === value) return onDone(move);
    try {
      // Saving shows its result at once; the cell need not wait for the server unless it says no.
      await onSave(draft.trim());
      onDone(move);
    } catch (error) {
      leaving.current = false;
      setRefusal(error instanceof ApiRefusal ? error.message : String(error));
    }
  }

  return (
    <span className="relative -ml-2 block">
      <input
        aria-invalid={refusal !== undefined}
        aria-label={label}
        autoFocus
        className="field min-h-7 py-0"
        onBlur={() => refusal === undefined && void save(0)}
        onChange={(event) => setDraft(event.target.value)}
        onClick={(event) => event.stopPropagation()}
        onFocus={(event) => event.target.select()}
        onKeyDown={(event) => {
          event.stopPropagation();
          if (event.key === 'Escape') {
            leaving.current = true;
            onDone(0);
          }
          if (event.key === 'Enter') void save(0);
          if (event.key === 'Tab') {
            event.preventDefault();
            void save(event.shiftKey ? -1 : 1);
          }
        }}
        title={refusal}
        value={draft}
      />
      {refusal && (
        <span
          className="fixed z-10 mt-1 max-w-xs rounded border border-line bg-raised px-2 py-1 text-sm whitespace-normal text-refused shadow"
          role="alert"
        >
          {refusal}
        </span>
      )}
    </span>
  );
}
