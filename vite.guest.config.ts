import { lingui } from '@lingui/vite-plugin';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import {
  blurFiles,
  browsers,
  compressed,
  descriptionsForServersOnly,
  ourLanguagesOnly,
  phoneFormats,
  shapesForServersOnly,
  wordsWithEachPage,
} from './scripts/vite-plugins.ts';

/** The page of a room's guests, beside the app: they come once, often by a slow line, and need none of the rest. */
export default defineConfig({
  publicDir: 'src/web/public',
  plugins: [
    ourLanguagesOnly(),
    shapesForServersOnly(),
    descriptionsForServersOnly(),
    phoneFormats(),
    blurFiles({ laid: true }),
    lingui({ macroTransform: true }),
    wordsWithEachPage('klinkeGerman', 'klinkeEnglish'),
    react(),
    tailwindcss(),
    compressed(),
  ],
  build: {
    outDir: 'dist/web',
    emptyOutDir: false,
    copyPublicDir: false,
    target: browsers,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: false,
    manifest: '.vite/guest.json',
    rolldownOptions: {
      input: 'guest.html',
      // What is only passed on, or stands beside what is used, stays away.
      treeshake: { moduleSideEffects: [{ test: /\/src\/(?!.*\/room\/guest\.tsx).*\.tsx?$/, sideEffects: false }] },
    },
  },
});
