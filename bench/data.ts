import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { PgConnection } from '#platform/db';
import { keysOfCompany, keysOfContact, vocabularyOf } from '../src/capabilities/contacts/rules/keys.ts';
import { letterOf } from '../src/capabilities/contacts/queries/parts.ts';
import { fold, sortable } from '../src/capabilities/contacts/rules/fold.ts';
import { searchWords } from '../src/capabilities/contacts/answers.ts';
import { nameOf } from '../src/capabilities/contacts/rules/names.ts';

/** Who owns the large workspace. */
export const benchUser = { email: 'bench@example.org', password: 'messen statt meinen' };

export type Size = { people: number; companies: number; deals: number; events: number };
export const sizes: Record<'full' | 'small', Size> = {
  full: { people: 1_000_000, companies: 200_000, deals: 300_000, events: 5_000_000 },
  small: { people: 100_000, companies: 20_000, deals: 30_000, events: 500_000 },
};

const firstNames =
  'Anna Peter Mia Jürgen Ayşe Sören Chiara Lukas Maximilian Annegret Ömer Łukasz Thảo Hans-Peter Zoë Göran Noor Dörte Ilse Wolfgang Leonie Ralf Müjde Karl-Heinz Uwe Helga Emre Katarzyna Bernd Jana Finn Lea Mehmet Sabine Torsten Petra Jonas Emilia Ben Sofia'.split(
    ' ',
  );
const lastNames =
  'Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Schäfer Koch Bauer Richter Klein Wolf Schröder Neumann Schwarz Zimmermann Braun Krüger Hofmann Hartmann Lange Schmitt Werner Krause Meier Lehmann Schmid Schulze Maier Köhler Herrmann König Walter Mayer Huber Kaiser Fuchs Peters Lang Scholz Möller Weiß Jung Hahn Schubert Vogel Friedrich Keller Günther Frank Berger Winkler Roth Beck Lorenz Baumann Franke Albrecht Schuster Simon Ludwig Böhm Winter Kraus Martin Schumacher Krämer Vogt Stein Jäger Otto Sommer Groß Seidel Heinrich Brandt Haas Schreiber Graf Schulte Dietrich Ziegler Kuhn Kühn Pohl Engel Horn Busch Bergmann Thomas Voigt Sauer Arnold Wolff Pfeiffer Yılmaz Öztürk Nowak Kowalski Nguyễn'.split(
    ' ',
  );
const syllables =
  'bach berg born brück burg dorf feld hagen hausen heim hof holz kirch lach mann moor rode stein stadt tal wald weiler werder wies'.split(
    ' ',
  );
const cities: [string, string][] = [
  ['34117', 'Kassel'],
  ['34131', 'Kassel'],
  ['37213', 'Witzenhausen'],
  ['34346', 'Hann. Münden'],
  ['99817', 'Eisenach'],
  ['37073', 'Göttingen'],
  ['34212', 'Melsungen'],
  ['34497', 'Korbach'],
  ['36251', 'Bad Hersfeld'],
  ['34369', 'Hofgeismar'],
  ['04109', 'Leipzig'],
  ['01067', 'Dresden'],
  ['80331', 'München'],
  ['50667', 'Köln'],
  ['28195', 'Bremen'],
  ['99084', 'Erfurt'],
  ['97070', 'Würzburg'],
  ['33602', 'Bielefeld'],
  ['59065', 'Hamm'],
  ['35037', 'Marburg'],
];
const streets = [
  'Goethestraße',
  'Weserweg',
  'Frankfurter Straße',
  'Am Mühlbach',
  'Ölmühlenweg',
  'Königsstraße',
  'Auf dem Hügel',
  'Wilhelmshöher Allee',
];
const trades = [
  'Autohaus',
  'Bäckerei',
  'Praxis',
  'Malerbetrieb',
  'Steuerbüro',
  'Elektro',
  'Gasthof',
  'Dachdeckerei',
  'Tischlerei',
  'Kanzlei',
];
const forms = ['GmbH', 'e.K.', 'GbR', 'GmbH & Co. KG', 'UG (haftungsbeschränkt)', 'AG'];

/** Deterministic: the same number for the same place, whatever ran before. */
function dice(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export const idOf = (kind: 1 | 2 | 3 | 4, n: number): string =>
  `0190${kind}000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;
const begin = Date.UTC(2026, 0, 1);

/** A third of the people bear one of the hundred common names; the others one of some thousand made of syllables, as in a telephone book. */
function lastName(roll: () => number): string {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(roll() * list.length)] as T;
  if (roll() < 0.35) return pick(lastNames);
  const first = pick(syllables);
  return first.charAt(0).toUpperCase() + first.slice(1) + pick(syllables) + (roll() < 0.3 ? 'er' : '');
}

/** What the people look like, for benchmarks that ask for one. */
export function person(n: number, size: Size) {
  const roll = dice(n * 7 + 1);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(roll() * list.length)] as T;
  const [first, last] = [pick(firstNames), lastName(roll)];
  const [postalCode, city] = pick(cities);
  const company = roll() < 0.4 ? Math.floor(roll() * size.companies) : undefined;
  const mobile = roll() < 0.5;
  return {
    firstName: first,
    lastName: last,
    company,
    phones: [
      {
        label: mobile ? 'mobile' : 'home',
        value: mobile ? `+49171${String(1_000_000 + n).padStart(7, '0')}` : `+49561${String(1_000_000 + n)}`,
      },
    ],
    emails: roll() < 0.6 ? [{ label: 'home', value: `${fold(first)}.${fold(last)}${n}@example.de` }] : [],
    addresses: [
      {
        label: 'home',
        street: pick(streets),
        houseNumber: String(1 + Math.floor(roll() * 180)),
        postalCode,
        city,
        country: 'DE',
      },
    ],
    tags: roll() < 0.2 ? [pick(['Eigenheim', 'Altbau', 'Empfehlung', 'Messe'])] : [],
    owner: Math.floor(roll() * 5),
    touched: roll() < 0.7 ? new Date(begin + Math.floor(roll() * 320 * 86_400_000)) : null,
    created: new Date(begin + Math.floor((n / size.people) * 300 * 86_400_000)),
  };
}

function companyName(n: number): string {
  const roll = dice(n * 13 + 5);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(roll() * list.length)] as T;
  return `${pick(trades)} ${lastName(roll)} ${pick(forms)}`;
}

/** Fills an empty workspace by COPY, as the owner of the tables. */
export async function makeData(
  owner: PgConnection,
  workspaceId: string,
  userIds: readonly string[],
  size: Size,
): Promise<void> {
  const client = new pg.Client(owner);
  await client.connect();
  await client.query(`set maintenance_work_mem = '512MB'; set synchronous_commit = off`);
  // Built once at the end, not row by row.
  const indexes = await client.query<{ name: string; definition: string }>(
    `select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition from pg_index i
     where i.indrelid = any('{contact,contact_key,company,deal,deal_word,event}'::regclass[]) and not i.indisunique`,
  );
  for (const { name } of indexes.rows) await client.query(`drop index ${name}`);
  const copy = (table: string, lines: Iterable<string>) =>
    pipeline(Readable.from(chunked(lines)), client.query(copyFrom(`copy ${table} from stdin`)));
  const words = new Set<string>();
  const remember = (keys: Parameters<typeof vocabularyOf>[0]) => vocabularyOf(keys).forEach((word) => words.add(word));

  await copy(
    'company (workspace_id, id, name, sort_name, owner_id, created_at, updated_at)',
    (function* () {
      for (let n = 0; n < size.companies; n++) {
        const name = companyName(n);
        yield row(
          workspaceId,
          idOf(2, n),
          name,
          sortable(name),
          userIds[n % userIds.length],
          new Date(begin),
          new Date(begin),
        );
      }
    })(),
  );
  await copy(
    'contact_key (workspace_id, kind, value, subject_id)',
    (function* () {
      for (let n = 0; n < size.companies; n++) {
        const keys = keysOfCompany({
          name: companyName(n),
          phones: [],
          emails: [],
          addresses: [],
          tags: [],
          externalId: null,
          website: null,
        });
        remember(keys);
        for (const key of keys) yield row(workspaceId, letterOf('company', key.kind), key.value, idOf(2, n));
      }
    })(),
  );
  await copy(
    'contact (workspace_id, id, kind, first_name, last_name, name, sort_name, company_id, phones, emails, addresses, city_folded, tags, owner_id, last_touch_at, created_at, updated_at)',
    (function* () {
      for (let n = 0; n < size.people; n++) {
        const one = person(n, size);
        const named = nameOf(one);
        yield row(
          workspaceId,
          idOf(1, n),
          one.company === undefined ? 'private' : 'business',
          one.firstName,
          one.lastName,
          named?.name ?? '',
          named?.sortName ?? '',
          one.company === undefined ? null : idOf(2, one.company),
          JSON.stringify(one.phones),
          JSON.stringify(one.emails),
          JSON.stringify(one.addresses),
          fold(one.addresses[0]?.city ?? ''),
          `{${one.tags.join(',')}}`,
          userIds[one.owner % userIds.length],
          one.touched,
          one.created,
          one.created,
        );
      }
    })(),
  );
  await copy(
    'contact_key (workspace_id, kind, value, subject_id)',
    (function* () {
      for (let n = 0; n < size.people; n++) {
        const one = person(n, size);
        const keys = keysOfContact(
          { ...one, name: nameOf(one)?.name ?? '', externalId: null },
          one.company === undefined ? null : companyName(one.company),
        );
        remember(keys);
        for (const key of keys) yield row(workspaceId, letterOf('contact', key.kind), key.value, idOf(1, n));
      }
    })(),
  );
  await copy(
    'search_word (workspace_id, word)',
    [...words].map((word) => row(workspaceId, word)),
  );
  await client.query(
    `insert into deal (workspace_id, id, title, contact_id, pipeline_id, stage_id, stage_since, value_cents, currency, close_on, owner_id, created_at, updated_at)
     select $1, ('01903000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 'PV-Anlage ' || n,
       ('01901000-0000-7000-8000-' || lpad(to_hex(n * 3 % $2::int), 12, '0'))::uuid, s.pipeline_id, s.id,
       timestamptz '2026-06-01' + (n % 170) * interval '1 day', 500000 + n % 4000 * 1000, 'EUR', date '2026-10-01' + n % 300,
       ($4::uuid[])[1 + n % cardinality($4::uuid[])], '2026-06-01', '2026-06-01'
     from generate_series(0, $3::int - 1) n
     join (select *, row_number() over (order by position) - 1 as place, count(*) over () as stages from stage where workspace_id = $1) s on s.place = n % s.stages`,
    [workspaceId, size.people, size.deals, userIds],
  );
  await copy(
    'deal_word (workspace_id, word, deal_id)',
    (function* () {
      for (let n = 0; n < size.deals; n++)
        for (const word of searchWords(`PV-Anlage ${n}`)) yield row(workspaceId, word, idOf(3, n));
    })(),
  );
  // A past, sealed elsewhere: what the timeline has to find its page among, and what scores are learned from. Everybody came in, was called once a week, and some have bought. Whom a nature
  // that no field tells makes pick up more often, buys more often; so what came of the calls before tells something.
  await client.query(
    `insert into event (workspace_id, id, type, occurred_at, recorded_at, actor_kind, actor_id, contact_id, payload)
     select $1, ('01904000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, type,
       at, at + interval '1 minute', 'user', $4::uuid, contact_id,
       case type
         when 'calls.logged' then jsonb_build_object('callId', ('01905000-0000-7000-8000-' || lpad(to_hex(n), 12, '0')), 'contactId', contact_id, 'direction', case when chance % 17 = 0 then 'inbound' else 'outbound' end,
           'durationSeconds', case when chance < nature then 20 + chance else 0 end, 'disposition', jsonb_build_object('meaning', case when chance < nature then 'connected' else 'no_answer' end))
         else jsonb_build_object('contactId', contact_id) end || '{"note": "Dach nach Süden, Angebot gewünscht"}'
     from generate_series(0, $3::int - 1) n
     cross join lateral (select (n::bigint * 7919 % $2)::int as person, n / $2::int as week) o
     cross join lateral (select timestamptz '2026-01-01' + person * (300 * interval '1 day' / $2::int) + week * interval '7 days' + n % 30000 * interval '1 second' as at) w
     cross join lateral (select ('01901000-0000-7000-8000-' || lpad(to_hex(person), 12, '0'))::uuid as contact_id, case when ('x' || left(md5('who ' || person), 6))::bit(24)::int % 4 = 0 then 700 else 100 end as nature, ('x' || left(md5('what ' || n), 6))::bit(24)::int % 1000 as chance) p
     cross join lateral (select case when week = 0 then 'contacts.created' when week = 4 and chance < nature / 100 * 30 - 25 then 'deals.won' else 'calls.logged' end as type) t`,
    [workspaceId, size.people, size.events, userIds[0]],
  );
  // One in a hundred of the calls, for whoever learns when people pick up.
  await client.query(
    `insert into call (workspace_id, id, contact_id, user_id, direction, started_at, ended_at, duration_seconds, disposition_id, created_at, updated_at)
     select $1, (payload->>'callId')::uuid, contact_id, $2, 'outbound', occurred_at, occurred_at + interval '1 minute', (payload->>'durationSeconds')::int, d.id, occurred_at, occurred_at
     from event join lateral (select id from disposition where workspace_id = $1 and meaning = payload#>>'{disposition,meaning}' order by position limit 1) d on true
     where event.workspace_id = $1 and type = 'calls.logged' and payload->>'direction' = 'outbound' and get_byte(uuid_send(event.id), 15) < 3`,
    [workspaceId, userIds[0]],
  );
  for (const { definition } of indexes.rows) await client.query(definition);
  await client.query('vacuum analyze');
  await client.end();
}

function row(...values: (string | Date | null | undefined)[]): string {
  return `${values
    .map((value) =>
      value === null || value === undefined
        ? '\\N'
        : (value instanceof Date ? value.toISOString() : value).replace(
            /[\\\t\n\r]/g,
            (sign) => ({ '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' })[sign] ?? '',
          ),
    )
    .join('\t')}\n`;
}

function* chunked(lines: Iterable<string>): Generator<string> {
  let chunk = '';
  for (const line of lines) {
    chunk += line;
    if (chunk.length > 65_536) {
      yield chunk;
      chunk = '';
    }
  }
  yield chunk;
}
