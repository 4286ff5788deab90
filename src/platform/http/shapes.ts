import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { answerSchema } from '../json-schema.ts';
import type { Operation } from '../operation.ts';
import { InvalidInput } from './problem.ts';

export const json = 'application/json; charset=utf-8';

/** One part of a request as its shape has it. Unknown fields are refused, not dropped: the shapes are strict, and nothing else checks the input. */
export function taken<Shape extends z.ZodType>(part: string, shape: Shape, given: unknown): z.output<Shape> {
  const read = shape.safeParse(given ?? {});
  if (!read.success) throw new InvalidInput(part, read.error);
  return read.data;
}

/** An answer as it may leave. Its serialiser is compiled for the first one: for all operations at once that is half of what a start costs. */
export function inShape(reply: FastifyReply, { output }: Operation, answer: unknown): string {
  return reply.serializeInput(answer as Record<string, unknown>, answerSchema(output)) as string;
}
