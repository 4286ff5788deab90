import { use } from 'react';
import type { MessageDescriptor } from '@lingui/core';
import type { IconName } from '#web/components/icon.tsx';
import { ScreensContext } from '#web/registry.ts';
import { useMay } from '#web/session.ts';

export type NavigationEntry = { path: string; label: MessageDescriptor; icon: IconName; key?: string; phone?: boolean };

/** The day's work from top to bottom, as far as it exists and this person may see it. */
export function useNavigationEntries(): NavigationEntry[] {
  const may = useMay();
  return use(ScreensContext)
    .flatMap(({ pages = [] }) => pages)
    .filter(({ nav, level }) => nav && (!level || may(level)))
    .toSorted((a, b) => (a.nav?.order ?? 0) - (b.nav?.order ?? 0))
    .flatMap(({ path, nav }) => (nav ? [{ path, ...nav }] : []));
}
