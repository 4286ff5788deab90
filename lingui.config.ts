import { defineConfig } from '@lingui/cli';
import { formatter } from '@lingui/format-po';

/** German is written in the screens; src/web/messages has one catalogue per language. */
export default defineConfig({
  sourceLocale: 'de',
  locales: ['de', 'en'],
  catalogs: [
    {
      path: 'src/web/messages/{locale}',
      include: ['src/web/**/*.{ts,tsx}', 'src/capabilities/*/ui/**/*.{ts,tsx}'],
      exclude: ['**/*.test.*'],
    },
  ],
  format: formatter({ origins: true, lineNumbers: false }),
  orderBy: 'message',
});
