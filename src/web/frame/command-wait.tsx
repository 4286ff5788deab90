import { useLingui } from '@lingui/react/macro';

export type CommandBoxProps = {
  onClose: () => void;
  /** What has been typed while the box was fetched. */
  begun: string;
  onBegin: (typed: string) => void;
};

/** In the very commit that shows it: the next letter may be on its way. */
export function focusAtOnce(field: HTMLInputElement | null): void {
  field?.focus();
}

/** Stands where the box will stand, and takes what is typed meanwhile: as keys of the page "m" would plan a meeting. */
export function CommandWait({ onClose, begun, onBegin }: CommandBoxProps) {
  const { t } = useLingui();
  return (
    <div className="fixed inset-0 z-40 flex items-start justify-center bg-veil p-4 pt-[12vh] phone:p-0" data-modal>
      <input
        aria-label={t`Suchen`}
        className="h-12 w-full max-w-xl rounded border border-line bg-raised px-12 text-lg outline-none"
        onChange={(event) => onBegin(event.target.value)}
        onKeyDown={(event) => event.key === 'Escape' && onClose()}
        ref={focusAtOnce}
        value={begun}
      />
    </div>
  );
}
