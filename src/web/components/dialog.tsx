import { Trans } from '@lingui/react/macro';
import { Button } from '#web/components/button.tsx';
import { onDemand } from '#web/on-demand.tsx';

export type DialogProps = {
  open: boolean;
  onClose: () => void;
  title: string;
  children: React.ReactNode;
  /** The buttons at the foot, the main one last. */
  actions?: React.ReactNode;
  width?: 'small' | 'medium' | 'large';
  /** For questions that want an answer: a click beside it does not close it. */
  firm?: boolean;
};

const OpenDialog = onDemand(async () => (await import('#web/components/open-dialog.tsx')).OpenDialog);

/** Stands above the page until it is answered. Fetched when the first one opens. */
export function Dialog(props: DialogProps) {
  return props.open ? <OpenDialog {...props} /> : null;
}

/** Asks before something that cannot be undone. Where undo exists, do it and offer the undo instead. */
export function ConfirmDialog(props: {
  open: boolean;
  onClose: () => void;
  title: string;
  children: React.ReactNode;
  confirm: string;
  danger?: boolean;
  pending?: boolean;
  onConfirm: () => void;
}) {
  return (
    <Dialog
      actions={
        <>
          <Button autoFocus onPress={props.onClose}>
            <Trans>Abbrechen</Trans>
          </Button>
          <Button kind={props.danger ? 'danger' : 'primary'} onPress={props.onConfirm} pending={props.pending ?? false}>
            {props.confirm}
          </Button>
        </>
      }
      firm
      onClose={props.onClose}
      open={props.open}
      title={props.title}
      width="small"
    >
      {props.children}
    </Dialog>
  );
}
