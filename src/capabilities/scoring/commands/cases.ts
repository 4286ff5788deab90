import { findDisposedCalls } from '#calls';
import { type ContactRow, contactsBefore, findContactsByIds } from '#contacts';
import { findEndedDeals } from '#deals';
import type { Db } from '#platform/db';
import type { Case } from '../computing.ts';
import type { Target } from '../contract/shapes.ts';
import { industriesIn, storiesOf } from '../queries/events.ts';
import { objectorsAmong } from '../queries/objections.ts';
import { dealRow, momentOf } from '../rules/deal-win.ts';
import { leadDays, leadMoment, leadRow, leadWon } from '../rules/lead-win.ts';
import { isMobile, personBefore } from '../rules/person.ts';
import { reachRow, type Slot, slotOf } from '../rules/reach.ts';
import { wasAnswered } from '../rules/story.ts';
import type { ScoringWorld } from './world.ts';

const batch = 500;
/** What is older than the latest so many tells less about today, and would only take longer. */
const most = 30_000;
const mostLeads = 4 * most;

/** What was noticed on the way. */
export type Noticed = { objectors: number; slots: Slot[] };
type Asked = { workspaceId: string; zone: string; now: Date; noticed: Noticed };

/** All ended cases of a target, the latest first, as they were known at their moments; without the people who have objected. */
export function casesOf(db: Db<ScoringWorld>, target: Target, asked: Asked): AsyncGenerator<Case[]> {
  return { deal_win: dealCases, lead_win: leadCases, reach: reachCases }[target](db, asked);
}

async function* dealCases(db: Db<ScoringWorld>, { workspaceId, noticed }: Asked): AsyncGenerator<Case[]> {
  let after: { endedAt: Date; id: string } | undefined;
  for (let read = 0; read < most; read += batch) {
    const deals = await findEndedDeals(db, workspaceId, { after, limit: batch });
    after = deals.at(-1);
    const people = await peopleOf(
      db,
      workspaceId,
      deals.map(({ contactId }) => contactId),
      noticed,
    );
    const allowed = deals.filter(({ contactId }) => contactId === null || !people.objectors.has(contactId));
    const stories = await storiesOf(
      db,
      workspaceId,
      allowed.map(({ id, contactId, endedAt }) => ({ key: id, dealId: id, contactId, before: endedAt })),
      { changes: true },
    );
    const industryOf = await industriesIn(db, workspaceId, [...people.byId.values()], stories);
    yield allowed.flatMap(({ id, contactId, endedAt, wonAt }): Case[] => {
      const events = stories.get(id) ?? [];
      const at = momentOf(events, id, endedAt);
      const contact = contactId === null ? undefined : people.byId.get(contactId);
      const cells = at && dealRow(events, id, contact && personBefore(contact, events, at), { at, industryOf });
      const group = contactId ?? id;
      return cells ? [{ cells, happened: wonAt !== null, group, decidedAt: endedAt.getTime() }] : [];
    });
    if (deals.length < batch) return;
  }
}

async function* leadCases(db: Db<ScoringWorld>, { workspaceId, now, noticed }: Asked): AsyncGenerator<Case[]> {
  const time = leadDays * 86_400_000;
  let before: { createdAt: Date; id?: string } = { createdAt: new Date(now.getTime() - time) };
  // Where many come in each day, the latest of those who had their time are known at their first moment only: the later ones have not had it. So one reads on until there are enough cases.
  for (let read = 0, kept = 0; kept < most && read < mostLeads; read += batch) {
    const leads = await contactsBefore(db, workspaceId, { before, limit: batch });
    const people = await peopleOf(
      db,
      workspaceId,
      leads.map(({ id }) => id),
      noticed,
    );
    const allowed = leads.filter(({ id }) => !people.objectors.has(id));
    // A moment may be half a year after somebody came in, and its end another half.
    const stories = await storiesOf(
      db,
      workspaceId,
      allowed.map(({ id, createdAt }) => ({
        key: id,
        contactId: id,
        dealId: null,
        before: new Date(createdAt.getTime() + 2 * time + 1),
      })),
      { changes: true },
    );
    const industryOf = await industriesIn(db, workspaceId, [...people.byId.values()], stories);
    const cases = allowed.flatMap(({ id, createdAt }): Case[] => {
      const events = stories.get(id) ?? [];
      const at = leadMoment(events, id, createdAt);
      const contact = people.byId.get(id);
      if (!at || !contact || at.getTime() + time > now.getTime()) return [];
      const cells = leadRow(events, personBefore(contact, events, at), { createdAt, at, industryOf });
      return [{ cells, happened: leadWon(events, at), group: id, decidedAt: at.getTime() + time }];
    });
    yield cases;
    kept += cases.length;
    const last = leads.at(-1);
    if (!last || leads.length < batch) return;
    before = last;
  }
}

async function* reachCases(db: Db<ScoringWorld>, { workspaceId, zone, noticed }: Asked): AsyncGenerator<Case[]> {
  let after: { startedAt: Date; id: string } | undefined;
  for (let read = 0; read < most; read += batch) {
    const calls = await findDisposedCalls(db, workspaceId, { after, limit: batch });
    after = calls.at(-1);
    const people = await peopleOf(
      db,
      workspaceId,
      calls.map(({ contactId }) => contactId),
      noticed,
    );
    const allowed = calls.filter(({ contactId }) => !people.objectors.has(contactId));
    const stories = await storiesOf(
      db,
      workspaceId,
      allowed.map(({ id, contactId, startedAt }) => ({ key: id, contactId, dealId: null, before: startedAt })),
      { changes: true },
    );
    yield allowed.flatMap(({ id, contactId, startedAt, number, dispositionMeaning }): Case[] => {
      const answered = wasAnswered(dispositionMeaning ?? undefined);
      const contact = people.byId.get(contactId);
      if (answered === undefined || !contact) return [];
      const events = stories.get(id) ?? [];
      const slot = slotOf(startedAt, zone);
      noticed.slots.push(slot);
      const mobile = number === null ? null : isMobile(number);
      const cells = reachRow(events, personBefore(contact, events, startedAt), { at: startedAt, slot, mobile });
      return [{ cells, happened: answered, group: contactId, decidedAt: startedAt.getTime() }];
    });
    if (calls.length < batch) return;
  }
}

async function peopleOf(
  db: Db<ScoringWorld>,
  workspaceId: string,
  contactIds: readonly (string | null)[],
  noticed: Noticed,
): Promise<{ byId: Map<string, ContactRow>; objectors: Set<string> }> {
  const ids = [...new Set(contactIds.filter((id) => id !== null))];
  const [contacts, objectors] = await Promise.all([
    findContactsByIds(db, workspaceId, ids),
    objectorsAmong(db, workspaceId, ids),
  ]);
  noticed.objectors += objectors.size;
  return { byId: new Map(contacts.map((contact) => [contact.id, contact])), objectors };
}
