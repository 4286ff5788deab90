import type { AllTables } from '#capabilities';
import { dbOf } from '#platform/ground';
import { answer, loadFacts } from '../../src/capabilities/consent/answers.ts';
import { type Desk, monday } from './index.ts';

const seconds = 2;

/** The rule alone, each time with the entry it rests on and its proof; a yes for everybody, so that no short cut is measured. */
export async function measureGate({ ground, workspaceId, contactIds }: Desk) {
  const { home, facts } = await loadFacts(dbOf<AllTables>(ground, { workspaceId }), workspaceId, contactIds);
  const ask = { channel: 'phone', purpose: 'advertising', at: monday } as const;
  let decided = 0;
  let allowed = 0;
  const begun = performance.now();
  while (performance.now() - begun < seconds * 1000) {
    for (const about of facts) if (answer(about, home, ask).allowed) allowed++;
    decided += facts.length;
  }
  const perSecond = Math.round(decided / ((performance.now() - begun) / 1000));
  return { perSecond, bar: 20_000, met: perSecond >= 20_000 && allowed === decided };
}
