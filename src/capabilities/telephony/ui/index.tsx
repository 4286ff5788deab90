import type { Screens } from '#web/registry.ts';

export const screens: Screens = {
  companions: [{ load: async () => (await import('./telephone.tsx')).Telephone }],
};
