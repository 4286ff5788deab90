import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import type { ComponentType } from 'react';
import { ApiRefusal, unreachable } from '#web/api.ts';
import { parseSearch, type Search, stringifySearch } from '#web/address.ts';
import { Skeleton } from '#web/components/states.tsx';
import { Toasts } from '#web/components/toast.tsx';
import { queryClient } from '#web/data.ts';
import { Frame } from '#web/frame/frame.tsx';
import { NotFoundPage, ProblemPage } from '#web/frame/problem-page.tsx';
import { screens } from '#web/pages.ts';
import { meQuery } from '#web/session.ts';

const root = createRootRoute({
  component: () => (
    <>
      <Outlet />
      <Toasts />
    </>
  ),
});

const frame = createRoute({
  getParentRoute: () => root,
  id: 'frame',
  component: Frame,
  beforeLoad: async ({ location }) => {
    try {
      // main.tsx has just asked; a fresh "no" need not be heard twice.
      const asked = queryClient.getQueryState(meQuery.queryKey);
      if (asked?.error && !asked.data && Date.now() - asked.errorUpdatedAt < 2000) throw asked.error;
      await askWhoIsThere(location.pathname);
    } catch (error) {
      if (!(error instanceof ApiRefusal) || error.status !== 401) throw error;
      const { einrichten } = location.search as Search;
      if (einrichten) throw redirect({ to: '/willkommen', search: { einrichten } as never });
      const to = location.href === '/' ? undefined : location.href;
      throw redirect({ to: '/anmelden', search: (to ? { to } : {}) as never });
    }
  },
});

const settingsFrame = createRoute({
  getParentRoute: () => frame,
  path: '/einstellungen',
  component: lazyRouteComponent(() => import('#web/frame/settings-frame.tsx'), 'SettingsFrame'),
});

const page = (load: () => Promise<ComponentType>) => lazyRouteComponent(async () => ({ page: await load() }), 'page');

const inside = screens
  .flatMap(({ pages = [] }) => pages)
  .map(({ path, load }) => createRoute({ getParentRoute: () => frame, path, component: page(load) }));

const settings = screens
  .flatMap(({ settings: entries = [] }) => entries)
  .map(({ path, load }) =>
    createRoute({ getParentRoute: () => settingsFrame, path: `/${path}`, component: page(load) }),
  );

const outside = screens
  .flatMap(({ openPages = [] }) => openPages)
  .map(({ path, load }) => createRoute({ getParentRoute: () => root, path, component: page(load) }));

const start = createRoute({
  getParentRoute: () => frame,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: startPath() as '/', replace: true });
  },
});

/** Within the frame, so that whoever followed an old link still has the navigation. */
const nowhere = createRoute({ getParentRoute: () => frame, path: '$', component: NotFoundPage });

const gallery = import.meta.env.DEV
  ? [
      createRoute({
        getParentRoute: () => root,
        path: '/gallery',
        component: page(async () => (await import('#web/gallery/gallery.tsx')).Gallery),
      }),
    ]
  : [];

export const router = createRouter({
  routeTree: root.addChildren([
    frame.addChildren([start, ...inside, settingsFrame.addChildren(settings), nowhere]),
    ...outside,
    ...gallery,
  ]),
  parseSearch: (text) => parseSearch(text.replace(/^\?/, '')),
  stringifySearch,
  defaultPreload: 'intent',
  defaultPendingMs: 200,
  defaultPendingComponent: () => <Skeleton lines={6} />,
  defaultErrorComponent: ProblemPage,
  defaultNotFoundComponent: NotFoundPage,
  scrollRestoration: false,
});

/** Who is signed in; where there is no line, whoever was, if this page keeps it. At a door there is often one that is too weak. */
export async function askWhoIsThere(pathname: string): Promise<void> {
  const asked = queryClient.ensureQueryData(meQuery);
  const wake = screens.flatMap(({ pages = [] }) => pages).find(({ path }) => path === pathname)?.wake;
  if (!wake) return void (await asked);
  try {
    await Promise.race([asked, silence()]);
  } catch (error) {
    const away = error instanceof ApiRefusal && (error.status === 0 || error.status >= 500);
    if (!away || !(await wake())) await asked;
  }
}

async function silence(): Promise<never> {
  await new Promise((passed) => setTimeout(passed, navigator.onLine ? 4000 : 500));
  throw unreachable();
}

/** The first of the day's work. */
export function startPath(): string {
  const first = screens
    .flatMap(({ pages = [] }) => pages)
    .filter(({ nav }) => nav)
    .toSorted((a, b) => (a.nav?.order ?? 0) - (b.nav?.order ?? 0))[0];
  return first?.path ?? '/einstellungen/profil';
}
