import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { newId } from '#platform/ids';
import { connectAsOwner } from '../../../../test/setup/database.ts';

const sql = readFileSync(join(import.meta.dirname, '../migrations/20261129203000_places.sql'), 'utf8');

test('lines on booking pages become exhibits of one place for each address, and lead there from then on', async () => {
  // A database of its own, since tables go and come.
  const client = await connectAsOwner('places');
  try {
    await client.query('begin');
    await client.query('alter table booking_page drop column place_id');
    await client.query('alter table meeting drop column place_id');
    await client.query('drop table exhibit, exhibit_picture, place');
    await client.query(`alter table booking_page add column exhibits jsonb not null default '[]'`);
    const [here, there] = [newId(), newId()];
    const page = async (workspaceId: string, location: string | null, seats: number, exhibits: string[]) => {
      const id = newId();
      await client.query(
        `insert into booking_page (workspace_id, id, key, title, privacy_url, way, location, minutes, step_minutes, before_minutes, after_minutes, notice_minutes,
           horizon_days, assignment, questions, seats, exhibits, created_by, created_at, updated_at)
         values ($1, $2, $7, 'Besuch', 'https://x.example', $3, $4, 30, 30, 0, 0, 0, 30, 'any', '[]', $5, $6, $2, now(), now())`,
        [
          workspaceId,
          id,
          location === null ? 'video' : 'place',
          location,
          seats,
          JSON.stringify(exhibits),
          randomBytes(16),
        ],
      );
      return id;
    };
    const pages = [
      await page(here, 'Königsplatz 1', 2, ['Wärmepumpe', 'Speicher']),
      await page(here, 'Königsplatz 1', 4, ['Speicher', 'Wallbox']),
      await page(here, 'Marktplatz 2', 1, []),
      await page(here, null, 3, []),
      await page(there, 'Königsplatz 1', 1, ['Modul']),
    ];
    await client.query(sql);
    const { rows } = await client.query<{ id: string; name: string; capacity: number; exhibits: string[] }>(
      `select b.id, p.name, p.capacity, p.workspace_id = b.workspace_id as own,
         array(select e.name from exhibit e where e.workspace_id = p.workspace_id and e.place_id = p.id order by e.position) as exhibits
       from booking_page b left join place p on p.id = b.place_id where b.id = any($1)`,
      [pages],
    );
    const found = new Map(rows.map(({ id, ...row }) => [id, row]));
    const königsplatz = { name: 'Königsplatz 1', own: true };
    const both = { ...königsplatz, capacity: 4, exhibits: ['Wärmepumpe', 'Speicher', 'Wallbox'] };
    const none = { name: null, capacity: null, own: null, exhibits: [] };
    expect(pages.map((id) => found.get(id))).toEqual([
      both,
      both,
      none,
      none,
      { ...königsplatz, capacity: 1, exhibits: ['Modul'] },
    ]);
  } finally {
    await client.query('rollback');
    await client.end();
  }
});
