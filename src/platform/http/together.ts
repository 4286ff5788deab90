import { parse } from 'node:querystring';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Kysely } from 'kysely';
import pg from 'pg';
import { z } from 'zod';
import { sharingOne, type Sight } from '../db.ts';
import { notFound } from '../errors.ts';
import { dbOf, type Ground } from '../ground.ts';
import type { Operation } from '../operation.ts';
import { judge } from './problem.ts';
import { inShape, json, taken } from './shapes.ts';

/** One read as its own address would have it: the same words in, the same shape out. */
export type Read<Caller> = {
  operation: Operation;
  answer(
    caller: Caller,
    params: unknown,
    query: unknown,
    at: { request: FastifyRequest; reply: FastifyReply; db: Kysely<object> },
  ): Promise<unknown>;
};

/** More than a page of ours asks for at one time. */
export const mostAsks = 20;

const Asks = z.strictObject({
  asks: z
    .array(
      z.strictObject({
        operation: z.string().max(100),
        params: z.record(z.string().max(50), z.string().max(200)),
        /** As in an address, without the question mark. */
        query: z.string().max(8_000),
      }),
    )
    .min(1)
    .max(mostAsks),
});

/**
 * What a page asks for in one breath, in one request: [{status, body}], each as it would have been alone. A record opens with seven reads, and most of what each of
 * them costs is the request around it.
 */
export function mountTogether<Caller>(
  server: FastifyInstance,
  ground: Ground,
  url: string,
  reads: ReadonlyMap<string, Read<Caller>>,
  door: {
    admit: (request: FastifyRequest) => Promise<Caller>;
    mayRead: (caller: Caller, operation: Operation) => void;
    sightOf: (caller: Caller) => Sight;
  },
): void {
  const callers = new WeakMap<FastifyRequest, Caller>();
  server.route({
    method: 'POST',
    url,
    bodyLimit: 256 * 1024,
    onRequest: async (request) => void callers.set(request, await door.admit(request)),
    handler: async (request, reply) => {
      const caller = callers.get(request);
      if (caller === undefined) throw new Error('a request without a caller has come past the door');
      const { asks } = taken('body', Asks, request.body);
      const sight = door.sightOf(caller);
      const shared = sharingOne<object>(ground.pool, sight);
      const answers = await Promise.all(
        asks.map(async ({ operation: name, params, query }) => {
          try {
            const read = reads.get(name);
            if (!read) throw notFound();
            const { operation } = read;
            door.mayRead(caller, operation);
            const [where, which] = [
              taken('params', operation.params, params),
              taken('querystring', operation.query, parse(query)),
            ];
            const ask = (db: Kysely<object>) => read.answer(caller, where, which, { request, reply, db });
            const alone = () => ask(dbOf(ground, sight));
            const answer = await (ofOneRecord(where, which) ? sharedOr(alone, () => ask(shared)) : alone());
            return `{"status":${operation.status},"body":${inShape(reply, operation, answer)}}`;
          } catch (error) {
            const problem = judge(ground, request, error, name);
            return JSON.stringify({ status: problem.status, body: problem });
          }
        }),
      );
      return reply.type(json).send(`[${answers.join()}]`);
    },
  });
}

const records = ['contactId', 'companyId', 'dealId', 'callId', 'meetingId'];

/** The few rows of one record: what is around such a read costs more than it does. A list or a sum may take long, and nobody should wait behind it. */
function ofOneRecord(params: unknown, query: unknown): boolean {
  const named = { ...(params as object), ...(query as object) };
  return records.some((name) => name in named);
}

/** A statement that fails takes along all that flew with it; they need not pay for it. */
async function sharedOr<T>(alone: () => Promise<T>, shared: () => Promise<T>): Promise<T> {
  try {
    return await shared();
  } catch (error) {
    if (error instanceof pg.DatabaseError) return alone();
    throw error;
  }
}
