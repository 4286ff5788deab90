import type { FastifyRequest } from 'fastify';
import { expect, test } from 'vitest';
import type { Ground } from '../ground.ts';
import { judge } from './problem.ts';

const ground = { log: { error: () => undefined } } as unknown as Ground;
const request = { id: '1', method: 'GET', routeOptions: { url: '/' } } as FastifyRequest;

test.each([
  ['PostgreSQL has no socket yet', { code: 'ENOENT', syscall: 'connect' }, 503],
  ['the connection is gone', { code: 'ECONNRESET', syscall: 'read' }, 503],
  ['it shuts down', { code: '57P01' }, 503],
  ['a file of ours is missing', { code: 'ENOENT', syscall: 'open' }, 500],
])('%s', (_, about, status) => {
  expect(judge(ground, request, Object.assign(new Error('lost'), about)).status).toBe(status);
});
