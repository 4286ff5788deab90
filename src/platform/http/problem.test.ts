import type { FastifyRequest } from 'fastify';
import { expect, test } from 'vitest';
import type { Ground } from '../ground.ts';
import { Refusal } from '../errors.ts';
import { judge } from './problem.ts';

const ground = { log: { error: () => undefined } } as unknown as Ground;
const asks = (headers: FastifyRequest['headers'] = {}) =>
  ({ id: '1', method: 'GET', routeOptions: { url: '/' }, headers }) as FastifyRequest;

test.each([
  ['PostgreSQL has no socket yet', { code: 'ENOENT', syscall: 'connect' }, 503],
  ['the connection is gone', { code: 'ECONNRESET', syscall: 'read' }, 503],
  ['it shuts down', { code: '57P01' }, 503],
  ['two waited for each other', { code: '40P01' }, 503],
  ['a file of ours is missing', { code: 'ENOENT', syscall: 'open' }, 500],
])('%s', (_, about, status) => {
  expect(judge(ground, asks(), Object.assign(new Error('lost'), about)).status).toBe(status);
});

test.each([
  ['de-DE,de;q=0.9,en;q=0.8', 'Ein Feld steht zweimal in der Anfrage.', 'Ein Feld steht zweimal in der Anfrage.'],
  ['en-GB,en;q=0.9,de;q=0.8', 'Ein Feld steht zweimal in der Anfrage.', 'A field is in the request twice.'],
  ['fr', 'Ein Feld steht zweimal in der Anfrage.', 'Ein Feld steht zweimal in der Anfrage.'],
  ['en', '„Heiße (neue)“ gibt es hier schon.', '“Heiße (neue)” is here already.'],
  [
    'en',
    'Hier liegen noch 3 offene Abschlüsse. Bitte wählen Sie, wohin damit.',
    'There are still 3 open deals in here. Please choose where they go.',
  ],
  ['en', 'Was niemand übersetzt hat.', 'Was niemand übersetzt hat.'],
])('says no to whoever reads %s: %s', (language, german, said) => {
  const refusal = new Refusal(400, 'key_repeated', german);
  expect(judge(ground, asks({ 'accept-language': language }), refusal)).toMatchObject({
    code: 'key_repeated',
    detail: said,
  });
});
