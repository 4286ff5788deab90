import { Trans, useLingui } from '@lingui/react/macro';
import { useRef, useState } from 'react';
import { classNames } from '#web/class-names.ts';
import { ApiRefusal } from '#web/api.ts';
import { Button } from '#web/components/button.tsx';

export type InlineEditProps = {
  label: string;
  value: string;
  /** Stands where nothing is written yet. */
  placeholder?: string;
  /** Resolves when it is saved. A refusal keeps what was typed and shows why. */
  onSave: (value: string) => Promise<unknown>;
  /** How the value reads when it is not being typed. */
  children?: React.ReactNode;
  multiline?: boolean;
  type?: 'text' | 'email' | 'tel' | 'url';
  disabled?: boolean;
};

/** A fact that becomes a field when pressed. Enter saves, Escape leaves it as it was. */
export function InlineEdit({
  label,
  value,
  placeholder,
  onSave,
  children,
  multiline,
  type = 'text',
  disabled,
}: InlineEditProps) {
  const { t } = useLingui();
  const [draft, setDraft] = useState<string>();
  const [saving, setSaving] = useState<string>();
  const [refusal, setRefusal] = useState<ApiRefusal>();
  const button = useRef<HTMLButtonElement>(null);
  /** Whoever went on to another field is not called back by what happens to this one. */
  const wentOn = useRef(false);
  const [cameBack, setCameBack] = useState(false);
  /** What stood here when the typing began; a colleague's change that came in since must not be written over unseen. */
  const [begunFrom, setBegunFrom] = useState(value);
  const changedMeanwhile = draft !== undefined && value !== begunFrom && value !== draft.trim();

  function leave() {
    setDraft(undefined);
    setRefusal(undefined);
    if (!wentOn.current) requestAnimationFrame(() => button.current?.focus());
  }

  async function save(next: string, knowingly = false) {
    if (changedMeanwhile && !knowingly) return;
    leave();
    if (next === value) return;
    setSaving(next);
    try {
      await onSave(next);
    } catch (error) {
      // What was typed comes back with the reason.
      setCameBack(wentOn.current);
      setDraft(next);
      setRefusal(error instanceof ApiRefusal ? error : undefined);
    } finally {
      setSaving(undefined);
    }
  }

  if (draft === undefined) {
    const shown = saving ?? value;
    return (
      <button
        aria-busy={saving !== undefined}
        aria-label={shown ? undefined : [`${label}: ${t`leer`}`, placeholder].filter(Boolean).join(', ')}
        className={classNames(
          '-mx-1.5 block min-h-7 w-[calc(100%+0.75rem)] min-w-0 rounded-sm px-1.5 py-0.5 text-left break-words phone:min-h-11',
          !disabled && 'cursor-text hover:bg-hover',
          !shown && 'text-faint',
          saving !== undefined && 'opacity-70',
        )}
        disabled={disabled}
        onClick={() => {
          if (saving !== undefined) return;
          wentOn.current = false;
          setCameBack(false);
          setBegunFrom(value);
          setDraft(value);
        }}
        ref={button}
        type="button"
      >
        {shown && <span className="sr-only">{label}: </span>}
        {saving === undefined && value ? (children ?? value) : shown || placeholder || '–'}
      </button>
    );
  }

  const field = {
    'aria-label': label,
    'aria-invalid': refusal ? true : undefined,
    autoFocus: !cameBack,
    value: draft,
    onFocus: (event: React.FocusEvent<HTMLInputElement | HTMLTextAreaElement>) => event.target.select(),
    onChange: (event: React.ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) => setDraft(event.target.value),
    onKeyDown: (event: React.KeyboardEvent) => {
      if (event.key === 'Escape') {
        event.stopPropagation();
        leave();
      }
      if (event.key === 'Enter' && (!multiline || event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        void save(draft.trim());
      }
    },
    onBlur: () => {
      if (refusal || changedMeanwhile) return;
      wentOn.current = true;
      void save(draft.trim());
    },
  };
  return (
    <span className="block">
      {multiline ? (
        <textarea {...field} className="field py-1" rows={4} />
      ) : (
        <input {...field} className="field" type={type} />
      )}
      {(refusal ?? changedMeanwhile) && (
        <span className="mt-1 block text-sm text-refused" role="alert">
          {refusal ? refusal.message : <Trans>Während Sie schrieben, hat jemand anders das geändert.</Trans>}
          {(changedMeanwhile || refusal?.code === 'stale') && (
            <span className="mt-1 block text-ink">
              <Trans>
                Jetzt steht dort: <strong>{value || '–'}</strong>
              </Trans>
              <span className="mt-1 flex gap-2">
                <Button onPress={() => void save(draft.trim(), true)}>
                  <Trans>Meine Eingabe nehmen</Trans>
                </Button>
                <Button onPress={leave}>
                  <Trans>So lassen</Trans>
                </Button>
              </span>
            </span>
          )}
        </span>
      )}
    </span>
  );
}
