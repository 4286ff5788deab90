import { Readable } from 'node:stream';
import { listMembers } from '#access';
import type { Actor } from '#platform/actor';
import { type Db, inTransaction } from '#platform/db';
import { notFound } from '#platform/errors';
import { announce } from '#platform/events';
import type { FileAnswer } from '#platform/http';
import { type Batches, type Column, csv, xlsx } from '#platform/write-table';
import { findWorkspace, localDay } from '#workspace';
import type { FileFormat, ListName } from '../contract.ts';
import { listExported } from '../events.ts';
import type { Words } from './columns.ts';
import type { ListWorld } from './read.ts';

const titles: Record<ListName, { de: string; en: string }> = {
  contacts: { de: 'Menschen', en: 'People' },
  companies: { de: 'Firmen', en: 'Companies' },
  deals: { de: 'Abschlüsse', en: 'Deals' },
  calls: { de: 'Gespräche', en: 'Calls' },
  'next-steps': { de: 'Nächste Schritte', en: 'Next steps' },
  contracts: { de: 'Verträge', en: 'Contracts' },
  customers: { de: 'Kunden', en: 'Customers' },
  'audience-people': { de: 'Zielgruppe', en: 'Target group' },
  'audit-entries': { de: 'Protokoll', en: 'Audit log' },
};

const mediaTypes: Record<FileFormat, string> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

type Wish = {
  format: FileFormat;
  separator?: 'semicolon' | 'comma' | undefined;
  locale?: 'de' | 'en' | undefined;
};

/** A list as a file, written while it is being read. When it ends, whole or broken off, an event says who took what, and how many. */
export async function listFile<Row>(
  db: Db<ListWorld>,
  actor: Actor,
  {
    list,
    wish,
    filter,
    columns,
    rows,
  }: {
    list: ListName;
    wish: Wish;
    filter: Record<string, unknown>;
    columns: readonly ((words: Words) => Column<Row>)[];
    rows: Batches<Row>;
  },
  clock: () => Date,
): Promise<FileAnswer> {
  const [workspace, members] = await Promise.all([
    findWorkspace(db, actor.workspaceId),
    listMembers(db, actor.workspaceId),
  ]);
  if (!workspace) throw notFound();
  const { format, locale = workspace.locale } = wish;
  const names = new Map(members.map((member) => [member.userId, member.name]));
  const words: Words = { locale, userName: (id) => (id === null ? null : (names.get(id) ?? null)) };
  const written = columns.map((column) => column(words));
  const manner = { locale, zone: workspace.timeZone };
  const title = titles[list][locale];
  const at = clock();
  const counted = announced(rows, (count, complete) =>
    inTransaction(db, (trx) =>
      announce(trx, actor, listExported, { list, format, filter, rows: count, complete }, clock()),
    ),
  );
  const separator = (wish.separator ?? (locale === 'de' ? 'semicolon' : 'comma')) === 'semicolon' ? ';' : ',';
  const content =
    format === 'xlsx'
      ? xlsx(written, counted, { ...manner, title, at })
      : csv(written, counted, { ...manner, separator });
  return {
    name: `${title} ${localDay(at, workspace.timeZone)}.${format}`,
    mediaType: mediaTypes[format],
    content: Readable.from(content, { objectMode: false }),
  };
}

async function* announced<Row>(
  batches: Batches<Row>,
  end: (rows: number, complete: boolean) => Promise<void>,
): AsyncGenerator<readonly Row[]> {
  let rows = 0;
  let complete = false;
  try {
    for await (const batch of batches) {
      rows += batch.length;
      yield batch;
    }
    complete = true;
  } finally {
    await end(rows, complete);
  }
}
