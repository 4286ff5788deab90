import type { Screens } from '#web/registry.ts';

export const screens: Screens = {};
