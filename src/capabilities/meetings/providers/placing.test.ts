import { describe, expect, test, vi } from 'vitest';
import { inputs, keys, later, span, providerHouse } from '../../../../test/video/provider-house.ts';
import * as contract from '../contract.ts';

// What failed is tried again by clocks of the queue.
vi.setConfig({ testTimeout: 90_000 });

const home = providerHouse();
const { add, plan, meetingOf, eventually, isMade, standsAt, lettersTo } = home;

describe.each(['zoom', 'meet', 'teams'] as const)('at %s', (kind) => {
  test('a meeting stands there once, moves there and goes from there, and its link is in every mail', async () => {
    await add(inputs[kind]);
    const host = await home.house.person('member');
    const meeting = await plan({ invite: true, hostIds: [host.userId] });
    expect(meeting.place).toMatchObject({ kind, state: 'awaited', joinUrl: null });
    const link = await isMade(meeting);
    const account = kind === 'teams' ? keys.organizer : host.email;
    await standsAt(kind, [{ title: 'Beratung', owner: account, joinUrl: link }]);
    const [standing] = home.foreign.standing[kind].values();
    expect(Date.parse(standing?.startsAt ?? '')).toBe(Date.parse(span.startsAt));
    expect(Date.parse(standing?.endsAt ?? '')).toBe(Date.parse(span.endsAt));

    const [[told], [hostTold]] = await Promise.all([lettersTo(home.email, 1), lettersTo(host.email, 1)]);
    for (const text of [told, hostTold]) {
      expect(text).toContain(`: ${link}`);
      expect(text?.replaceAll(/\r?\n /g, '')).toMatch(
        new RegExp(`LOCATION:[^\\n]*${link.slice(0, 30).replace('?', '.')}`),
      );
    }
    // No way into a room where nobody is.
    expect(told).toContain('Absagen können Sie hier');
    const params = { meetingId: meeting.id };
    expect(await home.owner.call(contract.giveGuestLink, { params })).toMatchObject({ status: 409 });

    await home.owner.call(contract.changeMeeting, { params, body: { ...later, title: 'Zweites Gespräch' } });
    await eventually(() => {
      const [moved] = home.foreign.standing[kind].values();
      expect(moved).toMatchObject({ title: 'Zweites Gespräch', joinUrl: link });
      expect(Date.parse(moved?.startsAt ?? '')).toBe(Date.parse(later.startsAt));
      expect(Date.parse(moved?.endsAt ?? '')).toBe(Date.parse(later.endsAt));
    });
    expect((await lettersTo(home.email, 2))[1]).toContain(link);

    await home.owner.call(contract.cancelMeeting, { params });
    await standsAt(kind, []);
    await lettersTo(home.email, 3);
  });

  test('an answer that breaks off makes no second one', async () => {
    await add(inputs[kind]);
    const making = { zoom: /^POST .*users.*meetings$/, meet: /^POST .*events$/, teams: /createOrGet$/ }[kind];
    home.foreign.trouble(making, 'lost');
    // Others of the same account, so that looking for it turns pages.
    for (const title of ['Eins', 'Zwei', 'Drei']) await isMade(await plan({ title }));
    home.foreign.trouble(making, 'lost');
    const meeting = await plan({ title: 'Vier' });
    await isMade(meeting);
    const titles = [...home.foreign.standing[kind].values()].map(({ title }) => title).toSorted();
    expect(titles).toEqual(['Drei', 'Eins', 'Vier', 'Zwei']);
    await home.owner.call(contract.cancelMeeting, { params: { meetingId: meeting.id } });
    await eventually(() => expect(home.foreign.standing[kind].size).toBe(3));
  });

  test('trouble of theirs passes', async () => {
    await add(inputs[kind]);
    home.foreign.trouble(/^POST .*(meetings|events|createOrGet)$/, {
      before: { status: 429, headers: { 'retry-after': '1' } },
    });
    home.foreign.trouble(/^POST .*(meetings|events|createOrGet)$/, { before: { status: 503 } });
    await isMade(await plan());
    await standsAt(kind, [{ title: 'Beratung' }]);
  });

  test('what somebody has removed there comes back, and its people are told of the new link', async () => {
    await add(inputs[kind]);
    const meeting = await plan({ invite: true });
    const link = await isMade(meeting);
    await lettersTo(home.email, 1);
    if (kind === 'meet') home.foreign.forget();
    home.foreign.standing[kind].clear();
    await home.owner.call(contract.changeMeeting, { params: { meetingId: meeting.id }, body: { title: 'Neu' } });
    await standsAt(kind, [{ title: 'Neu' }]);
    const anew = await eventually(async () => {
      const { place } = await meetingOf(meeting);
      expect(home.foreign.standing[kind].values().next().value?.joinUrl).toBe(place?.joinUrl);
      return place?.joinUrl ?? '';
    });
    if (anew !== link) expect((await lettersTo(home.email, 2))[1]).toContain(anew);
  });

  test('the settings say whether all is well, and leave nothing there', async () => {
    const { id: providerId } = await add(inputs[kind]);
    const check = async () => (await home.owner.call(contract.checkProvider, { params: { providerId } })).body;
    expect(await check()).toEqual({ problem: null });
    expect(home.foreign.calls.filter((call) => call.startsWith('DELETE'))).toHaveLength(1);
    await standsAt(kind, []);
    home.foreign.trouble(/token$/, { before: { status: 401, json: { error: 'invalid_client' } } });
    expect(await check()).toEqual({ problem: 'login_refused' });
    home.foreign.trouble(/^POST .*(meetings|events|createOrGet)$/, { before: { status: 403 } });
    expect(await check()).toEqual({ problem: 'forbidden' });
    home.foreign.trouble(/^POST .*(meetings|events|createOrGet)$/, { before: { status: 200, json: 'guten Tag' } });
    expect(await check()).toEqual({ problem: 'odd_answer' });
  });
});
