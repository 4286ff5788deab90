import type { AllTables } from '#capabilities';
import { dbOf } from '#platform/ground';
import { decide, dialerPage } from '../../src/capabilities/calls/commands/dialer/next.ts';
import { type Desk, monday } from './index.ts';

const times = 100;

/** A page of people put to the gate, from the database and with their numbers, as the dialer does before each call. */
export async function measurePage({ ground, workspaceId, contactIds }: Desk) {
  const db = dbOf<AllTables>(ground, { workspaceId });
  const took: number[] = [];
  for (let turn = 0; turn < times; turn++) {
    const from = (turn * dialerPage) % contactIds.length;
    const wanted = contactIds
      .slice(from, from + dialerPage)
      .map((contactId) => ({ contactId, purpose: 'advertising' as const, request: null }));
    const begun = performance.now();
    const decisions = await decide(db, workspaceId, wanted, monday);
    took.push(performance.now() - begun);
    if (decisions.filter(({ because }) => because === undefined).length < dialerPage)
      throw new Error('not all allowed');
  }
  const sorted = took.toSorted((a, b) => a - b);
  const [p50Ms, p95Ms] = [sorted[Math.floor(times * 0.5)] ?? 0, sorted[Math.floor(times * 0.95)] ?? 0];
  return { people: dialerPage, p50Ms: round(p50Ms), p95Ms: round(p95Ms), barMs: 50, holds: p50Ms <= 50 };
}

const round = (ms: number) => Math.round(ms * 10) / 10;
