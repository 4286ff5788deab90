import type { Avatars } from '#engine/avatars/group';
import { defineCommand, UsageError } from './command.ts';

/** Groups of people who are alike, from any table: no server, no database. */
export const command = defineCommand({
  usage: 'avatars TABELLE.csv --columns SPALTE,SPALTE',
  options: { columns: { type: 'string' } },
  async run({ values, words: [path, ...more] }) {
    if (path === undefined || more.length > 0) throw new UsageError(`Richtig: klinke ${command.usage}`);
    const columns = values.columns?.split(',').map((name) => name.trim()) ?? [];
    if (columns.length === 0 || columns.includes(''))
      throw new UsageError('--columns braucht Namen von Spalten, wie Alter,Region.');
    const [{ groupAvatars }, { readTable, withTables }] = await Promise.all([
      import('#engine/avatars/group'),
      import('./engine-table.ts'),
    ]);
    const found = await withTables(async () => groupAvatars(await readTable(path), columns));
    return { text: inWords(found), json: found };
  },
});

function inWords({ k, silhouette, stability, separation, labels, avatars, warnings }: Avatars): string {
  const told = (value: number) => value.toFixed(2).replace('.', ',');
  return [
    `${k} Gruppen, ${separation === 'strong' ? 'deutlich' : 'schwach'} getrennt (Silhouette ${told(silhouette)}, Stabilität ${told(stability)})`,
    ...avatars.flatMap(({ size, contrasts }, at) => [
      '',
      `Gruppe ${at}: ${size.toLocaleString('de-DE')} (${Math.round((100 * size) / labels.length)} %)`,
      ...(contrasts.length === 0 ? ['  wie alle anderen'] : contrasts.map(({ text }) => `  ${text}`)),
    ]),
    ...warnings.map((warning) => `\nAchtung: ${warning}`),
  ].join('\n');
}
