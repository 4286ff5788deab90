import { useRef } from 'react';
import { Button } from '#web/components/button.tsx';
import type { IconName } from '#web/components/icon.tsx';

/** Asks for a file, or for several: `onFiles`. The same file can be chosen again, after it was mended. */
export function FileButton({
  accept,
  fileLabel,
  icon,
  kind = 'quiet',
  pending,
  onFile,
  onFiles,
  children,
}: {
  accept: string;
  /** What a screen reader calls the field behind the button. */
  fileLabel: string;
  icon: IconName;
  kind?: 'quiet' | 'plain';
  pending: boolean;
  onFile?: (file: File) => void;
  onFiles?: (files: File[]) => void;
  children: React.ReactNode;
}) {
  const field = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        accept={accept}
        aria-label={fileLabel}
        className="hidden"
        multiple={onFiles !== undefined}
        onChange={({ target }) => {
          const files = [...(target.files ?? [])];
          const [file] = files;
          if (file) onFile?.(file);
          if (file) onFiles?.(files);
          target.value = '';
        }}
        ref={field}
        type="file"
      />
      <Button icon={icon} kind={kind} onPress={() => field.current?.click()} pending={pending}>
        {children}
      </Button>
    </>
  );
}
