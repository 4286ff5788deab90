import type { MessageDescriptor } from '@lingui/core';
import { type ComponentType, createContext, lazy, type LazyExoticComponent, use } from 'react';
import type { Me } from '#access/contract';
import type { IconName } from '#web/components/icon.tsx';
import { useMay } from '#web/session.ts';

/**
 * What a capability adds to the browser. Its `ui/index.tsx` exports one `screens: Screens` and must stay light: pages and panels come
 * by `load`, only when they are shown.
 */
export type Screens = {
  pages?: readonly PageEntry[];
  /** Pages that need no sign-in. */
  openPages?: readonly Pick<PageEntry, 'path' | 'load'>[];
  settings?: readonly SettingsEntry[];
  panels?: readonly PanelEntry[];
  commands?: readonly CommandEntry[];
  /** What is there beside every page, once the page itself is. */
  companions?: readonly CompanionEntry[];
};

export type CompanionEntry = { load: () => Promise<ComponentType> };

export type PageEntry = {
  /** As the router wants it: /menschen, /menschen/$contactId. Addresses are German, like the words on the screen. */
  path: string;
  load: () => Promise<ComponentType>;
  /** Where the page opens without a line too: lays ready what it kept on this device, and says whether there was something. */
  wake?: () => Promise<boolean>;
  /** In the navigation, and under `g` and its letter. */
  nav?: {
    label: MessageDescriptor;
    icon: IconName;
    /** Place from the top, in steps of ten. */
    order: number;
    /** The letter after `g`. */
    key?: string;
    /** Also in the bar at the foot of a phone, which has room for three. */
    phone?: boolean;
  };
  /** Hidden from those below this level. */
  level?: Me['level'];
};

/** A part of another capability's record page: what we know, what happened, what to do next. */
export type PanelEntry = {
  subject: 'contact' | 'company' | 'deal';
  /** `actions` beside the name, `facts` left, `timeline` middle, `next` right. */
  place: 'actions' | 'facts' | 'timeline' | 'next';
  order: number;
  load: () => Promise<ComponentType<{ id: string }>>;
};

/** A page of the settings: /einstellungen/ and this path. */
export type SettingsEntry = {
  path: string;
  /** A list that takes all the room there is; the others keep their buttons near what they act on. */
  wide?: true;
  label: MessageDescriptor;
  group: 'me' | 'workspace' | 'selling' | 'system';
  order: number;
  load: () => Promise<ComponentType>;
  level?: Me['level'];
};

/** Something to do from anywhere, found in the command box. */
export type CommandEntry = { label: MessageDescriptor; icon: IconName; keys?: string; level?: Me['level']; to: string };

/** The pages of the settings that this person may open, in order. */
export function useSettings(): SettingsEntry[] {
  const may = useMay();
  return use(ScreensContext)
    .flatMap((screens) => screens.settings ?? [])
    .filter(({ level }) => !level || may(level))
    .toSorted((a, b) => a.order - b.order);
}

/** Whoever follows a link to a page of the settings that is not theirs to change. */
export function useClosed(pathname: string): boolean {
  const may = useMay();
  return use(ScreensContext)
    .flatMap((screens) => screens.settings ?? [])
    .some(({ path, level }) => pathname.endsWith(`/${path}`) && level !== undefined && !may(level));
}

/** Filled by pages.ts. A context, so that screens ask here and the list of capabilities imports screens, not both each other. */
export const ScreensContext = createContext<Screens[]>([]);

/** The panels of all capabilities for one place of a record page, in order. Show them inside a Suspense. */
export function usePanels(
  subject: PanelEntry['subject'],
  place: PanelEntry['place'],
): LazyExoticComponent<ComponentType<{ id: string }>>[] {
  return use(ScreensContext)
    .flatMap((screens) => screens.panels ?? [])
    .filter((panel) => panel.subject === subject && panel.place === place)
    .toSorted((a, b) => a.order - b.order)
    .map(lazyOf);
}

/** What stands beside every page. Show it inside a Suspense. */
export function useCompanions(): LazyExoticComponent<ComponentType>[] {
  return use(ScreensContext)
    .flatMap((screens) => screens.companions ?? [])
    .map(companionOf);
}

const companions = new Map<CompanionEntry, LazyExoticComponent<ComponentType>>();

function companionOf(entry: CompanionEntry): LazyExoticComponent<ComponentType> {
  const known = companions.get(entry) ?? lazy(async () => ({ default: await entry.load() }));
  companions.set(entry, known);
  return known;
}

const lazies = new Map<PanelEntry, LazyExoticComponent<ComponentType<{ id: string }>>>();

function lazyOf(panel: PanelEntry): LazyExoticComponent<ComponentType<{ id: string }>> {
  const known = lazies.get(panel) ?? lazy(async () => ({ default: await panel.load() }));
  lazies.set(panel, known);
  return known;
}
