import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { bookingOffice, timesIn } from '../../../../test/setup/booking.ts';
import * as contract from '../contract.ts';

const office = bookingOffice();
const { open, visit, book } = office;

const slugOf = () => `dach-${randomBytes(6).toString('hex')}`;
const change = (pageId: string, body: contract.ChangeBookingPage) =>
  office.owner.call(contract.changeBookingPage, { params: { pageId }, body });

test('a page has the address that was chosen for it; the one nobody can guess and those before lead there too', async () => {
  const page = await open();
  const [first, second] = [slugOf(), slugOf()];
  expect((await change(page.id, { slug: first })).body.address).toBe(`https://klinke.example.org/termin/${first}`);
  const after = (await change(page.id, { slug: second })).body;
  expect(after).toMatchObject({ slug: second, address: `https://klinke.example.org/termin/${second}` });
  for (const address of [page.address, `/termin/${first}`, `/termin/${second}`]) {
    const shown = await visit('GET', address);
    expect(timesIn(shown.text).length, address).toBeGreaterThan(0);
    expect(shown.text).toContain(`/barrierefreiheit/${office.house.id.replaceAll('-', '')}`);
  }
  await book(after);
  const back = (await change(page.id, { slug: first })).body;
  expect(back.slug).toBe(first);
  expect((await change(page.id, { slug: null })).body.address).toBe(page.address);
  expect((await visit('GET', `/termin/${second}`)).status).toBe(200);
  await change(page.id, { closed: true });
  expect((await visit('GET', `/termin/${second}`)).status).toBe(404);
});

test('what another page has or had is taken, also in another workspace, also at the same moment', async () => {
  const slug = slugOf();
  const page = await open({ slug });
  await change(page.id, { slug: null });
  const other = await open();
  expect((await change(other.id, { slug })).body).toMatchObject({ code: 'address_taken' });
  const stranger = await office.app.workspace('Andere');
  const body = {
    title: 'Beratung',
    privacyUrl: 'https://andere.example/datenschutz',
    where: { way: 'video' as const },
    minutes: 30,
    hostIds: [stranger.owner.userId],
  };
  const taken = await stranger.owner.call(contract.createBookingPage, { body: { ...body, slug } });
  expect([taken.status, taken.body]).toMatchObject([422, { code: 'address_taken' }]);
  const wanted = slugOf();
  const answers = await Promise.all([
    change(other.id, { slug: wanted }),
    stranger.owner.call(contract.createBookingPage, { body: { ...body, slug: wanted } }),
  ]);
  expect(answers.filter(({ status }) => status === 422)).toHaveLength(1);
});

test.each(['abc', 'Dach', 'dach--x', '-dach', 'dach-', '1234', 'dächer', 'dach/x', 'a'.repeat(41)])(
  '%s is no address',
  async (slug) => expect((await change((await open()).id, { slug })).status).toBe(400),
);

test.each(['raum', 'warteliste', 'gebucht', 'login'])('%s is reserved', async (slug) =>
  expect((await change((await open()).id, { slug })).body).toMatchObject({ code: 'address_reserved' }),
);
