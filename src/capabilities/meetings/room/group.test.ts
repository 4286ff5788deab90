import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Client, startApp, type TestApp } from '../../../../test/setup/house.ts';
import { startJanus, type TestJanus } from '../../../../test/telephone/janus.ts';
import { meetingOf, openPage, place, type TestPage } from '../../../../test/video/pages.ts';

let janus: TestJanus;
let app: TestApp;
beforeAll(async () => {
  janus = await startJanus();
  app = await startApp({ config: { janusUrl: janus.url } });
});
afterAll(async () => {
  await app[Symbol.asyncDispose]();
  await janus[Symbol.asyncDispose]();
});
beforeEach(() => janus.restart());

const patient = { timeout: 30_000 };

/** So many hosts of one meeting, who go at the end of the test. */
async function table(people: number): Promise<{ pages: TestPage[]; come(): Promise<TestPage> } & AsyncDisposable> {
  const { owner } = await app.workspace();
  const meetingId = await meetingOf(owner);
  const pages: TestPage[] = [];
  const come = async (): Promise<TestPage> => {
    const page = await openPage(app, 'hosts', { do: 'enter', meetingId, ...place() }, browserOf(owner));
    pages.push(page);
    return page;
  };
  for (let at = 0; at < people; at++) await come();
  await expect.poll(() => pages.at(-1)?.state()?.people.length).toBe(people - 1);
  return {
    pages,
    come,
    async [Symbol.asyncDispose]() {
      for (const page of pages) {
        page.wish({ do: 'leave' });
        await page[Symbol.asyncDispose]();
      }
    },
  };
}

const browserOf = ({ headers: { host: _, ...headers } }: Client) => headers;
const stagesOf = (pages: readonly TestPage[]) => [...new Set(pages.map((page) => page.state()?.stage))];

test('with the fifth all go over to Janus, up to twelve; with the last nothing is left there', async () => {
  {
    await using room = await table(4);
    expect(stagesOf(room.pages)).toEqual([null]);
    expect(room.pages[0]?.state()).toMatchObject({ janus: 'there', most: 12 });
    expect(await janus.leftovers()).toEqual({ sessions: 0, rooms: 0 });
    await room.come();
    await expect.poll(() => stagesOf(room.pages)).toEqual([expect.any(String)]);
    expect(await janus.leftovers()).toEqual({ sessions: 1, rooms: 1 });
    const before = stagesOf(room.pages);
    for (let more = 6; more <= 12; more++) await room.come();
    await expect.poll(() => stagesOf(room.pages)).toEqual(before);
    const late = await room.come();
    await expect.poll(() => late.over()).toBe('full');
  }
  await expect.poll(() => janus.leftovers()).toEqual({ sessions: 0, rooms: 0 });
});

test('while Janus is away the fifth is let in all the same, a sixth is told; when it is back all go over', async () => {
  await janus.kill();
  await using room = await table(5);
  await expect.poll(() => room.pages[0]?.state()).toMatchObject({ janus: 'away', most: 4, stage: null });
  const late = await room.come();
  await expect.poll(() => late.over()).toBe('full_direct');
  room.pages.pop();
  await janus.restart();
  await expect.poll(() => stagesOf(room.pages), patient).toEqual([expect.any(String)]);
  expect(room.pages[0]?.state()).toMatchObject({ janus: 'there', most: 12 });
});

test('when Janus is lost in the middle many wait for it, and few go on from page to page', async () => {
  await using room = await table(5);
  await expect.poll(() => stagesOf(room.pages)).toEqual([expect.any(String)]);
  const before = stagesOf(room.pages);
  await janus.kill();
  await expect.poll(() => room.pages[0]?.state()?.janus).toBe('away');
  expect(stagesOf(room.pages)).toEqual(before);
  await janus.restart();
  await expect.poll(() => room.pages[0]?.state()?.janus, patient).toBe('there');
  const after = stagesOf(room.pages);
  expect(after).toEqual([expect.any(String)]);
  expect(after).not.toEqual(before);

  const last = room.pages.pop();
  last?.wish({ do: 'leave' });
  await expect.poll(() => room.pages[0]?.state()?.people.length).toBe(3);
  expect(stagesOf(room.pages)).toEqual(after);
  await janus.kill();
  await expect.poll(() => stagesOf(room.pages)).toEqual([null]);
});

test('what is said of a way that is over, or of one of somebody else, is not heard', async () => {
  await using room = await table(5);
  await expect.poll(() => stagesOf(room.pages)).toEqual([expect.any(String)]);
  const [first, second] = room.pages;
  const stage = first?.state()?.stage ?? null;
  const [mine, theirs] = [first?.state()?.you.id ?? '', second?.state()?.you.id ?? ''];
  const description = { type: 'offer' as const, sdp: 'v=0' };
  first?.wish({ do: 'signal', stage: null, to: theirs, signal: { description } });
  first?.wish({ do: 'signal', stage, to: theirs, signal: { description } });
  first?.wish({ do: 'renew', stage, from: theirs });
  // Janus can't read it; the page is told nothing, and stays.
  first?.wish({ do: 'signal', stage, to: mine, signal: { description } });
  first?.wish({ do: 'say', text: 'noch da' });
  await expect.poll(() => second?.said().length).toBe(1);
  expect([...(first?.signals() ?? []), ...(second?.signals() ?? [])]).toEqual([]);
});
