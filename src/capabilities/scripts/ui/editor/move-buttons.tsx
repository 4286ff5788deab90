import { useLingui } from '@lingui/react/macro';
import { IconButton } from '#web/components/button.tsx';

/** Up and down, by hand or by key; what was moved keeps the focus. */
export function MoveButtons({
  id,
  name,
  onUp,
  onDown,
}: {
  id: string;
  name: string;
  onUp: (() => void) | undefined;
  onDown: (() => void) | undefined;
}) {
  const { t } = useLingui();
  return (
    <>
      <IconButton
        disabled={!onUp}
        icon="arrow-up"
        id={`up-${id}`}
        label={t`${name} nach oben`}
        onPress={() => onUp?.()}
        small
      />
      <IconButton
        disabled={!onDown}
        icon="arrow-down"
        id={`down-${id}`}
        label={t`${name} nach unten`}
        onPress={() => onDown?.()}
        small
      />
    </>
  );
}

/** Once the list stands in its new order; at its end the other button takes over. */
export function focusMoved(id: string | undefined, by: -1 | 1): void {
  requestAnimationFrame(() => {
    const [first, second] = by < 0 ? ['up', 'down'] : ['down', 'up'];
    const buttons = [first, second].map((way) => document.querySelector<HTMLButtonElement>(`#${way}-${id}`));
    buttons.find((button) => button && !button.disabled)?.focus();
  });
}
