import type { ContactsWorld } from '#contacts';
import { findWorkspace } from '#workspace';
import { type Actor, systemActor } from '#platform/actor';
import { type Db, inTransaction } from '#platform/db';
import { notFound, Refusal } from '#platform/errors';
import { announce } from '#platform/events';
import { newId } from '#platform/ids';
import { sendMail } from '#platform/mail';
import type { Random } from '#platform/ports';
import type { Channel } from '../contract.ts';
import { requestConfirmed, requestReceived, requestWithdrawn } from '../events.ts';
import { findForm, findWordings } from '../queries/forms.ts';
import { findLetter } from '../queries/letters.ts';
import { findLedgers } from '../queries/ledger.ts';
import { countRecent, findRequestByToken, insertRequest, lockRequest, updateRequest } from '../queries/requests.ts';
import { anySuppressed } from '../answers.ts';
import { confirmationMail } from '../rules/confirmation-mail.ts';
import type { Word } from '../rules/entry.ts';
import type { Filled } from '../rules/form-input.ts';
import { standingEntry } from '../rules/ledger.ts';
import { networkOf, publicKey, tokenHash } from '#platform/public-key';
import { spokenCode } from '../rules/spoken-code.ts';
import type { ConsentFormRow, ConsentRequestRow } from '../schema.ts';
import { type ConsentWorld, recordConsents } from './ledger.ts';
import { addProvenNumber, findOrMakePerson, homeOf, nameOf } from './person-of-request.ts';

export type WaysWorld = ConsentWorld & ContactsWorld;

const confirmDays = 7;
/** Against floods: over one line, to one mailbox or number, over one form. */
const mostPerHour = { line: 10, form: 300 };
const mostPerDay = { address: 3 };
const mostCodeTries = 5;

const hoursBefore = (now: Date, hours: number): Date => new Date(now.getTime() - hours * 3_600_000);

/**
 * Takes a filled form in and asks the mailbox for its confirmation. Who sent it learns the same whether we know them, whether they stand on a suppression
 * list, and whether this mailbox has had enough of our mail for today: in the last two cases nothing happens.
 */
export function receiveRequest(
  db: Db<WaysWorld>,
  form: ConsentFormRow,
  sent: {
    filled: Filled;
    wordingIds: ReadonlyMap<Channel, string>;
    locale: 'de' | 'en';
    ip: string;
    house: string;
    letterId: string | null;
  },
  random: Random,
  now: Date,
): Promise<{ code: string }> {
  const { workspaceId, id: formId } = form;
  const { filled, wordingIds, locale, ip, house, letterId } = sent;
  const { email, phone } = filled;
  const [secret, code] = [random(16), spokenCode(random(4))];
  return inTransaction(db, async (trx) => {
    const network = networkOf(ip);
    const recent = await countRecent(
      trx,
      { workspaceId, formId, network, email, phone },
      { line: hoursBefore(now, 1), form: hoursBefore(now, 1), address: hoursBefore(now, 24) },
    );
    if (recent.line >= mostPerHour.line || recent.form >= mostPerHour.form)
      throw new Refusal(429, 'too_many_tries', 'Gerade kommen zu viele Anfragen. Bitte später noch einmal.', {
        retryAfterSeconds: 3600,
      });
    if (recent.address >= mostPerDay.address || (await anySuppressed(trx, workspaceId, [email, phone])))
      return { code };

    const { channels, ...person } = filled;
    const asked = channels.flatMap((channel) => {
      const wordingId = wordingIds.get(channel);
      return wordingId ? [{ channel, wordingId }] : [];
    });
    const row: ConsentRequestRow = {
      workspaceId,
      id: newId(now.getTime()),
      formId,
      tokenHash: tokenHash(secret),
      ...person,
      asked,
      locale,
      ip,
      network,
      requestedAt: now,
      expiresAt: new Date(now.getTime() + confirmDays * 86_400_000),
      confirmedAt: null,
      code,
      codeTries: 0,
      numberConfirmedAt: null,
      numberConfirmedBy: null,
      withdrawnAt: null,
      contactId: null,
      letterId,
    };
    await insertRequest(trx, row);
    const about = { requestId: row.id, formId, name: form.name };
    await announce(trx, systemActor(workspaceId), requestReceived, { ...about, channels }, now);
    if (email !== null) {
      const token = publicKey(workspaceId, secret);
      const company = (await findWorkspace(trx, workspaceId))?.name ?? '';
      const wordings = (await textsOf(trx, row)).map(({ text }) => text);
      const [confirm, withdraw] = [`${house}/ja/antwort/${token}`, `${house}/ja/widerruf/${token}`];
      await sendMail(trx, workspaceId, confirmationMail(email, { company, wordings, confirm, withdraw, locale }), now);
    }
    return { code };
  });
}

export async function textsOf(
  db: Db<ConsentWorld>,
  { workspaceId, asked }: Pick<ConsentRequestRow, 'workspaceId' | 'asked'>,
): Promise<{ channel: Channel; wordingId: string; text: string }[]> {
  const wordings = await findWordings(
    db,
    workspaceId,
    asked.map(({ wordingId }) => wordingId),
  );
  return asked.flatMap(({ channel, wordingId }) => {
    const text = wordings.find(({ id }) => id === wordingId)?.text;
    return text === undefined ? [] : [{ channel, wordingId, text }];
  });
}

/** The button behind the link in the mail. It proves who reads the mailbox; of a number it proves nothing, and the gate knows that. */
export function confirmRequest(
  db: Db<WaysWorld>,
  workspaceId: string,
  secret: Buffer,
  ip: string,
  now: Date,
): Promise<void> {
  return inTransaction(db, async (trx) => {
    const request = await lockByToken(trx, workspaceId, secret);
    if (request.confirmedAt || request.withdrawnAt || request.expiresAt <= now) return;
    const actor = systemActor(workspaceId);
    const contactId = request.contactId ?? (await personOf(trx, actor, request, 'email', now));
    // What the telephone has proven already stands on better evidence.
    const fresh = (await textsOf(trx, request)).filter(
      ({ channel }) => !(request.numberConfirmedAt && channel !== 'email'),
    );
    const proof = { ipAddress: ip, confirmedOver: 'email' as const };
    await recordConsents(trx, actor, await toWords(trx, request, contactId, fresh, proof, now), now);
    await updateRequest(trx, request, { confirmedAt: now, contactId });
    await tellConfirmed(trx, actor, request, contactId, 'email', now);
  });
}

/** "No, that was not me", and every later change of mind: as easy as the yes was. */
export function withdrawRequest(db: Db<WaysWorld>, workspaceId: string, secret: Buffer, now: Date): Promise<void> {
  return inTransaction(db, async (trx) => {
    const request = await lockByToken(trx, workspaceId, secret);
    if (request.withdrawnAt) return;
    const actor = systemActor(workspaceId);
    const { contactId } = request;
    if (contactId !== null) {
      const ledger = await findLedgers(trx, workspaceId, [contactId]);
      const standing = request.asked.filter(({ channel }) => {
        const entry = standingEntry(
          ledger.filter((each) => each.channel === channel),
          now,
        );
        return entry?.state === 'granted';
      });
      const name = await formName(trx, request);
      const words = standing.map(({ channel }): Word => ({
        contactId,
        channel,
        state: 'denied',
        because: 'withdrawn',
        at: now,
        source: 'form',
        proof: { reference: referenceOf(name, request), advertiser: 'us' },
      }));
      await recordConsents(trx, actor, words, now);
    }
    await updateRequest(trx, request, { withdrawnAt: now });
    const about = { requestId: request.id, formId: request.formId, name: await formName(trx, request) };
    await announce(trx, actor, requestWithdrawn, { ...about, person: contactId }, now);
  });
}

/** The person called from the number and said the code. A wrong one is counted even though it is refused. */
export async function confirmNumber(
  db: Db<WaysWorld>,
  actor: Actor & { userId: string },
  { requestId, code }: { requestId: string; code: string },
  now: Date,
): Promise<ConsentRequestRow> {
  const { workspaceId } = actor;
  const outcome = await inTransaction(db, async (trx) => {
    const request = await lockRequest(trx, workspaceId, requestId);
    if (!request) throw notFound();
    const { phone, withdrawnAt, numberConfirmedAt, confirmedAt, expiresAt } = request;
    if (phone === null || withdrawnAt || numberConfirmedAt || (!confirmedAt && expiresAt <= now))
      throw new Refusal(409, 'not_waiting', 'Diese Anfrage wartet nicht (mehr) auf einen Code.');
    if (request.codeTries >= mostCodeTries)
      throw new Refusal(409, 'code_spent', 'Zu viele falsche Codes. Bitte lassen Sie das Formular neu ausfüllen.');
    if (request.code !== code) {
      await updateRequest(trx, request, { codeTries: request.codeTries + 1 });
      return undefined;
    }
    const contactId = request.contactId ?? (await personOf(trx, actor, request, 'phone', now));
    await addProvenNumber(trx, actor, contactId, request, now);
    const proven = (await textsOf(trx, request)).filter(({ channel }) =>
      confirmedAt ? channel === 'phone' || channel === 'sms' : channel !== 'email',
    );
    const proof = { confirmedOver: 'phone' as const };
    await recordConsents(trx, actor, await toWords(trx, request, contactId, proven, proof, now), now);
    const done = { numberConfirmedAt: now, numberConfirmedBy: actor.userId, contactId };
    await updateRequest(trx, request, done);
    await tellConfirmed(trx, actor, request, contactId, 'phone', now);
    return { ...request, ...done };
  });
  if (!outcome) throw new Refusal(422, 'code_wrong', 'Das ist nicht der Code dieser Anfrage.');
  return outcome;
}

async function lockByToken(trx: Db<ConsentWorld>, workspaceId: string, secret: Buffer): Promise<ConsentRequestRow> {
  const found = await findRequestByToken(trx, workspaceId, tokenHash(secret));
  const request = found && (await lockRequest(trx, workspaceId, found.id));
  if (!request) throw notFound();
  return request;
}

async function toWords(
  trx: Db<ConsentWorld>,
  request: ConsentRequestRow,
  contactId: string,
  texts: readonly { channel: Channel; wordingId: string; text: string }[],
  proven: { confirmedOver: Channel; ipAddress?: string },
  now: Date,
): Promise<Word[]> {
  const home = homeOf(request);
  const reference = referenceOf(await formName(trx, request), request);
  return texts.map(({ channel, wordingId, text }) => ({
    contactId,
    channel,
    state: 'granted',
    at: now,
    source: 'double_opt_in',
    wording: text,
    wordingId,
    proof: {
      reference,
      personName: nameOf(request),
      ...(home && { personAddress: home }),
      advertiser: 'us',
      requestedAt: request.requestedAt.toISOString(),
      requestedFrom: request.ip,
      ...proven,
    },
  }));
}

async function personOf(
  trx: Db<WaysWorld>,
  actor: Actor,
  request: ConsentRequestRow,
  proven: 'email' | 'phone',
  now: Date,
): Promise<string> {
  const letter = request.letterId ? await findLetter(trx, request.workspaceId, request.letterId) : undefined;
  const source = `Formular „${await formName(trx, request)}“`.slice(0, 120);
  return findOrMakePerson(trx, actor, request, { proven, source, household: letter?.contactIds ?? [] }, now);
}

async function tellConfirmed(
  trx: Db<ConsentWorld>,
  actor: Actor,
  request: ConsentRequestRow,
  person: string,
  over: 'email' | 'phone',
  now: Date,
): Promise<void> {
  const about = { requestId: request.id, formId: request.formId, name: await formName(trx, request) };
  await announce(trx, actor, requestConfirmed, { ...about, person, over }, now);
}

const formName = async (db: Db<ConsentWorld>, { workspaceId, formId }: ConsentRequestRow): Promise<string> =>
  (await findForm(db, workspaceId, formId))?.name ?? '';
const referenceOf = (name: string, { id }: ConsentRequestRow): string => `Formular „${name}“, Anfrage ${id}`;
