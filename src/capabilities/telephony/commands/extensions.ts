import type { Actor } from '#platform/actor';
import { type Db, inTransaction } from '#platform/db';
import { notFound, Refusal } from '#platform/errors';
import { announce } from '#platform/events';
import { refuseStale } from '#platform/http';
import type { LineExtension, LineExtensions } from '../contract.ts';
import { lineChanged } from '../events.ts';
import { findLatestEvents } from '../queries/carrier-events.ts';
import { findLines, lockLine, updateLine } from '../queries/lines.ts';
import { spellExtension, strangeWords } from '../rules/extensions.ts';
import type { LineRow, TelephonyTables } from '../schema.ts';
import { type LinesWorld, refuseStranger } from './lines.ts';

/** Enough of them to name everybody who telephones. */
const latest = 200;
const mostHeard = 20;

/** Of every line whose carrier tells us who of us it is. */
export async function listExtensions(db: Db<TelephonyTables>, workspaceId: string): Promise<LineExtensions[]> {
  const lines = await findLines(db, workspaceId);
  return Promise.all(lines.filter((line) => line.archivedAt === null && tells(line)).map((line) => toView(db, line)));
}

export function setExtensions(
  db: Db<LinesWorld>,
  actor: Actor,
  { lineId, extensions }: { lineId: string; extensions: readonly LineExtension[] },
  ifMatch: number | undefined,
  now: Date,
): Promise<LineExtensions> {
  return inTransaction(db, async (trx) => {
    const before = await lockLine(trx, { workspaceId: actor.workspaceId, lineId });
    if (!before) throw notFound();
    refuseStale(before.version, ifMatch);
    if (!tells(before))
      throw new Refusal(
        409,
        'line_tells_nothing',
        'Dieser Anschluss hat keine Nebenstellen: Er gehört als Ganzer jemandem.',
      );
    refuseTwice(before, extensions);
    const known = new Set(before.extensions.map(({ userId }) => userId));
    for (const userId of new Set(extensions.map((one) => one.userId)))
      if (!known.has(userId)) await refuseStranger(trx, actor, userId);

    const change = { extensions: extensions.map(({ extension, userId }) => ({ extension: extension.trim(), userId })) };
    if (spelledOut(change.extensions) === spelledOut(before.extensions)) return toView(trx, before);
    await updateLine(trx, before, { ...change, updatedAt: now });
    const changed = { extensions: { from: before.extensions, to: change.extensions } };
    await announce(trx, actor, lineChanged, { lineId, name: before.name, changed }, now);
    return toView(trx, { ...before, ...change, version: before.version + 1 });
  });
}

const spelledOut = (extensions: readonly LineExtension[]): string =>
  JSON.stringify(extensions.map(({ extension, userId }) => [extension, userId]));

/** In a page that speaks SIP the line is one person's. */
const tells = ({ kind }: LineRow): boolean => kind !== 'sip' && kind !== 'sip_wss';

function refuseTwice({ number }: LineRow, extensions: readonly LineExtension[]): void {
  const seen = new Set<string>();
  for (const { extension } of extensions) {
    const spelling = spellExtension(extension, number);
    if (seen.has(spelling))
      throw new Refusal(
        422,
        'extension_twice',
        `„${extension}“ steht zweimal da. Eine Nebenstelle gehört einer Person.`,
        {
          extension,
        },
      );
    seen.add(spelling);
  }
}

async function toView(db: Db<TelephonyTables>, line: LineRow): Promise<LineExtensions> {
  const { id: lineId, workspaceId, name, number, extensions, version } = line;
  const told = await findLatestEvents(db, { workspaceId, lineId }, latest);
  return { lineId, name, number, extensions, heard: strangeWords(line, told).slice(0, mostHeard), version };
}
