import { createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { AllTables } from '#capabilities';
import { endShowroom, releaseWording, startShowroom } from '#consent/contract';
import { dbOf } from '#platform/ground';
import { bookingOffice } from '../../../../test/setup/booking.ts';
import * as contract from '../contract.ts';
import { readPicture } from './picture-size.ts';
import { forgetPictures } from './pictures.ts';

const office = bookingOffice();
const { open, visit } = office;

const png = (width: number, height: number, noise = randomBytes(8)): Buffer => {
  const head = Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\0\0\0\0\0', 'latin1');
  head.writeUInt32BE(width, 16);
  head.writeUInt32BE(height, 20);
  return Buffer.concat([head, noise]);
};
const bytes = (text: string): Buffer => Buffer.from(text, 'latin1');
const webp = (chunk: string): Buffer => bytes(`RIFF\0\0\0\0WEBP${chunk}`);

test.each<[string, Buffer, unknown]>([
  ['a real PNG', readFileSync('docs/pictures/heute.png'), { mediaType: 'image/png', width: 1440, height: 900 }],
  [
    'JPEG behind what a camera writes, and padding',
    bytes('\xff\xd8\xff\xe1\0\x06Exif\xff\xff\xff\xc2\0\x11\x08\x01\x02\x03\x04'),
    { mediaType: 'image/jpeg', width: 0x304, height: 0x102 },
  ],
  [
    'WebP with loss',
    webp('VP8 \0\0\0\0abc\x9d\x01\x2a\x10\x40\x20\0'),
    { mediaType: 'image/webp', width: 16, height: 32 },
  ],
  ['WebP without', webp('VP8L\0\0\0\0\x2f\xff\xc1\x07\0'), { mediaType: 'image/webp', width: 512, height: 32 }],
  [
    'WebP with more',
    webp('VP8X\x0a\0\0\0\0\0\0\0\x0f\x01\0\x1f\0\0'),
    { mediaType: 'image/webp', width: 272, height: 32 },
  ],
  ['one that breaks off', bytes('\xff\xd8\xff\xe1\0\x06Exif'), undefined],
  ['no width', png(0, 5), undefined],
  ['a PDF', bytes('%PDF-1.7'), undefined],
  ['a page', bytes('<svg onload="alert(1)">'), undefined],
  ['nothing', Buffer.alloc(0), undefined],
])('%s', (_, content, expected) => expect(readPicture(content)).toEqual(expected));

const bring = (content: Buffer, by = office.owner) => by.call(contract.addExhibitPicture, { bytes: content });
const seeAt = (address: string) => office.app.running.server.inject({ url: address, headers: { host: 'localhost' } });

test('is kept once, stays with its exhibit, and is seen by whoever comes to the page', async () => {
  const content = png(1600, 1200);
  const { pictureId, address } = (await bring(content)).body;
  expect((await bring(content)).body).toEqual({ pictureId, address });
  const picture = { pictureId, alt: 'Ein Speicher im Keller' };
  const body = {
    name: 'Schauraum',
    address: 'Königsplatz 1',
    capacity: 2,
    exhibits: [{ name: 'Speicher', line: null, picture }],
  };
  const place = (await office.owner.call(contract.createPlace, { body })).body;
  expect(place.exhibits).toMatchObject([{ picture: { ...picture, address } }]);
  const page = await open({ where: { way: 'place', location: 'Königsplatz 1' }, placeId: place.id });
  const shown = await visit('GET', page.address);
  expect(shown.text).toContain(`src="${address}"`);
  expect(shown.text).toContain('alt="Ein Speicher im Keller"');
  const answer = await seeAt(address);
  expect(answer.rawPayload).toEqual(content);
  expect(answer.headers).toMatchObject({ 'content-type': 'image/png', 'x-content-type-options': 'nosniff' });

  const params = { placeId: place.id };
  const change = async (exhibits: contract.ChangePlace['exhibits']) =>
    (await office.owner.call(contract.changePlace, { params, body: { exhibits } })).body.exhibits;
  // Where nothing is said of it, it stays; under another name too, where it is said.
  expect(await change([{ name: 'Speicher', line: 'neu' }])).toMatchObject([{ line: 'neu', picture }]);
  expect(await change([{ name: 'Speicher 10', line: null, picture }])).toMatchObject([{ picture }]);
  expect(await change([{ name: 'Speicher 10', line: null, picture: null }])).toMatchObject([{ picture: null }]);
});

test('what is no picture, too large or of somebody else is not taken', async () => {
  expect(await bring(Buffer.from('<html>'))).toMatchObject({ status: 422, body: { code: 'picture_unreadable' } });
  expect(await bring(Buffer.alloc(0))).toMatchObject({ status: 422, body: { code: 'picture_unreadable' } });
  expect(await bring(png(4097, 10))).toMatchObject({ status: 422, body: { code: 'picture_too_wide' } });
  const heavy = png(10, 10, Buffer.alloc(2 * 1024 ** 2));
  expect(await bring(heavy)).toMatchObject({ status: 413, body: { code: 'too_large' } });
  const member = await office.house.person('member');
  expect(await bring(png(10, 10), member)).toMatchObject({ status: 403 });

  const stranger = (await office.app.workspace()).owner;
  const { pictureId, address } = (await bring(png(10, 10), stranger)).body;
  const exhibits = [{ name: 'Speicher', line: null, picture: { pictureId, alt: 'Speicher' } }];
  const body = { name: 'Schauraum', address: 'Königsplatz 1', capacity: 2, exhibits };
  expect(await office.owner.call(contract.createPlace, { body })).toMatchObject({
    status: 422,
    body: { code: 'picture_unknown' },
  });
  expect((await seeAt(address)).statusCode).toBe(200);
  expect((await seeAt(`${address.slice(0, -1)}${address.endsWith('A') ? 'B' : 'A'}`)).statusCode).toBe(404);
});

test('one that nothing shows any more goes, from the disk too unless somebody else has the same', async () => {
  const content = { shown: png(30, 20), gone: png(40, 20), shared: png(50, 20) };
  const stranger = await office.app.workspace();
  const theirs = (await bring(content.shared, stranger.owner)).body;
  const brought = await Promise.all([content.shown, content.gone, content.shared].map((one) => bring(one)));
  const [shown, gone, shared] = brought.map(({ body }) => body);
  if (!shown || !gone || !shared) throw new Error('not brought');
  const pictureOf = ({ pictureId }: contract.ExhibitPicture) => ({ pictureId, alt: 'Speicher' });
  const all = [shown, gone, shared].map((one, at) => ({ name: `Stück ${at}`, line: null, picture: pictureOf(one) }));
  const body = { name: 'Schauraum', address: 'Königsplatz 1', capacity: 2, exhibits: all };
  const params = { placeId: (await office.owner.call(contract.createPlace, { body })).body.id };
  await office.owner.call(contract.changePlace, { params, body: { exhibits: all.slice(0, 1) } });

  const db = dbOf<AllTables>(office.app.ground, { workspaceId: office.house.id });
  const now = office.app.time.now;
  expect(await forgetPictures(db, now, 100)).toBe(0);
  expect(await forgetPictures(db, new Date(now.getTime() + 2 * 86_400_000), 100)).toBe(2);
  const fileOf = (one: Buffer) => office.app.ground.ports.files.get(createHash('sha256').update(one).digest('hex'));
  await expect
    .poll(
      () =>
        fileOf(content.gone).then(
          () => 'there',
          () => 'gone',
        ),
      { timeout: 30_000 },
    )
    .toBe('gone');
  expect((await seeAt(gone.address)).statusCode).toBe(404);
  expect((await seeAt(shared.address)).statusCode).toBe(404);
  expect((await seeAt(theirs.address)).rawPayload).toEqual(content.shared);
  expect((await seeAt(shown.address)).rawPayload).toEqual(content.shown);
  // Brought anew, it is there again.
  expect((await seeAt((await bring(content.gone)).body.address)).rawPayload).toEqual(content.gone);
});

test('the tablet on which visitors sign shows what there is to see, as long as it takes cards', async () => {
  const { owner } = office;
  await owner.call(releaseWording, { body: { channel: 'email', text: 'Sie dürfen mir schreiben.' } });
  const { pictureId, address } = (await bring(png(60, 20))).body;
  const exhibits = [{ name: 'Speicher', line: 'So leise', picture: { pictureId, alt: 'Ein Kasten' } }];
  const open = async (name: string) => {
    const body = { name, address: 'Königsplatz 1', capacity: 2, exhibits };
    return (await owner.call(contract.createPlace, { body })).body.id;
  };
  const placeId = await open('Haus der Wärme');
  const closed = { params: { placeId: await open('Alter Schauraum') }, body: { closed: true } };
  await owner.call(contract.changePlace, closed);
  const started = (await owner.call(startShowroom, { body: { name: 'Eingang' } })).body;
  const ask = async (token: string) => {
    const answer = await office.app.running.server.inject({
      method: 'POST',
      url: '/api/v1/showroom/exhibits',
      headers: { host: 'localhost', 'x-klinke': '1' },
      payload: { token },
    });
    return { status: answer.statusCode, body: answer.json<unknown>() };
  };
  const token = new URL(started.address).hash.slice(1);
  expect(await ask(token)).toMatchObject({
    status: 200,
    body: {
      places: [
        {
          id: placeId,
          name: 'Haus der Wärme',
          exhibits: [{ name: 'Speicher', line: 'So leise', picture: { address, alt: 'Ein Kasten' } }],
        },
      ],
    },
  });
  expect(await ask('a'.repeat(43))).toMatchObject({ status: 409, body: { code: 'showroom_over' } });
  await owner.call(endShowroom, { params: { showroomId: started.showroom.id } });
  expect(await ask(token)).toMatchObject({ status: 409, body: { code: 'showroom_over' } });
});
