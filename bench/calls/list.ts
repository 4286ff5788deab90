import { createPerson, hashPassword, join } from '#access';
import type { AllTables } from '#capabilities';
import { Refusal } from '#platform/errors';
import { dbOf } from '#platform/ground';
import { newId } from '#platform/ids';
import { nextInDialer } from '../../src/capabilities/calls/commands/dialer/next.ts';
import { startDialer } from '../../src/capabilities/calls/commands/dialer/starting.ts';
import { startCall } from '../../src/capabilities/calls/commands/placing.ts';
import { dialerOf } from '../../src/capabilities/calls/dialer-view.ts';
import { type Desk, monday } from './index.ts';
import { percentile } from './percentiles.ts';

/** Two setters on the list at once; one's browser dies every tenth turn, before or after it rang, and is silent for more than the lease. */
export async function measureList(desk: Desk) {
  const { ground, workspaceId, contactIds } = desk;
  const db = dbOf<AllTables>(ground, { workspaceId });
  const first = actorOf(desk, desk.userId);
  const second = actorOf(desk, await colleague(desk));
  const rung: string[] = [];
  const nextMs: number[] = [];
  let now = monday.getTime();
  let killed = 0;
  const at = () => new Date(now);

  const work = async (who: ReturnType<typeof actorOf>, dies: (turn: number) => 'before' | 'after' | undefined) => {
    const begin = () =>
      startDialer(
        db,
        who,
        { name: 'Alle', paceSeconds: null, people: { from: 'list', filters: {}, sort: 'name' } },
        at(),
      );
    await begin();
    let leaving: string | undefined;
    for (let turn = 0; ; turn++) {
      const asked = performance.now();
      await nextInDialer(db, who, leaving === undefined ? {} : { leaving }, at());
      nextMs.push(performance.now() - asked);
      leaving = undefined;
      const { person, session } = await dialerOf(db, who, at());
      if (!person) {
        if (session?.counts.open === 0) return;
        now += 51_000;
        continue;
      }
      const death = dies(turn);
      if (death !== 'before') {
        await startCall(db, who, { contactId: person.contactId, purpose: 'advertising', held: true }, at()).then(
          () => rung.push(person.contactId),
          (error: unknown) => {
            if (!(error instanceof Refusal) || error.code !== 'contact_claimed') throw error;
          },
        );
        leaving = person.contactId;
      }
      if (death) {
        killed++;
        now += 51_000;
        leaving = undefined;
        await begin();
      }
    }
  };
  const begun = performance.now();
  await Promise.all([
    work(first, () => undefined),
    work(second, (turn) => (turn % 10 === 3 ? 'before' : turn % 10 === 7 ? 'after' : undefined)),
  ]);
  const seconds = Math.round((performance.now() - begun) / 100) / 10;
  const distinct = new Set(rung);
  const rungTwice = rung.length - distinct.size;
  const leftOut = contactIds.filter((id) => !distinct.has(id)).length;
  return {
    people: contactIds.length,
    killed,
    rungTwice,
    leftOut,
    seconds,
    nextP95Ms: Math.round(percentile(nextMs, 0.95)),
    bar: { rungTwice: 0, leftOut: 0 },
    met: rungTwice + leftOut === 0,
  };
}

function actorOf({ workspaceId }: Desk, userId: string) {
  return { kind: 'user' as const, workspaceId, userId, role: 'owner' as const, seesOnlyOwn: false };
}

async function colleague(desk: Desk): Promise<string> {
  const passwordHash = await hashPassword('messen statt meinen', desk.ground.ports.random);
  return dbOf<AllTables>(desk.ground, { workspaceId: desk.workspaceId })
    .transaction()
    .execute(async (trx) => {
      const who = { name: 'Kollegin', email: `${newId()}@example.org`, locale: 'de' as const, passwordHash };
      const userId = await createPerson(trx, who, monday);
      await join(trx, actorOf(desk, desk.userId), userId, 'member', monday);
      return userId;
    });
}
