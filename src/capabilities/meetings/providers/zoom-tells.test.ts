import { createHmac } from 'node:crypto';
import { describe, expect, test, vi } from 'vitest';
import { inputs, keys, providerHouse } from '../../../../test/video/provider-house.ts';
import * as contract from '../contract.ts';

// What failed is tried again by clocks of the queue.
vi.setConfig({ testTimeout: 90_000 });

const home = providerHouse();
const { add, plan, meetingOf, isMade } = home;

const { hookSecret } = keys.zoom;

describe('what Zoom tells', () => {
  const now = () => Math.floor(home.app.time.now.getTime() / 1000);
  async function tell(url: string, message: object, secret: string = hookSecret) {
    const payload = JSON.stringify(message);
    const signature = createHmac('sha256', secret).update(`v0:${now()}:${payload}`).digest('hex');
    return home.app.running.server.inject({
      method: 'POST',
      url: new URL(url).pathname,
      headers: {
        'content-type': 'application/json',
        'x-zm-signature': `v0=${signature}`,
        'x-zm-request-timestamp': String(now()),
      },
      payload,
    });
  }
  const said = (event: string, id: string, participant?: object) => ({
    event,
    event_ts: home.app.time.now.getTime(),
    payload: { account_id: 'acc_1', object: { id, host_id: 'H', ...(participant && { participant }) } },
  });

  test('becomes the outcome of a meeting at which somebody came to us, once', async () => {
    const { id: providerId } = await add(inputs.zoom);
    const url = (await home.owner.call(contract.getProviderSetup, { params: { providerId } })).body.webhookUrl ?? '';
    const meeting = await plan();
    await isMade(meeting);
    const id = [...home.foreign.standing.zoom.keys()][0] ?? '';
    home.app.time.now = new Date('2026-11-24T09:31:00Z');
    const stateOf = async () => (await meetingOf(meeting)).state;
    for (const [message, state] of [
      [said('meeting.participant_joined', id, { id: 'H' }), 'planned'],
      // Nobody came.
      [said('meeting.ended', id), 'planned'],
      [said('meeting.participant_joined', id, { user_name: 'Anna' }), 'planned'],
      [{ ...said('meeting.ended', id), event_ts: home.app.time.now.getTime() + 1 }, 'held'],
    ] as const) {
      expect((await tell(url, message)).statusCode).toBe(204);
      expect(await stateOf()).toBe(state);
    }
    const { items } = (await home.owner.call(contract.listProviders, { query: {} })).body;
    expect(items).toMatchObject([{ lastEventAt: home.app.time.now.toISOString(), refused: null }]);

    // Taken back by one of us, the same message does not say it again.
    await home.owner.call(contract.sayOutcome, { params: { meetingId: meeting.id }, body: { state: 'planned' } });
    await tell(url, { ...said('meeting.ended', id), event_ts: home.app.time.now.getTime() + 1 });
    expect(await stateOf()).toBe('planned');
    home.app.time.now = new Date('2026-11-23T09:30:00Z');
  });

  test('is heard from Zoom alone, and about our meetings alone', async () => {
    const { id: providerId } = await add(inputs.zoom);
    const url = (await home.owner.call(contract.getProviderSetup, { params: { providerId } })).body.webhookUrl ?? '';
    expect((await tell(url, said('meeting.ended', '1'), 'another')).statusCode).toBe(403);
    const listed = async () => (await home.owner.call(contract.listProviders, { query: {} })).body.items[0];
    expect((await listed())?.refused?.why).toContain('Unterschrift');
    expect((await tell(url, said('meeting.ended', '1'))).statusCode).toBe(204);
    expect((await listed())?.lastEventAt).toBeNull();
    expect((await tell(`${url.slice(0, -1)}x`, said('meeting.ended', '1'))).statusCode).toBe(404);
    const question = { event: 'endpoint.url_validation', payload: { plainToken: 'abc' } };
    const answer = await tell(url, question);
    expect([answer.statusCode, answer.json()]).toEqual([
      200,
      { plainToken: 'abc', encryptedToken: createHmac('sha256', hookSecret).update('abc').digest('hex') },
    ]);
  });
});
