import { createHash, timingSafeEqual } from 'node:crypto';
import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import type { Kysely } from 'kysely';
import { Refusal } from '../errors.ts';
import type { Operation } from '../operation.ts';
import type { PlatformTables } from '../schema.ts';

/**
 * One effect for each key: the answer is kept in the transaction of the create itself. A second request with the key waits at the key's row for the first
 * one's end, then gets the same answer; with another content it is refused. What is in a file is known only once it has been read.
 */
export async function once<Tables, T>(
  db: Kysely<Tables>,
  call: { actor: { workspaceId: string; userId: string }; params: unknown; query: unknown; body: unknown; now: Date },
  operation: Operation,
  key: string,
  reply: FastifyReply,
  create: (trx: Kysely<Tables>, body: unknown) => Promise<T>,
): Promise<T> {
  if (key.length < 8 || key.length > 200)
    throw new Refusal(400, 'idempotency_key_invalid', 'Der Idempotency-Key braucht 8 bis 200 Zeichen.');
  const file = call.body instanceof Readable ? meteredFile(call.body) : undefined;
  const hashOf = (content: unknown) =>
    createHash('sha256')
      .update(JSON.stringify([call.params, call.query, content]))
      .digest();
  const requestHash = hashOf(file ? null : call.body);
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
      const asked = file ? hashOf(await file.sha256()) : requestHash;
      if (row.operation !== operation.name || !timingSafeEqual(row.requestHash, asked)) {
        throw new Refusal(422, 'idempotency_key_reused', 'Dieser Idempotency-Key gehört zu einer anderen Anfrage.');
      }
      reply.header('idempotency-replayed', 'true');
      return row.response as T;
    }
    const answer = await create(trx, file?.content ?? call.body);
    await keys
      .updateTable('idempotencyKey')
      .set({
        status: operation.status,
        response: JSON.stringify(answer ?? null),
        ...(file && { requestHash: hashOf(await file.sha256()) }),
      })
      .where('workspaceId', '=', id.workspaceId)
      .where('userId', '=', id.userId)
      .where('key', '=', id.key)
      .execute();
    return answer;
  });
}

/** A file on its way in, and what it was once somebody has read it. */
function meteredFile(source: Readable): { content: Readable; sha256: () => Promise<string> } {
  const digest = createHash('sha256');
  async function* metered(): AsyncGenerator<Buffer> {
    for await (const chunk of source as AsyncIterable<Buffer>) {
      digest.update(chunk);
      yield chunk;
    }
  }
  const content = Readable.from(metered(), { objectMode: false });
  return {
    content,
    async sha256() {
      // What the handler had no need to read belongs to it all the same.
      if (!content.readableEnded) for await (const _ of content);
      return digest.digest('hex');
    },
  };
}
