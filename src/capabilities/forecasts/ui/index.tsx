import { msg } from '@lingui/core/macro';
import type { Screens } from '#web/registry.ts';

export { useKindWords } from './kind-words.ts';

export const screens: Screens = {
  pages: [
    {
      path: '/prognose',
      load: async () => (await import('./forecast-page.tsx')).ForecastPage,
      nav: { label: msg`Prognose`, icon: 'forecast', order: 80, key: 'p' },
    },
  ],
};
