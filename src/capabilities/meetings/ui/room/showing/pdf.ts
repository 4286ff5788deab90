import { getDocument, PasswordException, type PDFDocumentProxy, PDFWorker } from 'pdfjs-dist/legacy/build/pdf.mjs';
import folder from 'virtual:pdf-files';
import { fit } from './fit.ts';
import type { Pages, Sheet } from './pages.ts';

export type PdfFault = 'too_large' | 'too_many_pages' | 'locked' | 'broken';

const mostBytes = 100 * 1024 ** 2;
const mostPages = 500;
/** Of one picture in it. */
const mostPixels = 64_000_000;
/** So long a file that somebody has made to be endless may take. */
const openingMs = 30_000;
const drawingMs = 30_000;

/**
 * A PDF, drawn in this page by PDF.js: read in a worker of its own, which ends with it. Nothing in it is run (there is no scripting in what we load of PDF.js, and our policy forbids making code
 * from text), nothing is fetched for it but fonts of ours, and forms are only looked at.
 */
export async function openPdf(file: File): Promise<Pages | PdfFault> {
  if (file.size > mostBytes) return 'too_large';
  const data = await file.arrayBuffer().catch(() => undefined);
  if (!data) return 'broken';
  const port = new Worker(`${folder}legacy/build/pdf.worker.min.mjs`, { type: 'module' });
  const worker = PDFWorker.create({ port });
  const loading = getDocument({
    data,
    worker,
    maxImageSize: mostPixels,
    standardFontDataUrl: `${folder}standard_fonts/`,
    wasmUrl: `${folder}wasm/`,
    // Our policy forbids it; what it would do is done by scripts.
    useWasm: false,
    useWorkerFetch: true,
    disableWorkerRendering: true,
    verbosity: 0,
  });
  const close = (): void => {
    // Not before the other end has heard of it: where it no longer answers, it ends all the same.
    void within(loading.destroy(), 1_000).finally(() => port.terminate());
  };
  // Also where its script did not come: reading it here instead, as PDF.js would, would let a bad file stop the talk.
  const lost = new Promise<never>((_, reject) =>
    port.addEventListener('error', () => reject(new Error('worker lost'))),
  );
  try {
    const pdf = await within(Promise.race([loading.promise, lost]), openingMs);
    if (pdf && pdf.numPages <= mostPages) return pagesOf(pdf, close);
    close();
    return pdf ? 'too_many_pages' : 'broken';
  } catch (error) {
    close();
    return error instanceof PasswordException ? 'locked' : 'broken';
  }
}

function pagesOf(pdf: PDFDocumentProxy, close: () => void): Pages {
  return {
    count: pdf.numPages,
    draw: (page, signal) => within(drawn(pdf, page + 1, signal), drawingMs).catch(() => undefined),
    close,
  };
}

async function drawn(pdf: PDFDocumentProxy, number: number, signal: AbortSignal): Promise<Sheet | undefined> {
  const page = await pdf.getPage(number);
  if (signal.aborted) return undefined;
  const natural = page.getViewport({ scale: 1 });
  const size = fit(natural);
  const canvas = Object.assign(document.createElement('canvas'), size);
  const task = page.render({ canvas, viewport: page.getViewport({ scale: size.width / natural.width }) });
  signal.addEventListener('abort', () => task.cancel(), { once: true });
  await task.promise;
  page.cleanup();
  return canvas;
}

/** Undefined where it takes longer. */
async function within<Answer>(promise: Promise<Answer>, ms: number): Promise<Answer | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<undefined>((resolve) => (timer = setTimeout(() => resolve(undefined), ms)));
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
