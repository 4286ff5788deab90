/**
 * Opens `/besuche` where there is no line. It keeps the files of that page and nothing else; what is on the page is kept by the page itself.
 * The build hands in the list of one release and puts this beside the pages. All files of a release lie in a cache of its own, the page
 * last: so there is a whole one or none.
 */
export type Shell = { release: string; entry: string; files: readonly string[] };

type Waiting = { waitUntil(done: Promise<unknown>): void };
type Fetching = Waiting & { request: Request; respondWith(answer: Promise<Response>): void };
type PageWorker = {
  addEventListener(name: 'install' | 'activate' | 'message', heed: (event: Waiting) => void): void;
  addEventListener(name: 'fetch', heed: (event: Fetching) => void): void;
  skipWaiting(): Promise<void>;
  clients: { matchAll(): Promise<readonly unknown[]> };
};
declare const shell: Shell;

const worker = globalThis as unknown as PageWorker;
const page = '/besuche';
const kind = 'klinke-shell-';
const ours = kind + shell.release;
const slowMs = 3000;

worker.addEventListener('install', (event) => {
  event.waitUntil(keep());
  void worker.skipWaiting();
});
worker.addEventListener('activate', (event) => event.waitUntil(dropOlder()));
// Signing out empties the caches; whoever opens the page after that fills them again.
worker.addEventListener('message', (event) => event.waitUntil(keep()));

worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== location.origin) return;
  if (request.mode === 'navigate' && pathname === page) event.respondWith(open(event));
  // The content is in the name, so whichever release it was kept for, it is the right one.
  else if (pathname.startsWith('/assets/')) event.respondWith(kept(request));
  else if (shell.files.includes(pathname)) event.respondWith(newest(request, pathname));
});

async function keep(): Promise<void> {
  const cache = await caches.open(ours);
  if (await cache.match(page)) return;
  await cache.addAll([...shell.files]);
  const answer = await fetch(page, { cache: 'reload' });
  // Renewed in this very moment: the list would not fit the page.
  if (!answer.ok || !(await answer.clone().text()).includes(shell.entry)) throw new Error('another release');
  await cache.put(page, answer);
}

async function open(event: Fetching): Promise<Response> {
  event.waitUntil(dropOlder());
  return newest(event.request, page);
}

async function kept(request: Request): Promise<Response> {
  return (await caches.match(request)) ?? fetch(request);
}

/** From the server; where that is away, breaks off or takes too long, as it was kept. */
async function newest(request: Request, name: string): Promise<Response> {
  const asked = fetch(request);
  const answer = await Promise.race([asked, silence()]).catch(() => undefined);
  if (answer && answer.status < 500) return answer;
  return (await caches.match(name, { cacheName: ours })) ?? answer ?? asked;
}

function silence(): Promise<undefined> {
  return new Promise((passed) => setTimeout(passed, slowMs));
}

/** A page of an older release that is still open may yet need its files. */
async function dropOlder(): Promise<void> {
  if ((await worker.clients.matchAll()).length > 0) return;
  const older = (await caches.keys()).filter((name) => name.startsWith(kind) && name !== ours);
  for (const name of older) await caches.delete(name);
}
