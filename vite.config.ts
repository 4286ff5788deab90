import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { lingui } from '@lingui/vite-plugin';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const api = process.env['KLINKE_API'] ?? 'http://localhost:3000';

export default defineConfig({
  publicDir: 'src/web/public',
  plugins: [
    ourLanguagesOnly(),
    zodWithoutJsonSchema(),
    phoneFormats(),
    lingui({ macroTransform: true }),
    react(),
    tailwindcss(),
    compressed(),
  ],
  server: { port: 5173, proxy: { '/api': { target: api, changeOrigin: false } } },
  build: {
    outDir: 'dist/web',
    emptyOutDir: true,
    target: ['chrome123', 'firefox121', 'safari17.5'],
    // The content security policy allows no data: scripts and no inline anything.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: false,
    manifest: true,
    rolldownOptions: {
      // Front doors of screens only pass names on: without this, a page's code would follow its door into the first download.
      treeshake: {
        moduleSideEffects: [
          { test: /\/src\/(capabilities\/[^/]+\/(ui|contract)|web\/components)\b/, sideEffects: false },
        ],
      },
    },
  },
});

/** react-aria carries its few words in some thirty languages; we speak two. */
function ourLanguagesOnly(): Plugin {
  return {
    name: 'our-languages-only',
    enforce: 'pre',
    load: {
      filter: {
        id: /(react-aria|react-stately|react-aria-components)\/dist\/.*intl\/.*\/(?!de-DE|en-US)[a-z]{2}-[A-Z]{2}\.mjs$/,
      },
      handler: () => 'export default {};',
    },
  };
}

/** The server sends files as they lie there; so a small copy of each lies beside it. */
function compressed(): Plugin {
  return {
    name: 'compressed',
    apply: 'build',
    writeBundle({ dir = '' }, bundle) {
      for (const name of Object.keys(bundle).filter((file) => /\.(js|css|svg|json|webmanifest)$/.test(file))) {
        const content = readFileSync(join(dir, name));
        writeFileSync(join(dir, `${name}.gz`), gzipSync(content, { level: 9 }));
        writeFileSync(
          join(dir, `${name}.br`),
          brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
        );
      }
    },
  };
}

/** Only the server describes shapes as JSON Schema; the makers of it would come with every zod type. */
function zodWithoutJsonSchema(): Plugin {
  return {
    name: 'zod-without-json-schema',
    enforce: 'pre',
    apply: 'build',
    load: {
      filter: { id: /zod\/v4\/core\/(to-json-schema|json-schema-processors)\.js$/ },
      handler: (id) => {
        const names = readFileSync(id, 'utf8').matchAll(/^export (?:const|function) (\w+)/gm);
        return [...names].map(([, name]) => `export const ${name} = () => () => ({});`).join('\n');
      },
    },
  };
}

/** How numbers are grouped in the countries our users call every day; the whole library would weigh thirty times as much. */
function phoneFormats(): Plugin {
  const name = 'virtual:phone-formats';
  const countries = ['DE', 'AT', 'CH', 'LI', 'LU', 'IT', 'FR', 'NL', 'BE', 'DK', 'PL', 'CZ', 'GB'];
  return {
    name: 'phone-formats',
    resolveId: (id) => (id === name ? `\0${name}` : undefined),
    load(id) {
      if (id !== `\0${name}`) return undefined;
      const path = createRequire(import.meta.url).resolve('libphonenumber-js/metadata.min.json');
      const all = JSON.parse(readFileSync(path, 'utf8')) as { countries: Record<string, unknown> };
      const formats = countries.map((country) => {
        const { 0: code, 4: known } = all.countries[country] as { 0: string; 4: [string, string, string[]?][] };
        return [code, known.map(([pattern, format, leading]) => [pattern, format, leading?.at(-1) ?? ''])];
      });
      return `export default ${JSON.stringify(formats)};`;
    },
  };
}
