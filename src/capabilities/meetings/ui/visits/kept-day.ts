import { z } from 'zod';
import { Me } from '#access/contract';
import { listVisits } from '#meetings/contract';
import { queryClient, queryOf } from '#web/data.ts';
import { forgetKept } from '#web/kept.ts';
import { meQuery } from '#web/session.ts';

/** A day of somebody's visits on this device, with who they are, as the server told it at that time. */
const KeptDay = z.object({ me: Me, on: z.string(), visits: listVisits.output, at: z.number() });
type KeptDay = z.infer<typeof KeptDay>;

const cacheName = 'klinke-day';
const address = '/besuche/day';

export async function keepDay(day: KeptDay): Promise<void> {
  if (!('caches' in globalThis)) return;
  await (await caches.open(cacheName)).put(address, Response.json(day));
}

/** Until the end of the day after: what was at the last door is often entered late. Older ones go. */
export async function keptDay(): Promise<KeptDay | undefined> {
  if (!('caches' in globalThis)) return undefined;
  const found = await caches.match(address, { cacheName });
  if (!found) return undefined;
  // An older release may have kept it in another shape.
  const { data: day } = KeptDay.safeParse(await found.json());
  if (day && day.on >= isoDay(day.me.workspace.timeZone, Date.now() - 86_400_000)) return day;
  await caches.delete(cacheName);
  return undefined;
}

/** As if the server had just told it, but as old as it is: it is asked for anew as soon as there is a line. */
export async function wakeDay(): Promise<boolean> {
  const day = await keptDay();
  if (!day) return false;
  const told = { updatedAt: day.at };
  queryClient.setQueryData(meQuery.queryKey, day.me, told);
  queryClient.setQueryData(queryOf(listVisits, { query: { on: day.on } }).queryKey, day.visits, told);
  return true;
}

/** Who signs in where somebody else had been finds nothing of theirs. */
export async function forgetDayOfOthers({ user, workspace }: Me): Promise<void> {
  const day = await keptDay();
  if (day && (day.me.user.id !== user.id || day.me.workspace.id !== workspace.id)) await forgetKept();
}

/** Only the page itself: `/besuche` is all that the worker sees. */
export async function keepPage(): Promise<void> {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  const { active } = await navigator.serviceWorker.register('/besuche-worker.js', { scope: '/besuche' });
  active?.postMessage('keep');
}

function isoDay(timeZone: string, at: number): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone }).format(at);
}
