import { readNumber } from '#contacts';
import { findWorkspace } from '#workspace';
import { type Actor, systemActor } from '#platform/actor';
import { type Db, inTransaction } from '#platform/db';
import { notFound, Refusal } from '#platform/errors';
import { announce } from '#platform/events';
import { dbOf, type Ground } from '#platform/ground';
import { newId } from '#platform/ids';
import type { FileStore, Random } from '#platform/ports';
import { Channel, type HandInCard, type ShowroomPage } from '../contract.ts';
import { cardHandedIn, proofAdded, showroomEnded, showroomStarted } from '../events.ts';
import { insertProof } from '../queries/evidence.ts';
import { findCurrentWordings, findWordings } from '../queries/forms.ts';
import * as queries from '../queries/showroom.ts';
import { checkFields, type Typed } from '../rules/form-input.ts';
import { publicKey, readPublicKey, tokenHash } from '#platform/public-key';
import { isSignature } from '../rules/signature.ts';
import type { ConsentShowroomRow, ConsentTables } from '../schema.ts';
import { recordConsents } from './ledger.ts';
import { findOrMakePerson, homeOf, nameOf } from './person-of-request.ts';
import type { WaysWorld } from './requests.ts';

const hours = 12;
const mostCardsPerHour = 60;

/** The token goes out once and is kept as its hash. */
export function startShowroom(
  db: Db<WaysWorld>,
  actor: Actor & { userId: string },
  name: string,
  random: Random,
  now: Date,
): Promise<{ showroom: queries.OpenShowroom; token: string }> {
  return inTransaction(db, async (trx) => {
    const { workspaceId, userId } = actor;
    if ((await findCurrentWordings(trx, workspaceId)).length === 0)
      throw new Refusal(422, 'wording_missing', 'Geben Sie zuerst einen Wortlaut zur Werbung frei.', { channels: [] });
    const secret = random(16);
    const row: ConsentShowroomRow = {
      workspaceId,
      id: newId(now.getTime()),
      name,
      tokenHash: tokenHash(secret),
      startedBy: userId,
      startedAt: now,
      expiresAt: new Date(now.getTime() + hours * 3_600_000),
      endedBy: null,
      endedAt: null,
    };
    await queries.insertShowroom(trx, row);
    await announce(trx, actor, showroomStarted, { showroomId: row.id, name }, now);
    return { showroom: { ...row, cards: 0 }, token: publicKey(workspaceId, secret) };
  });
}

export function endShowroom(
  db: Db<WaysWorld>,
  actor: Actor & { userId: string },
  showroomId: string,
  now: Date,
): Promise<void> {
  return inTransaction(db, async (trx) => {
    const { workspaceId, userId } = actor;
    const ended = await queries.endShowroom(trx, { workspaceId, id: showroomId }, { endedBy: userId, endedAt: now });
    if (!ended) throw notFound();
    if (ended.endedAt?.getTime() === now.getTime())
      await announce(trx, actor, showroomEnded, { showroomId, name: ended.name }, now);
  });
}

/** Over or never begun: the tablet need not know which. */
const over = (): Refusal =>
  new Refusal(409, 'showroom_over', 'Dieses Tablet nimmt keine Karten mehr an. Bitte wenden Sie sich an unser Team.');

export function readTabletToken(token: string): { workspaceId: string; hash: Buffer } {
  const read = readPublicKey(token);
  if (!read) throw over();
  return { workspaceId: read.workspaceId, hash: tokenHash(read.secret) };
}

/** Whose tablet it is, while it takes cards. */
export async function workspaceOfTablet(ground: Ground, token: string, now: Date): Promise<string> {
  const { workspaceId, hash } = readTabletToken(token);
  const showroom = await queries.findShowroom(dbOf<ConsentTables>(ground, { workspaceId }), workspaceId, hash, now);
  if (!showroom) throw over();
  return workspaceId;
}

/** The name of the firm and the texts; nothing of anybody. */
export async function showShowroom(
  db: Db<WaysWorld>,
  { workspaceId, hash }: { workspaceId: string; hash: Buffer },
  now: Date,
): Promise<ShowroomPage> {
  const [showroom, home, wordings] = await Promise.all([
    queries.findShowroom(db, workspaceId, hash, now),
    findWorkspace(db, workspaceId),
    findCurrentWordings(db, workspaceId),
  ]);
  if (!showroom || !home) throw over();
  const asked = Channel.options.flatMap((channel) => wordings.find((wording) => wording.channel === channel) ?? []);
  return { company: home.name, asked: asked.map(({ channel, id, text }) => ({ channel, wordingId: id, text })) };
}

/** A signed card is a consent at once: the person was there, and the signature lies with each entry. */
export async function handInCard(
  db: Db<WaysWorld>,
  { workspaceId, hash }: { workspaceId: string; hash: Buffer },
  card: HandInCard,
  { files, ip, now }: { files: FileStore; ip: string; now: Date },
): Promise<void> {
  const showroom = await queries.findShowroom(db, workspaceId, hash, now);
  const home = await findWorkspace(db, workspaceId);
  if (!showroom || !home) throw over();
  const png = Buffer.from(card.signature, 'base64');
  if (!isSignature(png))
    throw new Refusal(
      422,
      'signature_unreadable',
      'Die Unterschrift ist nicht lesbar. Bitte unterschreiben Sie noch einmal.',
    );
  const wordings = (await findWordings(db, workspaceId, card.wordingIds)).filter(
    ({ purpose }) => purpose === 'advertising',
  );
  const asked = wordings.map(({ channel }) => channel);
  const checked = checkFields(typedOf(card, asked), asked, (text) => readNumber(text, home.country)?.value);
  if ('faults' in checked)
    throw new Refusal(422, 'card_incomplete', 'Bitte prüfen Sie die markierten Felder.', { fields: checked.faults });

  const stored = await files.put(once(png), 600_000);
  const { channels, ...person } = checked.filled;
  const actor = systemActor(workspaceId);
  await inTransaction(db, async (trx) => {
    if (await queries.hasCard(trx, workspaceId, card.cardId)) return;
    if ((await queries.countCards(trx, showroom, new Date(now.getTime() - 3_600_000))) >= mostCardsPerHour)
      throw new Refusal(429, 'too_many_tries', 'Gerade kommen zu viele Karten. Bitte später noch einmal.', {
        retryAfterSeconds: 600,
      });
    const source = `Schauraum „${showroom.name}“`;
    const contactId = await findOrMakePerson(trx, actor, person, { proven: 'signature', source }, now);
    const address = homeOf(person);
    const entries = await recordConsents(
      trx,
      actor,
      wordings
        .filter(({ channel }) => channels.includes(channel))
        .map(({ channel, id: wordingId, text: wording }) => ({
          contactId,
          channel,
          state: 'granted' as const,
          at: now,
          source: 'showroom' as const,
          wording,
          wordingId,
          proof: {
            reference: `${source}, Karte ${card.cardId}`,
            personName: nameOf(person),
            ...(address && { personAddress: address }),
            advertiser: 'us' as const,
            ipAddress: ip,
          },
        })),
      now,
    );
    for (const { id: entryId } of entries) {
      const [fileId, proofId] = [newId(now.getTime()), newId(now.getTime())];
      const name = 'Unterschrift.png';
      const mediaType = 'image/png';
      const sha256 = Buffer.from(stored.sha256, 'hex');
      const file = {
        workspaceId,
        id: fileId,
        sha256,
        name,
        mediaType,
        bytes: stored.bytes,
        createdBy: null,
        createdAt: now,
      };
      await insertProof(trx, file, {
        workspaceId,
        id: proofId,
        entryId,
        contactId,
        fileId,
        addedBy: null,
        addedAt: now,
      });
      const told = { contactId, entryId, proofId, name, mediaType, sha256: stored.sha256 };
      await announce(trx, actor, proofAdded, told, now);
    }
    await queries.insertCard(trx, {
      workspaceId,
      id: card.cardId,
      showroomId: showroom.id,
      contactId,
      receivedAt: now,
    });
    await announce(
      trx,
      actor,
      cardHandedIn,
      { cardId: card.cardId, showroomId: showroom.id, name: showroom.name, person: contactId },
      now,
    );
  });
}

function typedOf(card: HandInCard, channels: Typed['channels']): Typed {
  const text = (value: string | undefined) => value ?? '';
  return {
    firstName: text(card.firstName),
    lastName: card.lastName,
    street: text(card.street),
    postalCode: text(card.postalCode),
    city: text(card.city),
    email: text(card.email),
    phone: text(card.phone),
    channels: [...new Set(channels)],
    wordingIds: {},
  };
}

async function* once(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}
