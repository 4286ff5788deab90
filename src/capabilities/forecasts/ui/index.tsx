import { msg } from '@lingui/core/macro';
import { onDemand } from '#web/on-demand.tsx';
import type { Screens } from '#web/registry.ts';

export { useKindWords } from './kind-words.ts';

/** Of one deal, on cards and in lists. */
export const HealthMark = onDemand(async () => (await import('./health-mark.tsx')).HealthMark);

export const screens: Screens = {
  pages: [
    {
      path: '/prognose',
      load: async () => (await import('./forecast-page.tsx')).ForecastPage,
      nav: { label: msg`Prognose`, icon: 'forecast', order: 80, key: 'p' },
    },
    { path: '/prognose/rueckblick', load: async () => (await import('./backtest-page.tsx')).BacktestPage },
  ],
  settings: [
    {
      path: 'ziele',
      label: msg`Ziele`,
      group: 'selling',
      order: 25,
      level: 'manage',
      load: async () => (await import('./quota-settings.tsx')).QuotaSettings,
    },
  ],
  panels: [
    { subject: 'deal', place: 'facts', order: 40, load: async () => (await import('./health-panel.tsx')).HealthPanel },
  ],
};
