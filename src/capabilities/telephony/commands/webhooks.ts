import { Refusal, notFound } from '#platform/errors';
import { dbOf, type Ground } from '#platform/ground';
import type { HookAnswer, HookRequest } from '#platform/hooks';
import { ForgedWebhook, MalformedWebhook, type Webhook } from '../provider.ts';
import { findLine, noteRefusal } from '../queries/lines.ts';
import { readHookKey } from '../rules/hook-address.ts';
import type { LineRow, TelephonyTables } from '../schema.ts';
import type { Telephony } from '../telephony.ts';
import { openLine } from './lines.ts';

/** One message of a carrier, or of somebody who says so. Who can't have sent it leaves nothing behind but a note that somebody tried. */
export async function receiveWebhook(ground: Ground, telephony: Telephony, request: HookRequest): Promise<HookAnswer> {
  const hook = readHookKey(ground.secrets, request.params['key'] ?? '');
  if (!hook) throw notFound();
  const db = dbOf<TelephonyTables>(ground, { workspaceId: hook.workspaceId });
  const line = await findLine(db, hook);
  if (!line || line.archivedAt !== null || line.hookVersion !== hook.version) throw notFound();
  const provider = telephony.providerOf(line.kind);
  if (!provider?.parseWebhook) throw notFound();

  const opened = await openLine(db, ground.secrets, line);
  let webhook: Webhook;
  try {
    webhook = provider.parseWebhook(opened, request);
  } catch (error) {
    if (error instanceof ForgedWebhook) return refuse(403, 'webhook_forged', error.message);
    if (error instanceof MalformedWebhook) return refuse(400, 'webhook_malformed', `Nicht lesbar: ${error.message}`);
    throw error;
  }
  const { news } = await telephony.receive(line, webhook.events, request.rawBody.toString('utf8').replaceAll('\0', ''));
  if (news > 0) await webhook.followUp?.();
  return webhook.answer ? { status: 200, ...webhook.answer } : { status: 204 };

  async function refuse(status: 400 | 403, code: string, why: string): Promise<never> {
    await noteRefusal(db, line as LineRow, why, request.now);
    throw new Refusal(status, code, why);
  }
}
