import type { AllTables } from '#capabilities';
import { dbOf } from '#platform/ground';
import { decide, dialerPage } from '../../src/capabilities/calls/commands/dialer/next.ts';
import { type Desk, monday } from './index.ts';
import { percentile, roundMs } from './percentiles.ts';

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
  const [p50Ms, p95Ms] = [percentile(took, 0.5), percentile(took, 0.95)];
  return { people: dialerPage, p50Ms: roundMs(p50Ms), p95Ms: roundMs(p95Ms), barMs: 50, met: p50Ms <= 50 };
}
