import { systemActor } from '#platform/actor';
import type { Db } from '#platform/db';
import { notFound, Refusal } from '#platform/errors';
import { readGivenKey } from '#platform/given-key';
import { dbOf, type Ground } from '#platform/ground';
import type { HookAnswer, HookRequest } from '#platform/hooks';
import { takesPlace } from '../commands/outcome.ts';
import type { MeetingsWorld } from '../commands/parts.ts';
import { providerOf } from './adapters/by-kind.ts';
import { openOrRefuse } from './commands.ts';
import { ForgedMessage, MalformedMessage, type ProviderEvent, type Told } from './provider.ts';
import * as queries from './queries.ts';
import type { ProviderRow } from './schema.ts';

export const hookPath = '/api/v1/meeting-providers/hooks/:key';
export const hookKind = 'videodienst';

/** One message of a provider, or of somebody who says so. Who can't have sent it leaves nothing behind but a note that somebody tried. */
export async function hearProvider(ground: Ground, request: HookRequest): Promise<HookAnswer> {
  const named = readGivenKey(ground.secrets, hookKind, request.params['key']);
  if (!named) throw notFound();
  const db = dbOf<MeetingsWorld>(ground, { workspaceId: named.workspaceId });
  const provider = await queries.findProvider(db, { workspaceId: named.workspaceId, providerId: named.id });
  const { hear } = provider ? providerOf(provider.kind, ground) : {};
  if (!provider || !hear) throw notFound();
  const open = await openOrRefuse(db, ground.secrets, provider);
  let told: Told;
  try {
    told = hear(open, request);
  } catch (error) {
    if (error instanceof ForgedMessage) return refuse(403, 'webhook_forged', error.message);
    if (error instanceof MalformedMessage) return refuse(400, 'webhook_malformed', `Nicht lesbar: ${error.message}`);
    throw error;
  }
  for (const event of told.events) await keep(db, provider, event, request.now);
  return told.answer
    ? { status: 200, mediaType: 'application/json', body: JSON.stringify(told.answer) }
    : { status: 204 };

  async function refuse(status: 400 | 403, code: string, why: string): Promise<never> {
    await queries.noteRefusal(db, provider as ProviderRow, why, request.now);
    throw new Refusal(status, code, why);
  }
}

/** It took place when one of us and somebody else were there. Where that was said by mistake, it can be taken back like a word of ours. */
async function keep(db: Db<MeetingsWorld>, provider: ProviderRow, event: ProviderEvent, now: Date): Promise<void> {
  const { workspaceId, id: providerId } = provider;
  await db.transaction().execute(async (trx) => {
    const { externalId } = event;
    const row = await queries.findProviderMeeting(trx, { workspaceId, providerId, externalId });
    // What else takes place in their account is nobody's business here.
    if (!row) return;
    const kept = { ...event, workspaceId, providerId, receivedAt: now };
    if (!(await queries.insertEvent(trx, kept)) || event.type !== 'ended') return;
    const came = await queries.findWhoCame(trx, kept);
    if (came.has('host_came') && came.has('guest_came'))
      await takesPlace(trx, systemActor(workspaceId), row.meetingId, now);
  });
}
