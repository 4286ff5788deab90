/**
 * The floor: what this machine could do if nothing were asked of it. Fastify and pg on the same tables and indexes, as the database's owner: no tenancy, no sessions, no checks,
 * no events. Our own figures are read against it, because machines differ and are shared.
 */
import { readFileSync } from 'node:fs';
import fastify from 'fastify';
import pg from 'pg';
import { fold } from '../src/capabilities/contacts/rules/fold.ts';

const { connection, workspaceId } = JSON.parse(readFileSync(0, 'utf8')) as {
  connection: pg.PoolConfig;
  workspaceId: string;
};
const pool = new pg.Pool({ ...connection, max: 20 });
const server = fastify();
const rows = async (name: string, text: string, values: unknown[]) => (await pool.query({ name, text, values })).rows;

const item = `id, kind, name, company_id, job_title, postal_code, city, phones, emails, owner_id, tags, status, source, last_touch_at, created_at, version`;
server.get<{ Querystring: { city: string } }>('/list', (request) =>
  rows(
    'list',
    `select ${item} from contact where workspace_id = $1 and city_folded = $2 and removed_at is null order by sort_name, id limit 60`,
    [workspaceId, fold(request.query.city)],
  ),
);
server.get<{ Params: { id: string } }>('/record/:id', async (request) => {
  const [contact, timeline] = await Promise.all([
    rows('one', `select * from contact where workspace_id = $1 and id = $2`, [workspaceId, request.params.id]),
    rows(
      'story',
      `select * from event where workspace_id = $1 and contact_id = $2 order by occurred_at desc, id desc limit 30`,
      [workspaceId, request.params.id],
    ),
  ]);
  return { contact: contact[0], timeline };
});
server.post<{ Body: { firstName: string; lastName: string; phone: string } }>('/create', async ({ body }) => {
  const made = await rows(
    'create',
    `insert into contact (workspace_id, id, kind, first_name, last_name, name, sort_name, phones, created_at, updated_at)
     values ($1, gen_random_uuid(), 'private', $2, $3, $2 || ' ' || $3, lower($3 || ' ' || $2), $4, now(), now()) returning *`,
    [workspaceId, body.firstName, body.lastName, JSON.stringify([{ label: 'mobile', value: body.phone }])],
  );
  return made[0];
});
server.patch<{ Params: { id: string }; Body: { jobTitle: string } }>('/update/:id', async (request) => {
  const changed = await rows(
    'update',
    `update contact set job_title = $3, version = version + 1, updated_at = now() where workspace_id = $1 and id = $2 returning *`,
    [workspaceId, request.params.id, request.body.jobTitle],
  );
  return changed[0];
});

await server.listen({ port: Number(process.env['PORT']), host: '127.0.0.1' });
process.stdout.write('ready\n');
