import type { Actor } from '#platform/actor';
import { type Db, inTransaction } from '#platform/db';
import { notFound, Refusal } from '#platform/errors';
import { announce } from '#platform/events';
import { newId } from '#platform/ids';
import type { Random } from '#platform/ports';
import { Channel, type CreateForm } from '../contract.ts';
import { formClosed, formOpened } from '../events.ts';
import { closeForm as writeClosing, findCurrentWordings, findForm, insertForm } from '../queries/forms.ts';
import type { ConsentFormRow } from '../schema.ts';
import type { ConsentWorld } from './ledger.ts';

/** A form shows the released texts of its channels; without one there would be nothing to agree to. */
export function createForm(
  db: Db<ConsentWorld>,
  actor: Actor & { userId: string },
  input: CreateForm,
  random: Random,
  now: Date,
): Promise<ConsentFormRow> {
  return inTransaction(db, async (trx) => {
    const { workspaceId, userId } = actor;
    const channels = Channel.options.filter((channel) => input.channels.includes(channel));
    const released = new Set((await findCurrentWordings(trx, workspaceId)).map(({ channel }) => channel));
    const missing = channels.filter((channel) => !released.has(channel));
    if (missing.length > 0)
      throw new Refusal(
        422,
        'wording_missing',
        'Für jeden Weg des Formulars braucht es einen freigegebenen Wortlaut zur Werbung.',
        { channels: missing },
      );
    const row: ConsentFormRow = {
      workspaceId,
      id: newId(now.getTime()),
      key: random(16),
      name: input.name,
      heading: input.heading,
      intro: input.intro?.trim() || null,
      privacyUrl: input.privacyUrl,
      callNumber: input.callNumber ?? null,
      channels,
      createdBy: userId,
      createdAt: now,
      closedBy: null,
      closedAt: null,
    };
    await insertForm(trx, row);
    await announce(trx, actor, formOpened, { formId: row.id, name: row.name, channels }, now);
    return row;
  });
}

/** For good: whoever has its address finds nothing there any more. Closing a closed one changes nothing. */
export function closeForm(
  db: Db<ConsentWorld>,
  actor: Actor & { userId: string },
  formId: string,
  now: Date,
): Promise<ConsentFormRow> {
  return inTransaction(db, async (trx) => {
    const { workspaceId, userId } = actor;
    const closed = await writeClosing(trx, { workspaceId, id: formId }, { closedBy: userId, closedAt: now });
    if (closed) await announce(trx, actor, formClosed, { formId, name: closed.name }, now);
    const form = closed ?? (await findForm(trx, workspaceId, formId));
    if (!form) throw notFound();
    return form;
  });
}
