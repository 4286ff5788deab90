import { useLingui } from '@lingui/react/macro';
import { useEffect, useRef, useState } from 'react';
import { Dialog as AriaDialog } from 'react-aria-components/Dialog';
import { Heading } from 'react-aria-components/Heading';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { InDialog } from '#web/auto-focus.ts';
import { IconButton } from '#web/components/button.tsx';
import { classNames } from '#web/class-names.ts';
import type { DialogProps } from '#web/components/dialog.tsx';

export function OpenDialog({ onClose, title, children, actions, width = 'medium', firm }: DialogProps) {
  const { t } = useLingui();
  const body = useRef<HTMLDivElement>(null);
  const foot = useRef<HTMLElement>(null);
  const [typed, setTyped] = useState(false);
  const [before] = useState(() => document.activeElement);

  // The library gives the focus back where it was; but not where the system shows no motion, and the dialog is gone within the frame.
  useEffect(
    () => () => {
      setTimeout(() => {
        if (document.activeElement === document.body && before instanceof HTMLElement) before.focus();
      }, 50);
    },
    [before],
  );

  // The first field waits for what one came to type; a finger would only be shown a keyboard over the form.
  useEffect(() => {
    const dialog = body.current?.closest('[role=dialog]');
    // Without buttons at the foot it is no plain form: digits choose there.
    if (!dialog || !foot.current || matchMedia('(pointer: coarse)').matches) return;
    // The dialog takes the focus only after a moment when Enter on a button opened it.
    const { activeElement } = document;
    if (activeElement !== dialog && dialog.contains(activeElement)) return;
    const first = body.current?.querySelector<HTMLElement>('input:not(:disabled), textarea, [aria-haspopup=listbox]');
    (first?.closest('fieldset')?.querySelector<HTMLElement>('[type=radio]:checked') ?? first)?.focus();
  }, []);

  /** Enter in a field of one line does what the main button does; Ctrl+Enter does it from anywhere. */
  function answer(event: React.KeyboardEvent) {
    if (event.key !== 'Enter' || event.defaultPrevented || !foot.current || !(event.target instanceof Element)) return;
    const inLine = event.target.matches('input:not([role=combobox])') && !event.target.closest('form');
    if (!inLine && !event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    [...foot.current.querySelectorAll('button')].at(-1)?.click();
  }

  return (
    <ModalOverlay
      className="fixed inset-0 z-40 flex items-start justify-center bg-veil p-4 pt-[8vh] phone:items-end phone:p-0"
      // A click beside it must not cost what was typed.
      isDismissable={!firm && !typed}
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
          {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- only listens to what its fields and buttons let through */}
          <div className="flex min-h-0 flex-col" onInput={() => setTyped(true)} onKeyDown={answer}>
            <header className="flex items-center justify-between gap-4 border-b border-line py-2 pr-2 pl-4">
              <Heading className="min-w-0 text-lg font-semibold break-words" slot="title">
                {title}
              </Heading>
              <IconButton icon="close" label={t`Schließen`} onPress={onClose} />
            </header>
            <div className="min-h-0 flex-1 overflow-y-auto p-4" ref={body}>
              <InDialog value>{children}</InDialog>
            </div>
            {actions && (
              <footer className="flex flex-wrap justify-end gap-2 border-t border-line px-4 py-3" ref={foot}>
                {actions}
              </footer>
            )}
          </div>
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
