import { t } from '@lingui/core/macro';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';

/** Takes a file that is dropped anywhere on the page, or pasted: also cells copied from a spreadsheet. True while a file hovers. */
export function useDroppedFile(onFile: (file: File) => void, active: boolean): boolean {
  const [over, setOver] = useState(false);
  const take = useRef(onFile);
  useLayoutEffect(() => {
    take.current = onFile;
  });

  useEffect(() => {
    if (!active) return;
    const ended = new AbortController();
    const { signal } = ended;
    const leave = () => setOver(false);
    document.addEventListener(
      'dragover',
      (event) => {
        if (!event.dataTransfer?.types.includes('Files')) return;
        event.preventDefault();
        setOver(true);
      },
      { signal },
    );
    document.addEventListener('dragleave', (event) => event.relatedTarget === null && leave(), { signal });
    document.addEventListener(
      'drop',
      (event) => {
        const file = event.dataTransfer?.files[0];
        leave();
        if (!file) return;
        event.preventDefault();
        take.current(file);
      },
      { signal },
    );
    document.addEventListener(
      'paste',
      (event) => {
        if (event.target instanceof Element && event.target.closest('input, textarea, [contenteditable]')) return;
        const file = event.clipboardData?.files[0] ?? cellsIn(event.clipboardData?.getData('text/plain') ?? '');
        if (!file) return;
        event.preventDefault();
        take.current(file);
      },
      { signal },
    );
    return () => {
      ended.abort();
      leave();
    };
  }, [active]);
  return over;
}

/** Spreadsheets put cells on the clipboard as lines with tabs. */
function cellsIn(text: string): File | undefined {
  if (!/\S.*\n.*\S/s.test(text)) return undefined;
  return new File([text], `${t`Eingefügte Tabelle`}.tsv`, { type: 'text/tab-separated-values' });
}
