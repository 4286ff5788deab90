import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { transform } from 'esbuild';
import type { Plugin } from 'vite';
import type { Shell } from '../src/capabilities/meetings/ui/visits/worker.ts';

/** What is fetched for the page of visits before anybody presses anything, and the little that its day field fetches later. */
const visitsPage = 'src/capabilities/meetings/ui/visits/';
const alsoKept = [
  ...['visits-page.tsx', 'kept-day.ts'].map((file) => visitsPage + file),
  ...['calendar', 'dialog', 'menu'].map((what) => `src/web/components/open-${what}.tsx`),
  'src/web/messages/en.po',
];

/** Beside the pages lies the worker that opens one of them where there is no line, with the list of the files it keeps. */
export function visitsWorker(): Plugin {
  return {
    name: 'visits-worker',
    apply: 'build',
    generateBundle: {
      order: 'post',
      async handler(_options, bundle) {
        const chunks = Object.values(bundle).filter((one) => one.type === 'chunk');
        const entry = chunks.find(({ isEntry }) => isEntry);
        if (!entry) throw new Error('the build has no first page');
        const files = new Set(['/theme.js', '/icon.svg', '/manifest.webmanifest']);
        const take = (fileName: string): void => {
          const chunk = bundle[fileName];
          if (files.has(`/${fileName}`) || chunk?.type !== 'chunk') return;
          files.add(`/${fileName}`);
          const { importedCss, importedAssets } = chunk.viteMetadata ?? {};
          for (const asset of [...(importedCss ?? []), ...(importedAssets ?? [])]) files.add(`/${asset}`);
          chunk.imports.forEach(take);
        };
        take(entry.fileName);
        for (const source of alsoKept) {
          const chunk = chunks.find(({ facadeModuleId }) => facadeModuleId?.endsWith(source));
          if (chunk) take(chunk.fileName);
          else if (!chunks.some(({ moduleIds }) => moduleIds.some((id) => id.endsWith(source))))
            throw new Error(`the build has no ${source}`);
        }
        const source = await workerOf({ entry: entry.fileName, files: [...files].toSorted() });
        this.emitFile({ type: 'asset', fileName: 'besuche-worker.js', source });
      },
    },
  };
}

/** The worker of one release. */
export async function workerOf(files: Omit<Shell, 'release'>): Promise<string> {
  const release = createHash('sha256').update(JSON.stringify(files)).digest('hex').slice(0, 12);
  const code = readFileSync(resolve(visitsPage, 'worker.ts'), 'utf8');
  const { code: source } = await transform(code, { loader: 'ts', format: 'iife' });
  const shell: Shell = { release, ...files };
  return `const shell = ${JSON.stringify(shell)};\n${source}`;
}
