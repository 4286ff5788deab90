import { useLingui } from '@lingui/react/macro';
import type { DispositionMeaning, DispositionView } from '#calls/contract';
import { Icon, type IconName } from '#web/components/icon.tsx';
import { Key } from './key.tsx';

/** How did it end? One press, or its number on the keyboard; pressing the chosen one again confirms it. */
export function DispositionChoice({
  dispositions,
  chosen,
  onChoose,
  onConfirm,
  disabled,
  atKeys = true,
}: {
  dispositions: readonly DispositionView[];
  chosen: string | null;
  onChoose: (disposition: DispositionView) => void;
  onConfirm?: () => void;
  disabled?: boolean;
  /** The number keys are theirs. */
  atKeys?: boolean;
}) {
  const { t } = useLingui();
  return (
    <div
      aria-label={t`Wie ist das Gespräch ausgegangen?`}
      className="grid grid-cols-3 gap-1.5 max-desk:grid-cols-2"
      role="group"
    >
      {dispositions.map((disposition, index) => (
        <button
          type="button"
          aria-pressed={disposition.id === chosen}
          className="group flex min-h-(--control) min-w-0 items-center gap-2 rounded border border-line bg-raised px-2 py-1 text-left disabled:text-faint hover:bg-hover aria-pressed:border-brass-deep aria-pressed:bg-brass-soft"
          disabled={disabled}
          key={disposition.id}
          onClick={() => (disposition.id === chosen && onConfirm ? onConfirm() : onChoose(disposition))}
        >
          <Icon className="text-faint group-aria-pressed:text-brass-deep" name={pictures[disposition.meaning]} />
          <span className="min-w-0 flex-1 leading-4.5">{disposition.name}</span>
          {index < 9 && atKeys && <Key keys={String(index + 1)} />}
        </button>
      ))}
    </div>
  );
}

const pictures: Record<DispositionMeaning, IconName> = {
  connected: 'phone',
  no_answer: 'clock',
  busy: 'pause',
  voicemail: 'message',
  callback: 'history',
  appointment: 'calendar',
  refused: 'minus',
  wrong_number: 'close',
  objected: 'phone-off',
};
