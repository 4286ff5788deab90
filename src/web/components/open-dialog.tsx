import { useLingui } from '@lingui/react/macro';
import { Dialog as AriaDialog } from 'react-aria-components/Dialog';
import { Heading } from 'react-aria-components/Heading';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { IconButton } from '#web/components/button.tsx';
import { classNames } from '#web/class-names.ts';
import type { DialogProps } from '#web/components/dialog.tsx';

export function OpenDialog({ onClose, title, children, actions, width = 'medium', firm }: DialogProps) {
  const { t } = useLingui();
  return (
    <ModalOverlay
      className="fixed inset-0 z-40 flex items-start justify-center bg-veil p-4 pt-[8vh] phone:items-end phone:p-0"
      isDismissable={!firm}
      isOpen
      onOpenChange={(open) => !open && onClose()}
    >
      <Modal
        className={classNames(
          'appear flex max-h-[84dvh] w-full flex-col rounded border border-line bg-raised shadow phone:max-h-[92dvh] phone:rounded-b-none',
          { small: 'max-w-sm', medium: 'max-w-lg', large: 'max-w-3xl' }[width],
        )}
        data-modal
      >
        <AriaDialog className="flex min-h-0 flex-col outline-none">
          <header className="flex items-center justify-between gap-4 border-b border-line py-2 pr-2 pl-4">
            <Heading className="truncate text-lg font-semibold" slot="title">
              {title}
            </Heading>
            <IconButton icon="close" label={t`Schließen`} onPress={onClose} />
          </header>
          <div className="min-h-0 flex-1 overflow-y-auto p-4">{children}</div>
          {actions && (
            <footer className="flex flex-wrap justify-end gap-2 border-t border-line px-4 py-3">{actions}</footer>
          )}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
