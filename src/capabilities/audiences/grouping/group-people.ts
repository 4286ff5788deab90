import { type Finding as EngineFinding, findingsOf } from '#engine/avatars/contrasts';
import { readFields } from '#engine/avatars/fields';
import { type FitModel, learnFit } from '#engine/avatars/fit';
import { groupAvatars } from '#engine/avatars/group';
import { collectTable, columnOf, TableProblem } from '#engine/table';
import type { Finding } from '../contract.ts';
import { type Facts, knownOfLeads, productWords, valueOf } from './fields.ts';
import { figuresOf } from './figures.ts';

export type GroupingTask = { people: readonly Facts[]; fields: readonly string[]; seed: number };

export type Grouped =
  | { problem: 'nothing_apart' }
  | {
      silhouette: number;
      stability: number;
      separation: 'strong' | 'weak';
      leftOut: string[];
      fit: FitModel | null;
      groups: { contactIds: string[]; findings: Finding[]; figures: ReturnType<typeof figuresOf>[number] }[];
    };

/** Takes a whole core for as long as it takes: only ever called in a thread of its own. */
export function groupPeople({ people, fields, seed }: GroupingTask): Grouped {
  const products = productWords(people.flatMap(({ dealTitle }) => dealTitle ?? []));
  const collected = collectTable(fields);
  for (const facts of people) collected.add(fields.map((field) => String(valueOf(facts, field, products) ?? '')));
  const table = collected.table();
  try {
    const found = groupAvatars(table, fields, seed);
    const labels = Int32Array.from(found.labels);
    const { fields: read } = readFields(
      table,
      fields.map((field) => columnOf(table, field)),
    );
    const used = new Set(read.map(({ column }) => column));
    const known = fields.filter((field) => used.has(field) && knownOfLeads(field));
    const groups = Array.from({ length: found.k }, (_, label) => people.filter((_facts, row) => labels[row] === label));
    const figures = figuresOf(groups, products);
    return {
      silhouette: found.silhouette,
      stability: found.stability,
      separation: found.separation,
      leftOut: fields.filter((field) => !used.has(field)),
      fit: known.length === 0 ? null : learnFit(table, known, labels, found.k),
      groups: groups.map((members, label) => ({
        contactIds: members.map(({ contactId }) => contactId),
        findings: findingsOf(read, labels, label).map(toFinding),
        figures: figures[label]!,
      })),
    };
  } catch (error) {
    if (error instanceof TableProblem) return { problem: 'nothing_apart' };
    throw error;
  }
}

/** Where nobody differs within the groups the effect has no end; no number that could be kept. */
const mostEffect = 99;

function toFinding({ column, ...finding }: EngineFinding): Finding {
  return { ...finding, field: column, effect: Math.min(finding.effect, mostEffect) };
}
