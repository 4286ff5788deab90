import { describe, expect, test } from 'vitest';
import { seeded } from '../random.ts';
import { collectTable, TableProblem } from '../table.ts';
import { groupAvatars } from './group.ts';

function table(names: string[], rows: readonly (readonly (string | number)[])[]) {
  const collected = collectTable(names);
  for (const row of rows) collected.add(row.map((cell) => String(cell)));
  return collected.table();
}

/** Three kinds of people; `spread` 1 keeps them well apart. */
function people(count: number, spread = 1) {
  const roll = seeded(11);
  const noise = () => (roll() + roll() + roll() - 1.5) * spread;
  const kinds = [
    { age: 30, income: 3000, region: 'Nord' },
    { age: 50, income: 3000, region: 'Süd' },
    { age: 70, income: 6000, region: 'Süd' },
  ];
  return Array.from({ length: count }, (_, n) => {
    const { age, income, region } = kinds[n % 3]!;
    return [(age + 6 * noise()).toFixed(1).replace('.', ','), Math.round(income + 600 * noise()), region];
  });
}
const names = ['Alter', 'Einkommen', 'Region'];

test('finds the kinds of people there are, by numbers and choices together, and says in what they differ', () => {
  const found = groupAvatars(table(names, people(300)), names);
  expect(found).toMatchObject({ k: 3, separation: 'strong', warnings: [] });
  expect(found.silhouette).toBeGreaterThan(0.6);
  expect(found.stability).toBeGreaterThan(0.95);
  expect(found.labels).toEqual(Array.from({ length: 300 }, (_, n) => n % 3));
  expect(found.avatars.map(({ size }) => size)).toEqual([100, 100, 100]);
  const texts = found.avatars[0]!.contrasts.map(({ text }) => text);
  expect(texts).toContainEqual(expect.stringMatching(/^Alter viel niedriger: im Mittel (29|30|31)(,\d)?, sonst \d\d/));
  expect(texts).toContain('Region öfter Nord: 100 %, sonst 0 %');
});

test('the same every time', () => {
  const people300 = table(names, people(300, 3));
  expect(groupAvatars(people300, names)).toEqual(groupAvatars(people300, names));
});

test('people who are all of one kind: weak, and said so', () => {
  const roll = seeded(4);
  const rows = Array.from({ length: 200 }, () => [roll() * 10, roll() * 10, roll() * 10]);
  const found = groupAvatars(table(['a', 'b', 'c'], rows), ['a', 'b', 'c']);
  expect(found.separation).toBe('weak');
  expect(found.warnings.at(-1)).toContain('gehen ineinander über');
});

test('who is in the middle of everything is told by that', () => {
  const roll = seeded(9);
  const corners = [[50, 50], [50, 50], [50, 50], [10, 10], [90, 10], [10, 90], [90, 90]]; // prettier-ignore
  const rows = Array.from({ length: 350 }, (_, n) => corners[n % 7]!.map((at) => at + 12 * (roll() - 0.5)));
  const found = groupAvatars(table(['x', 'y'], rows), ['x', 'y']);
  expect(found.k).toBe(5);
  expect(found.avatars[0]?.size).toBe(150);
  expect(found.avatars[0]?.contrasts[0]?.text).toMatch(/^[xy] in der Mitte: meist 4\d(,\d)? bis 5\d(,\d)?, sonst/);
});

test('numbers of one measure keep it; of several, each column counts as one', () => {
  const rows = people(300).map(([, income, region], n) => [n % 2 ? 10 : 20, income!, region!]);
  const comparable = groupAvatars(table(['x', 'y'], rows.map(([x], n) => [x! as number, n % 3 ? 10 : 20.5])), ['x', 'y']); // prettier-ignore
  expect(comparable.k).toBe(4);
  const scaled = groupAvatars(table(names, rows.map(([x, y, z]) => [x!, Number(y) / 1e6, z!])), names); // prettier-ignore
  expect(scaled.labels).toEqual(groupAvatars(table(names, rows), names).labels);
});

test('more rows than are judged: all of them get their avatar', () => {
  const found = groupAvatars(table(names, people(3000)), names);
  expect(found.k).toBe(3);
  expect(found.labels).toEqual(Array.from({ length: 3000 }, (_, n) => n % 3));
});

describe('bad tables', () => {
  test('blanks are said, and count for nothing', () => {
    const rows = people(300).map((row, n) => (n % 10 === 0 ? ['', row[1]!, n % 20 === 0 ? '' : row[2]!] : row));
    const found = groupAvatars(table(names, rows), names);
    expect(found.k).toBe(3);
    expect(found.warnings).toEqual([
      '„Alter“ ist bei 30 von 300 leer oder unlesbar; dort zählt die Spalte nicht.',
      '„Region“ ist bei 15 von 300 leer oder unlesbar; dort zählt die Spalte nicht.',
    ]);
  });

  test('what tells nobody apart is left out, and said', () => {
    const rows = people(60).map((row, n) => [...row, 'immer', `Nr. ${n}`, '']);
    const found = groupAvatars(table([...names, 'gleich', 'Nummer', 'leer'], rows), [...names, 'gleich', 'Nummer', 'leer']); // prettier-ignore
    expect(found.k).toBe(3);
    expect(found.warnings).toEqual([
      '„gleich“ ist bei allen gleich und bleibt weg.',
      '„Nummer“ ist fast bei jedem anders und bleibt weg.',
      '„leer“ ist leer und bleibt weg.',
    ]);
  });

  test('twelve rows, and one far out', () => {
    const found = groupAvatars(table(names, people(12)), names);
    expect(found.k).toBe(3);
    expect(groupAvatars(table(names, [...people(60), ['40', '300000000', 'Nord']]), names).labels).toHaveLength(61);
  });

  test.each([
    ['none', [], ['Alter'], 'mindestens 8 Zeilen'],
    ['few', people(7), names, 'mindestens 8 Zeilen'],
    ['all the same', Array.from({ length: 20 }, () => ['40', '3', 'Nord']), names, 'Keine Spalte'],
    ['another column', people(20), ['Größe'], '„Größe“'],
  ])('%s', (_, rows, columns, words) => {
    const group = () => groupAvatars(table(names, rows), columns);
    expect(group).toThrow(TableProblem);
    expect(group).toThrow(words);
  });
});
