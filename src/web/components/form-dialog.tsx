import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '#web/components/button.tsx';
import { Dialog, type DialogProps } from '#web/components/dialog.tsx';
import type { IconName } from '#web/components/icon.tsx';
import { ErrorNote } from '#web/components/states.tsx';

/** A few fields above the page, saved by the main button, and by Enter in a field of one line. */
export function FormDialog({
  say,
  icon,
  ready = true,
  pending = false,
  error,
  onSave,
  grid = false,
  children,
  open = true,
  onClose,
  ...rest
}: Omit<DialogProps, 'actions' | 'firm' | 'open'> & {
  open?: boolean;
  /** What the main button says. */
  say: string;
  icon?: IconName;
  ready?: boolean;
  pending?: boolean;
  error?: unknown;
  onSave: () => void;
  /** Fields two by two; `col-span-full` for one that takes the row. */
  grid?: boolean;
}) {
  const { t } = useLingui();
  const save = () => {
    if (ready && !pending) onSave();
  };
  return (
    <Dialog
      actions={
        <>
          <Button onPress={onClose}>
            <Trans>Abbrechen</Trans>
          </Button>
          <Button disabled={!ready} kind="primary" onPress={save} pending={pending} {...(icon && { icon })}>
            {say}
          </Button>
        </>
      }
      onClose={onClose}
      open={open}
      {...rest}
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        {grid ? <div className="grid grid-cols-2 gap-3 phone:grid-cols-1">{children}</div> : children}
        {error !== undefined && error !== null && <ErrorNote error={error} kept={t`Ihre Eingaben stehen noch hier.`} />}
        <button className="sr-only" tabIndex={-1} type="submit">
          {say}
        </button>
      </form>
    </Dialog>
  );
}
