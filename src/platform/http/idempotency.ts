import { createHash, timingSafeEqual } from 'node:crypto';
import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import type { Kysely } from 'kysely';
import { Refusal } from '../errors.ts';
import type { Operation } from '../operation.ts';
import type { PlatformTables } from '../schema.ts';

/**
 * One effect for each key: the answer is kept in the transaction of the create itself. A second request with the key waits at the key's row for the first
 * one's end, then gets the same answer; with another content it is refused.
 */
export async function once<Tables, T>(
  db: Kysely<Tables>,
  call: { actor: { workspaceId: string; userId: string }; params: unknown; query: unknown; body: unknown; now: Date },
  operation: Operation,
  key: string,
  reply: FastifyReply,
  create: (trx: Kysely<Tables>) => Promise<T>,
): Promise<T> {
  if (key.length < 8 || key.length > 200)
    throw new Refusal(400, 'idempotency_key_invalid', 'Der Idempotency-Key braucht 8 bis 200 Zeichen.');
  const requestHash = createHash('sha256')
    // A file has not been read yet, and its stream is no text: of it only what the address says is compared.
    .update(JSON.stringify([call.params, call.query, call.body instanceof Readable ? null : call.body]))
    .digest();
  return db.transaction().execute(async (trx) => {
    const keys = trx as unknown as Kysely<PlatformTables>;
    const id = { workspaceId: call.actor.workspaceId, userId: call.actor.userId, key };
    const claimed = await keys
      .insertInto('idempotencyKey')
      .values({ ...id, operation: operation.name, requestHash, status: 0, response: 'null', createdAt: call.now })
      .onConflict((conflict) => conflict.doNothing())
      .returning('key')
      .executeTakeFirst();
    if (!claimed) {
      const row = await keys
        .selectFrom('idempotencyKey')
        .selectAll()
        .where('workspaceId', '=', id.workspaceId)
        .where('userId', '=', id.userId)
        .where('key', '=', id.key)
        .executeTakeFirstOrThrow();
      if (row.operation !== operation.name || !timingSafeEqual(row.requestHash, requestHash)) {
        throw new Refusal(422, 'idempotency_key_reused', 'Dieser Idempotency-Key gehört zu einer anderen Anfrage.');
      }
      reply.header('idempotency-replayed', 'true');
      return row.response as T;
    }
    const answer = await create(trx);
    await keys
      .updateTable('idempotencyKey')
      .set({ status: operation.status, response: JSON.stringify(answer ?? null) })
      .where('workspaceId', '=', id.workspaceId)
      .where('userId', '=', id.userId)
      .where('key', '=', id.key)
      .execute();
    return answer;
  });
}
