import { contactPage, findContactsByIds } from '#contacts';
import { listContacts } from '#contacts/contract';
import { findWorkspace } from '#workspace';
import type { z } from 'zod';
import type { Actor } from '#platform/actor';
import { type Db, inTransaction } from '#platform/db';
import { notFound, Refusal } from '#platform/errors';
import { announce } from '#platform/events';
import type { Ground } from '#platform/ground';
import { newId } from '#platform/ids';
import { enqueue } from '#platform/jobs';
import { mayContactMany } from '../answers.ts';
import type { MakeLetters, MayContactAnswer } from '../contract.ts';
import { letterPrinted, lettersMade } from '../events.ts';
import { lettersWriting } from '../job-names.ts';
import { type Letter, writeLetters } from '../letter-pdf.ts';
import { findForm } from '../queries/forms.ts';
import {
  countLetters,
  findBatch,
  findLetters,
  insertBatch,
  insertFile,
  insertLetter,
  updateBatch,
} from '../queries/letters.ts';
import { addresseeLines, type Addressee, doorOf, greetingOf, type Household, households } from '../rules/household.ts';
import { publicKey } from '#platform/public-key';
import type { LetterBatchRow } from '../schema.ts';
import { issuePermit, usePermit } from './permits.ts';
import type { WaysWorld } from './requests.ts';

type Filter = z.output<typeof listContacts.query>;

/** Writes down what is wanted; a job makes the letters. */
export function makeLetters(
  db: Db<WaysWorld>,
  actor: Actor & { userId: string },
  { text, ...input }: MakeLetters,
  house: string | undefined,
  now: Date,
): Promise<LetterBatchRow> {
  return inTransaction(db, async (trx) => {
    const { workspaceId, userId } = actor;
    const form = await findForm(trx, workspaceId, input.formId);
    if (!form) throw notFound();
    if (form.closedAt)
      throw new Refusal(409, 'form_closed', 'Dieses Formular ist geschlossen. Bitte wählen Sie ein anderes.');
    if (house === undefined)
      throw new Refusal(
        409,
        'no_public_address',
        'Der Code im Brief braucht eine Adresse, die alle erreichen. Bitte setzen Sie KLINKE_URL.',
      );
    if ('filters' in input.people) readFilters(input.people.filters);
    else {
      const ids = new Set(input.people.ids);
      if ((await findContactsByIds(trx, workspaceId, [...ids])).length < ids.size) throw notFound();
    }
    const row: LetterBatchRow = {
      workspaceId,
      id: newId(now.getTime()),
      formId: form.id,
      name: input.name,
      sender: input.sender,
      subject: input.subject,
      body: text,
      closing: input.closing,
      people: input.people,
      state: 'waiting',
      households: 0,
      printed: 0,
      leftOut: { consented: 0, refused: 0, homeless: 0 },
      fileId: null,
      createdBy: userId,
      createdAt: now,
      finishedAt: null,
    };
    await insertBatch(trx, row);
    await enqueue(trx, lettersWriting, {
      workspaceId,
      batchId: row.id,
      userId,
      role: actor.role,
      seesOnlyOwn: actor.seesOnlyOwn,
    });
    return row;
  });
}

/** As the list of people takes them in its address. */
function readFilters(filters: Record<string, string | number | boolean>): Filter {
  const texts = Object.fromEntries(Object.entries(filters).map(([name, value]) => [name, String(value)]));
  const { cursor: _, limit: __, ...wanted } = texts;
  const read = listContacts.query.safeParse({ ...wanted, limit: 200 });
  if (!read.success) throw new Refusal(422, 'filters_invalid', 'Diese Auswahl von Menschen kennen wir nicht.');
  return read.data;
}

/**
 * Makes the letters of a batch: looks at everybody, writes down who gets one and why others get none, then sets the pages. May begin anew after a crash:
 * a household has one letter of a batch, and its code stays.
 */
export async function writeBatch(
  db: Db<WaysWorld>,
  actor: Actor & { userId: string },
  batchId: string,
  { ground, signal, house }: { ground: Ground; signal: AbortSignal; house: string },
): Promise<void> {
  const { workspaceId } = actor;
  const clock = ground.ports.clock;
  const batch = await findBatch(db, workspaceId, batchId);
  const home = await findWorkspace(db, workspaceId);
  if (!batch || !home || batch.state === 'done') return;
  await updateBatch(db, batch, { state: 'running' });

  const leftOut = { consented: 0, refused: 0, homeless: 0 };
  const wanted: Addressee[] = [];
  for await (const people of readPeople(db, actor, batch.people)) {
    signal.throwIfAborted();
    const ids = people.map(({ id }) => id);
    const at = clock();
    const [byPost, byPhone] = await Promise.all([
      mayContactMany(db, { workspaceId, contactIds: ids, channel: 'post', purpose: 'ask_consent', at }),
      mayContactMany(db, { workspaceId, contactIds: ids, channel: 'phone', purpose: 'advertising', at }),
    ]);
    for (const person of people) {
      if (mayBeCalled(byPhone.get(person.id))) leftOut.consented++;
      else if (!byPost.get(person.id)?.allowed) leftOut.refused++;
      else if (doorOf(person) === undefined) leftOut.homeless++;
      else wanted.push(person);
    }
  }
  const doors = households(wanted, home.country);
  await updateBatch(db, batch, { households: doors.length, leftOut });
  for (const door of doors) {
    signal.throwIfAborted();
    await addLetter(db, actor, batch, door, ground);
  }

  const letters = await countLetters(db, batch);
  const pages = setPages(db, batch, { house, timeZone: home.timeZone, signal });
  const stored = await ground.ports.files.put(writeLetters(pages), 2 * 1024 ** 3);
  const now = clock();
  await inTransaction(db, async (trx) => {
    const fileId = newId(now.getTime());
    await insertFile(trx, {
      workspaceId,
      id: fileId,
      sha256: Buffer.from(stored.sha256, 'hex'),
      name: `Briefe ${batch.name}.pdf`,
      mediaType: 'application/pdf',
      bytes: stored.bytes,
      createdBy: actor.userId,
      createdAt: now,
    });
    await updateBatch(trx, batch, { state: 'done', printed: letters, fileId, finishedAt: now });
    await announce(trx, actor, lettersMade, { batchId, name: batch.name, letters }, now);
  });
}

/** What only waits for an hour or a day is a yes as well. */
function mayBeCalled(answer: MayContactAnswer | undefined): boolean {
  if (!answer || answer.allowed) return answer?.allowed ?? false;
  return ['rest_day', 'outside_hours', 'too_often'].includes(answer.because);
}

async function* readPeople(
  db: Db<WaysWorld>,
  actor: Actor,
  people: LetterBatchRow['people'],
): AsyncGenerator<Addressee[]> {
  if ('ids' in people) {
    for (let from = 0; from < people.ids.length; from += 200)
      yield addressees(db, actor, people.ids.slice(from, from + 200));
    return;
  }
  const filter = readFilters(people.filters);
  for (let cursor: string | undefined; ;) {
    const { items, next } = await contactPage(db, actor, { ...filter, cursor });
    yield addressees(
      db,
      actor,
      items.map(({ id }) => id),
    );
    if (next === null) return;
    cursor = next;
  }
}

async function addressees(db: Db<WaysWorld>, actor: Actor, ids: readonly string[]): Promise<Addressee[]> {
  const rows = await findContactsByIds(db, actor.workspaceId, ids);
  return rows.map(({ id, name, addresses }) => ({ id, name, address: addresses[0] }));
}

/** One household, one transaction: the gate's yes for each of them, its use, and the letter; or nothing. */
async function addLetter(
  db: Db<WaysWorld>,
  actor: Actor & { userId: string },
  batch: LetterBatchRow,
  door: Household,
  ground: Ground,
): Promise<void> {
  const now = ground.ports.clock();
  const { workspaceId } = actor;
  await inTransaction(db, async (trx) => {
    const id = newId(now.getTime());
    const fresh = await insertLetter(trx, {
      workspaceId,
      id,
      batchId: batch.id,
      household: door.household,
      key: ground.ports.random(16),
      contactIds: door.contactIds,
      lines: addresseeLines(door),
      names: door.names,
      printedAt: now,
      openedAt: null,
    });
    if (!fresh) return;
    const address = door.lines.join(', ');
    for (const contactId of door.contactIds) {
      const ask = { contactId, channel: 'post' as const, address, purpose: 'ask_consent' as const, at: now };
      const permit = await issuePermit(trx, actor, ask, now);
      await usePermit(trx, actor, permit, { act: 'letter', actId: id, at: now }, now);
      await announce(trx, actor, letterPrinted, { contactId, letterId: id, name: batch.name }, now);
    }
  }).catch((error: unknown) => {
    // Somebody objected since we looked: no letter to this door.
    if (!(error instanceof Refusal) || error.code !== 'contact_not_allowed') throw error;
  });
}

async function* setPages(
  db: Db<WaysWorld>,
  batch: LetterBatchRow,
  about: { house: string; timeZone: string; signal: AbortSignal },
): AsyncGenerator<Letter[]> {
  const date = new Intl.DateTimeFormat('de-DE', { dateStyle: 'long', timeZone: about.timeZone }).format(
    batch.createdAt,
  );
  let after = '00000000-0000-0000-0000-000000000000';
  let set = 0;
  for (;;) {
    const letters = await findLetters(db, batch, { after, limit: 100 });
    const last = letters.at(-1);
    if (!last) return;
    about.signal.throwIfAborted();
    yield letters.map((letter) => ({
      sender: batch.sender,
      addressee: letter.lines,
      date,
      subject: batch.subject,
      greeting: greetingOf(letter.names),
      text: batch.body,
      closing: batch.closing,
      invitation: 'Ihre Antwort: Code mit dem Telefon aufnehmen oder die Adresse eingeben',
      address: `${about.house}/ja/${publicKey(batch.workspaceId, letter.key)}`,
    }));
    after = last.id;
    set += letters.length;
    await updateBatch(db, batch, { printed: set });
  }
}
