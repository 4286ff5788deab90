import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

/** What our browsers are, for all builds. */
export const browsers = ['chrome123', 'firefox121', 'safari17.5'];

const catalogues = { klinkeGerman: 'src/web/messages/de.po', klinkeEnglish: 'src/web/messages/en.po' };

/**
 * Gives each chunk the German words it says, so that a page brings its own and the first page not those of all others. English, the second
 * language, comes in one piece when it is chosen; a small page brings its own of both. Only in builds; development reads the whole catalogues.
 */
export function wordsWithEachPage(...languages: (keyof typeof catalogues)[]): Plugin {
  const words = new Map<string, Record<string, unknown>>();
  return {
    name: 'words-with-each-page',
    apply: 'build',
    transform: {
      // Once; lingui's own plugin compiles the catalogue for us.
      filter: { id: /\/(src\/web\/main|ui\/room\/guest)\.tsx$/ },
      async handler() {
        for (const language of languages) {
          const { code } = await this.load({ id: resolve(catalogues[language]) });
          const compiled = (await import(`data:text/javascript,${encodeURIComponent(code ?? '')}`)) as {
            messages: Record<string, unknown>;
          };
          words.set(language, compiled.messages);
        }
        return null;
      },
    },
    renderChunk(code, { fileName }) {
      // English lists every id.
      if (/\ben-[^/]*$/.test(fileName)) return null;
      // What the macros leave of a message is the six signs of its id; a string that looks alike and is none does no harm.
      const ids = [...code.matchAll(/["'`]([\w+/-]{6})["'`]/g)].map(([, id = '']) => id);
      const own = [...words].map(([language, all]) => {
        const said = Object.fromEntries(ids.filter((id) => id in all).map((id) => [id, all[id]]));
        return `Object.assign(globalThis.${language} ??= {}, ${JSON.stringify(said)});\n`;
      });
      return own.every((text) => text.includes(', {})')) ? null : { code: own.join('') + code, map: null };
    },
  };
}

/** react-aria carries its few words in some thirty languages; we speak two. */
export function ourLanguagesOnly(): Plugin {
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
export function compressed(): Plugin {
  return {
    name: 'compressed',
    apply: 'build',
    writeBundle({ dir = '' }, bundle) {
      for (const name of Object.keys(bundle).filter((file) =>
        /\.(m?js|css|svg|json|webmanifest|pfb|ttf|wasm|tflite)$/.test(file),
      )) {
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

/** Only the server describes shapes as JSON Schema and words what is wrong with input; the makers of both would come with every zod type. */
export function zodForShapesOnly(): Plugin {
  return {
    name: 'zod-for-shapes-only',
    enforce: 'pre',
    apply: 'build',
    load: {
      filter: { id: /zod\/v4\/(core\/(to-json-schema|json-schema-processors)|locales\/en)\.js$/ },
      handler: (id) => {
        if (id.endsWith('en.js')) return 'export default () => ({});';
        const names = readFileSync(id, 'utf8').matchAll(/^export (?:const|function) (\w+)/gm);
        return [...names].map(([, name]) => `export const ${name} = () => () => ({});`).join('\n');
      },
    },
  };
}

const fromTheStart = new Set<string>();

/** What the first page has fetched anyway need not stand in the lists of what to fetch ahead for every other: those lists come with the first page. */
export function startKnown(): Plugin {
  return {
    name: 'start-known',
    apply: 'build',
    enforce: 'pre',
    generateBundle(_options, bundle) {
      const take = (file: string): void => {
        const chunk = bundle[file];
        if (chunk?.type !== 'chunk' || fromTheStart.has(file)) return;
        fromTheStart.add(file);
        chunk.imports.forEach(take);
      };
      for (const chunk of Object.values(bundle)) if (chunk.type === 'chunk' && chunk.isEntry) take(chunk.fileName);
    },
  };
}

export function notFromTheStart(_file: string, dependencies: string[]): string[] {
  return dependencies.filter((file) => !fromTheStart.has(file));
}

/** How numbers are grouped in the countries our users call every day; the whole library would weigh thirty times as much. */
export function phoneFormats(): Plugin {
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

/** What PDF.js fetches: its worker, fonts that a file need not bring along, and what unpacks scans. */
export function pdfFiles(): Plugin {
  const parts = [
    'legacy/build/pdf.worker.min.mjs',
    'standard_fonts/*',
    'wasm/*_fallback.js',
    'wasm/LICENSE*',
    'LICENSE',
  ];
  return filesOf('pdf', 'pdfjs-dist', '', parts);
}

/** What finds the person in a picture: TensorFlow Lite as WebAssembly, and the model. The build of guests' pages finds them where the app's has laid them. */
export function blurFiles({ laid = false } = {}): Plugin {
  const parts = [
    'dist/build/tflite-simd-1-0-0.{js,wasm}',
    'dist/build/selfie_segmentation_landscape.tflite',
    'LICENSE.md',
  ];
  return filesOf('blur', '@twilio/video-processors', 'dist/build/', laid ? [] : parts);
}

/** Files of a package, as they are; the module `virtual:…-files` tells in which folder they lie. */
function filesOf(what: string, packageName: string, below: string, parts: readonly string[]): Plugin {
  const name = `virtual:${what}-files`;
  const home = join('node_modules', packageName);
  const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as { version: string };
  const folder = `assets/${what}-${version}/`;
  let dev = false;
  return {
    name: `${what}-files`,
    configResolved({ command }) {
      dev = command === 'serve';
    },
    resolveId: (id) => (id === name ? `\0${name}` : undefined),
    load: (id) =>
      id === `\0${name}` ? `export default ${JSON.stringify(`/${dev ? `${home}/` : folder}${below}`)};` : undefined,
    generateBundle() {
      for (const path of globSync([...parts], { cwd: home }))
        this.emitFile({ type: 'asset', fileName: folder + path, source: readFileSync(join(home, path)) });
    },
  };
}

/** What an operation is for, and which refusals it knows, is told where the API is described; no page says it. */
export function descriptionsForServersOnly(): Plugin {
  const described = /^  (?:summary:\s+(?:'[^']*'|"[^"]*")|refusals: \[[^\]]*\]),$/gm;
  return {
    name: 'descriptions-for-servers-only',
    enforce: 'pre',
    apply: 'build',
    transform: {
      filter: { id: /\/src\/capabilities\/[^/]+\/(.*\/)?contract(\/[^/]+)?\.ts$/ },
      handler: (code) => ({ code: code.replaceAll(described, ''), map: null }),
    },
  };
}

/** A guest's page sends and shows; what shapes have to be, the server knows. */
export function shapesForServersOnly(): Plugin {
  const name = '\0no-shapes';
  return {
    name: 'shapes-for-servers-only',
    enforce: 'pre',
    apply: 'build',
    resolveId: (id) => (id === 'zod' ? name : undefined),
    load: (id) =>
      id === name
        ? 'export const z = /* @__PURE__ */ new Proxy(function () {}, { get: () => z, apply: () => z });'
        : undefined,
  };
}

/** Development serves the one page for every address; the room's guests have their own. */
export function guestsInDevelopment(): Plugin {
  return {
    name: 'guests-in-development',
    configureServer({ middlewares }) {
      middlewares.use((request, _response, next) => {
        if (/^\/raum\/[^/.]+$/.test(request.url ?? '')) request.url = '/guest.html';
        next();
      });
    },
  };
}
