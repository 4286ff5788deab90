import type { PdfFault } from './pdf.ts';

/** What there is to be shown, page by page. */
export type Pages = {
  readonly count: number;
  /** Undefined: this page can't be drawn, or nobody waits for it any more. */
  draw(page: number, signal: AbortSignal): Promise<Sheet | undefined>;
  close(): void;
};
export type Sheet = ImageBitmap | HTMLCanvasElement;

/** Why nothing can be shown, and because of which file. */
export type Fault = { fault: PdfFault | 'not_loaded'; name: string };

/** Pictures and PDFs one after the other, in the order of their names. */
export async function openPages(files: readonly File[]): Promise<Pages | Fault> {
  const inOrder = files.toSorted((a, b) => a.name.localeCompare(b.name, undefined, { numeric: true }));
  const parts: Pages[] = [];
  for (const file of inOrder) {
    const part = isPdf(file) ? await openPdf(file) : pictureOf(file);
    if (typeof part === 'string') {
      for (const opened of parts) opened.close();
      return { fault: part, name: file.name };
    }
    parts.push(part);
  }
  return joined(parts);
}

const isPdf = ({ type, name }: File): boolean => type === 'application/pdf' || /\.pdf$/i.test(name);

async function openPdf(file: File): Promise<Pages | Fault['fault']> {
  // Half a megabyte: fetched by hosts who show a PDF, and by nobody else.
  const library = await import('./pdf.ts').catch(() => undefined);
  return library ? library.openPdf(file) : 'not_loaded';
}

function pictureOf(file: File): Pages {
  return { count: 1, draw: () => createImageBitmap(file).catch(() => undefined), close: () => undefined };
}

function joined(parts: readonly Pages[]): Pages {
  return {
    count: parts.reduce((sum, { count }) => sum + count, 0),
    async draw(page, signal) {
      let before = 0;
      for (const part of parts) {
        if (page < before + part.count) return part.draw(page - before, signal);
        before += part.count;
      }
      return undefined;
    },
    close() {
      for (const part of parts) part.close();
    },
  };
}
