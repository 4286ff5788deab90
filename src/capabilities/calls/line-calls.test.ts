import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addSuppressionList } from '#consent/contract';
import { changeContact } from '#contacts/contract';
import { completeNextStep, getToday, listNextSteps, logOutcome } from '#next-steps/contract';
import { connectAsOwner } from '../../../test/setup/database.ts';
import { eventually } from '../../../test/setup/eventually.ts';
import { type Client, monday, startApp, type TestApp } from '../../../test/setup/house.ts';
import { dispositionsOf, openWorkspace, person, willing } from '../../../test/setup/people.ts';
import { number, openLine } from '../../../test/telephone/lines.ts';
import { rage, stormOf } from '../../../test/telephone/storm.ts';
import { getCall, listIncoming, startCall, takeCall } from './contract.ts';

let app: TestApp;
let database: pg.Client;
beforeAll(async () => {
  app = await startApp();
  database = await connectAsOwner();
});
afterAll(async () => {
  await database.end();
  await app[Symbol.asyncDispose]();
});

type Tell = (event: string, callId: string, more?: Record<string, string>) => Promise<void>;

/** A telephone system and how it talks to us: over the real door. */
async function pbxOf(owner: Client, userId: string | null = null): Promise<{ id: string; tell: Tell }> {
  const { id, url } = await openLine(app, owner, { kind: 'pbx', userId });
  const tell: Tell = async (event, callId, more = {}) => {
    const fields = { event, callId, direction: 'in', from: '49561123456', to: number, ...more };
    const { status } = await fetch(url, { method: 'POST', body: new URLSearchParams(fields) });
    expect([200, 204]).toContain(status);
  };
  return { id, tell };
}

const incoming = async (who: Client) => (await who.call(listIncoming)).body.items;

test('200 calls at once, each message three times and in any order: each call is there once, and ends as it ended', async () => {
  const { owner } = await openWorkspace(app);
  await person(app, owner, { phones: ['+49561200000'] });
  const { id, tell } = await pbxOf(owner);
  // Every tenth is somebody we know.
  const storm = stormOf(200, number, (n) => `4956120${String(n % 10 === 0 ? 0 : n).padStart(4, '0')}`);
  await rage(storm, ({ event = '', callId = '', ...more }) => tell(event, callId, more));

  const { rows } = await database.query<{ external_id: string; state: string; count: number }>(
    'select external_id, min(state) as state, count(*)::int as count from line_call where line_id = $1 group by 1',
    [id],
  );
  expect(Object.fromEntries(rows.map((row) => [row.external_id, `${row.count} ${row.state}`]))).toEqual(
    Object.fromEntries(Object.entries(storm.ends).map(([callId, end]) => [callId, `1 ${end}`])),
  );
  const kept = await database.query('select count(*)::int as n from carrier_event where line_id = $1', [id]);
  expect(kept.rows).toEqual([{ n: storm.messages.length / 3 }]);
  await app.drain();
  const missed = await database.query(
    `select count(*)::int as n, count(distinct payload->>'lineCallId')::int as calls from event where type = 'calls.missed' and workspace_id = $1`,
    [owner.actor.workspaceId],
  );
  const all = Object.values(storm.ends).filter((end) => end === 'missed').length;
  expect(missed.rows).toEqual([{ n: all, calls: all }]);
});

describe('an incoming call', () => {
  test('of somebody we know tells their story to whose contact they are, on whatever page, and to nobody else', async () => {
    const { owner, person: join } = await openWorkspace(app);
    const [anna, ben] = [await join('member', { name: 'Anna' }), await join('member', { name: 'Ben' })];
    const contactId = await willing(app, anna, { ownerId: anna.userId });
    const { tell } = await pbxOf(owner);
    await tell('newCall', 'c1');
    expect(await incoming(anna)).toMatchObject([
      {
        number: '+49561123456',
        state: 'ringing',
        callId: null,
        callers: [{ id: contactId, name: 'Erika Muster', city: 'Kassel', lastCall: null, phone: { allowed: true } }],
      },
    ]);
    expect(await incoming(ben)).toEqual([]);
    await tell('hangup', 'c1', { cause: 'cancel' });
    expect(await incoming(anna)).toEqual([]);
  });

  test('on somebody’s own line is theirs: taken, it is a conversation that waits for its end', async () => {
    const { owner, person: join } = await openWorkspace(app);
    const anna = await join('member', { name: 'Anna' });
    const contactId = await willing(app, owner);
    const { tell } = await pbxOf(owner, anna.userId);
    await tell('newCall', 'c1');
    expect(await incoming(anna)).toMatchObject([{ state: 'ringing', callers: [{ id: contactId }] }]);
    await tell('answer', 'c1');
    const [call] = await incoming(anna);
    expect(call).toMatchObject({ state: 'answered', userId: anna.userId, callId: expect.any(String) });
    expect(await incoming(owner)).toEqual([]);

    app.time.now = new Date(monday.getTime() + 95_000);
    await tell('hangup', 'c1', { cause: 'normalClearing' });
    const params = { callId: call?.callId ?? '' };
    expect((await anna.call(getCall, { params })).body).toMatchObject({
      contactId,
      userId: anna.userId,
      direction: 'inbound',
      durationSeconds: 95,
      disposition: null,
      permit: null,
    });
    const { connected } = await dispositionsOf(anna);
    await anna.call(logOutcome, { body: { call: params, dispositionId: connected } });
    expect((await anna.call(getCall, { params })).body).toMatchObject({
      durationSeconds: 95,
      endedAt: app.time.now.toISOString(),
      disposition: { meaning: 'connected' },
    });
  });

  test('whose result is noted while it goes on has its length all the same, unless somebody said another', async () => {
    const { owner } = await openWorkspace(app);
    await willing(app, owner);
    const { connected } = await dispositionsOf(owner);
    const { tell } = await pbxOf(owner, owner.userId);
    const durations = [];
    for (const [name, said] of [
      ['c1', {}],
      ['c2', { durationSeconds: 600 }],
    ] as const) {
      app.time.now = monday;
      await tell('newCall', name);
      await tell('answer', name);
      const params = { callId: (await incoming(owner)).find(({ state }) => state === 'answered')?.callId ?? '' };
      await owner.call(logOutcome, { body: { call: params, dispositionId: connected, ...said } });
      app.time.now = new Date(monday.getTime() + 95_000);
      await tell('hangup', name, { cause: 'normalClearing' });
      durations.push((await owner.call(getCall, { params })).body.durationSeconds);
    }
    expect(durations).toEqual([95, 600]);
  });

  test('with a number that two people have is for us to choose, and is then one conversation', async () => {
    const { owner, person: join } = await openWorkspace(app);
    const ben = await join('member', { name: 'Ben' });
    const ids = [
      await person(app, owner, { firstName: 'Erika', ownerId: null }),
      await person(app, owner, { firstName: 'Erwin', ownerId: null }),
    ];
    const { tell } = await pbxOf(owner);
    await tell('newCall', 'c1');
    await tell('answer', 'c1');
    const [call] = await incoming(ben);
    expect(call?.callers.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());

    const params = { lineCallId: call?.id ?? '' };
    const [first, second] = ids;
    const takes = await Promise.all([
      ben.call(takeCall, { params, body: { contactId: first ?? '' } }),
      ben.call(takeCall, { params, body: { contactId: first ?? '' } }),
      ben.call(takeCall, { params, body: { contactId: first ?? '' } }),
    ]);
    expect(new Set(takes.map(({ status, body }) => `${status} ${body.callId}`)).size).toBe(1);
    expect(await owner.call(takeCall, { params, body: { contactId: second ?? '' } })).toMatchObject({
      status: 409,
      body: { code: 'call_taken' },
    });
    const { rows } = await database.query('select contact_id, user_id from call where workspace_id = $1', [
      owner.actor.workspaceId,
    ]);
    expect(rows).toEqual([{ contact_id: first, user_id: ben.userId }]);
  });

  test('of nobody we know is for whoever will write them down', async () => {
    const { owner } = await openWorkspace(app);
    const { tell } = await pbxOf(owner);
    await tell('newCall', 'c1', { from: '49561999999' });
    await tell('newCall', 'c2', { from: 'anonymous' });
    expect((await incoming(owner)).map(({ number, callers }) => ({ number, callers }))).toEqual(
      expect.arrayContaining([
        { number: '+49561999999', callers: [] },
        { number: null, callers: [] },
      ]),
    );
    const lineCallId = (await incoming(owner)).find(({ number }) => number !== null)?.id ?? '';
    const contactId = await person(app, owner, { phones: ['+49561999999'] });
    expect((await owner.call(takeCall, { params: { lineCallId }, body: { contactId } })).status).toBe(201);
  });

  test('of which nobody tells the end is not there for ever', async () => {
    const { owner } = await openWorkspace(app);
    const { tell } = await pbxOf(owner);
    await tell('newCall', 'c1');
    expect(await incoming(owner)).toHaveLength(1);
    app.time.now = new Date(monday.getTime() + 4 * 60_000);
    expect(await incoming(owner)).toEqual([]);
  });
});

describe('a missed call', () => {
  const stepsOf = async (who: Client, contactId: string) => {
    await app.drain();
    return (await who.call(listNextSteps, { query: { contactId } })).body.items;
  };

  test('is one call back for whose contact it is, however often they try', async () => {
    const { owner, person: join } = await openWorkspace(app);
    const anna = await join('member', { name: 'Anna' });
    const contactId = await person(app, owner, { ownerId: anna.userId });
    const { tell } = await pbxOf(owner);
    for (const callId of ['c1', 'c2']) {
      for (const _ of [1, 2]) {
        await tell('newCall', callId);
        await tell('hangup', callId, { cause: 'noAnswer' });
      }
    }
    await eventually(async () =>
      expect(await stepsOf(anna, contactId)).toMatchObject([
        { kind: 'call', title: 'Rückruf: verpasster Anruf um 10:30', dueOn: '2026-11-23', ownerId: anna.userId },
      ]),
    );
    await eventually(async () => {
      const jobs = `select count(*)::int as n from graphile_worker.jobs where queue_name like $1`;
      expect((await database.query(jobs, [`%${contactId}`])).rows).toEqual([{ n: 0 }]);
    });
    expect(await stepsOf(anna, contactId)).toHaveLength(1);
  });

  test('of nobody’s contact on the team’s line falls to the owner', async () => {
    const { owner } = await openWorkspace(app);
    const contactId = await person(app, owner, { ownerId: null });
    const { tell } = await pbxOf(owner);
    await tell('hangup', 'c1', { cause: 'noAnswer' });
    await eventually(async () => expect(await stepsOf(owner, contactId)).toMatchObject([{ ownerId: owner.userId }]));
    expect((await owner.call(listNextSteps, { query: {} })).body.items).toHaveLength(1);
  });

  const allSteps = async (who: Client) => (await who.call(listNextSteps, { query: { state: 'all' } })).body.items;
  /** Everything the house still had to do about missed calls is done. */
  const settled = async (who: Client) => {
    await app.drain();
    await eventually(async () => {
      const jobs = `select count(*)::int as n from graphile_worker.jobs where queue_name like $1`;
      const own = [`call-back ${who.actor.workspaceId}%`];
      expect((await database.query(jobs, own)).rows).toEqual([{ n: 0 }]);
    });
  };

  test('of an unknown number is one call back a day for whose line it is, also when it was done', async () => {
    const { owner, person: join } = await openWorkspace(app);
    const anna = await join('member', { name: 'Anna' });
    const [team, own] = [await pbxOf(owner), await pbxOf(owner, anna.userId)];
    const miss = async ({ tell }: { tell: Tell }, callId: string, from: string) => {
      await tell('newCall', callId, { from });
      await tell('hangup', callId, { cause: 'noAnswer', from });
    };
    await miss(own, 'c1', '49561999999');
    await settled(owner);
    const [step] = await allSteps(owner);
    expect(step).toMatchObject({
      kind: 'call',
      title: 'Unbekannte Nummer zurückrufen: +49 561 999999',
      note: 'Verpasster Anruf um 10:30',
      dueOn: '2026-11-23',
      ownerId: anna.userId,
      contactId: null,
      promised: false,
    });
    await anna.call(completeNextStep, { params: { nextStepId: step?.id ?? '' } });
    for (const callId of ['c2', 'c3']) await miss(own, callId, '49561999999');
    await miss(team, 'c4', '49561999999');
    await miss(team, 'c5', '49561888888');
    await miss(team, 'c6', 'anonymous');
    await settled(owner);
    expect((await allSteps(owner)).map(({ title, ownerId }) => `${title} ${ownerId}`).toSorted()).toEqual([
      `Unbekannte Nummer zurückrufen: +49 561 888888 ${owner.userId}`,
      `Unbekannte Nummer zurückrufen: +49 561 999999 ${anna.userId}`,
    ]);

    app.time.now = new Date(monday.getTime() + 24 * 3_600_000);
    await miss(own, 'c7', '49561999999');
    await settled(owner);
    expect((await allSteps(owner)).map(({ dueOn }) => dueOn).toSorted()).toEqual([
      '2026-11-23',
      '2026-11-23',
      '2026-11-24',
    ]);
  });

  test('of a number that several people have is one call back a day, about whom we spoke to last, and names the others', async () => {
    const { owner, person: join } = await openWorkspace(app);
    const anna = await join('member', { name: 'Anna' });
    const ids = [];
    for (const firstName of ['Erika', 'Erwin', 'Paula'])
      ids.push(await person(app, owner, { firstName, ownerId: firstName === 'Erwin' ? anna.userId : null }));
    const [, erwin = '', paula = ''] = ids;
    const { connected } = await dispositionsOf(owner);
    for (const [contactId, daysAgo] of [
      [paula, 9],
      [erwin, 2],
    ] as const) {
      const startedAt = new Date(monday.getTime() - daysAgo * 24 * 3_600_000).toISOString();
      const call = { contactId, direction: 'inbound' as const, startedAt };
      expect((await owner.call(logOutcome, { body: { call, dispositionId: connected } })).status).toBe(201);
    }
    const { tell } = await pbxOf(owner);
    for (const callId of ['c1', 'c2', 'c1']) {
      await tell('newCall', callId);
      await tell('hangup', callId, { cause: 'noAnswer' });
    }
    await settled(owner);
    const [step, ...others] = (await allSteps(owner)).filter(({ title }) => title.startsWith('Rückruf'));
    expect(others).toEqual([]);
    expect(step).toMatchObject({
      contactId: erwin,
      ownerId: anna.userId,
      title: 'Rückruf: verpasster Anruf um 10:30',
      note: '+49 561 123456 haben auch: Paula Muster, Erika Muster',
    });
    await anna.call(completeNextStep, { params: { nextStepId: step?.id ?? '' } });
    await tell('hangup', 'c3', { cause: 'noAnswer' });
    await settled(owner);
    expect((await allSteps(owner)).filter(({ title }) => title.startsWith('Rückruf'))).toHaveLength(1);
  });

  test('of a number that wants no calls makes none', async () => {
    const { owner } = await openWorkspace(app);
    await owner.call(addSuppressionList, { query: { name: 'Sperrliste' }, bytes: '0561 999999' });
    const { tell } = await pbxOf(owner);
    await tell('hangup', 'c1', { cause: 'noAnswer', from: '49561999999' });
    await tell('hangup', 'c3', { cause: 'noAnswer', from: '49561888888' });
    await settled(owner);
    expect((await allSteps(owner)).map(({ title }) => title)).toEqual([
      'Unbekannte Nummer zurückrufen: +49 561 888888',
    ]);
  });

  test('of an unknown number stands in Heute without a way to call it, until a person is made of it whom the gate allows', async () => {
    const { owner } = await openWorkspace(app);
    const { tell } = await pbxOf(owner);
    await tell('hangup', 'c1', { cause: 'noAnswer', from: '49561999999' });
    await settled(owner);
    const today = async () => (await owner.call(getToday)).body.items;
    expect(await today()).toMatchObject([
      { unknownNumber: '+49561999999', contact: null, phone: null, step: { contactId: null } },
    ]);
    const stranger = await person(app, owner, { phones: ['+49561999999'] });
    expect(await today()).toMatchObject([
      {
        unknownNumber: null,
        contact: { id: stranger, phone: '+49561999999' },
        phone: { allowed: false, because: 'no_consent' },
        step: { title: 'Unbekannte Nummer zurückrufen: +49 561 999999' },
      },
    ]);
    expect((await owner.call(startCall, { body: { contactId: stranger } })).status).toBe(403);
  });

  test('stands in the story of the person', async () => {
    const { owner } = await openWorkspace(app);
    const contactId = await person(app, owner);
    await owner.call(changeContact, { params: { contactId }, body: { ownerId: null } });
    const { tell } = await pbxOf(owner);
    await tell('newCall', 'c1');
    await app.drain();
    const { rows } = await database.query(
      `select contact_id from event where workspace_id = $1 and type = 'calls.moved'`,
      [owner.actor.workspaceId],
    );
    expect(rows).toEqual([{ contact_id: contactId }]);
  });
});
