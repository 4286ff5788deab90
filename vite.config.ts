import { lingui } from '@lingui/vite-plugin';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import {
  blurFiles,
  browsers,
  compressed,
  descriptionsForServersOnly,
  guestsInDevelopment,
  notFromTheStart,
  ourLanguagesOnly,
  pdfFiles,
  phoneFormats,
  startKnown,
  wordsWithEachPage,
  zodForShapesOnly,
} from './scripts/vite-plugins.ts';
import { visitsWorker } from './scripts/visits-worker.ts';

const api = process.env['KLINKE_API'] ?? 'http://localhost:3000';

export default defineConfig({
  publicDir: 'src/web/public',
  plugins: [
    ourLanguagesOnly(),
    zodForShapesOnly(),
    descriptionsForServersOnly(),
    phoneFormats(),
    pdfFiles(),
    blurFiles(),
    guestsInDevelopment(),
    lingui({ macroTransform: true }),
    wordsWithEachPage('klinkeGerman'),
    react(),
    tailwindcss(),
    startKnown(),
    visitsWorker(),
    compressed(),
  ],
  // Pages load on demand; their libraries must all be known from the start, or the first visit to each reloads the window.
  optimizeDeps: { entries: ['*.html', 'src/web/**/*.tsx', 'src/capabilities/*/ui/**/*.tsx'] },
  server: {
    port: 5173,
    proxy: { '/api': { target: api, changeOrigin: false, ws: true }, '/ja': { target: api, changeOrigin: false } },
  },
  build: {
    outDir: 'dist/web',
    emptyOutDir: true,
    target: browsers,
    // The content security policy allows no data: scripts and no inline anything.
    assetsInlineLimit: 0,
    // PDF.js, which is fetched by who shows a PDF.
    chunkSizeWarningLimit: 600,
    modulePreload: { polyfill: false, resolveDependencies: notFromTheStart },
    sourcemap: false,
    manifest: true,
    rolldownOptions: {
      // What every first screen needs travels as one: in pieces of half a kilobyte, the seams cost more than they save.
      output: {
        codeSplitting: {
          groups: [
            {
              name: 'base',
              test: /\/src\/web\/(components\/(icon|button|link|kbd|states|page|fields|dialog|menu|texts|standing|logo|tooltip|toast)\.tsx|(api|data|keys|format|create-format|live|session|registry|i18n|theme|paths|on-demand|phone-width|address|class-names|auto-focus)\.tsx?)$/,
            },
          ],
        },
      },
      // Front doors of screens only pass names on: without this, a page's code would follow its door into the first download.
      treeshake: {
        moduleSideEffects: [
          { test: /\/src\/(capabilities\/[^/]+\/(ui|contract)|web\/components)\b/, sideEffects: false },
        ],
      },
    },
  },
});
