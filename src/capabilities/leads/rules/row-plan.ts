import { consentColumn, type ConsentColumn } from './consent-column.ts';
import type { ColumnMapping, ImportField } from './fields.ts';
import { placeAndRank, placeOf } from './header-place.ts';
import type { Place } from './import-row.ts';

export type PlannedColumn = {
  index: number;
  field: ImportField;
  /** The header as a person reads it in problems and notes. */
  title: string;
  place: Place;
  /** Which of the row's addresses a part belongs to. */
  address: number;
  /** A column of yes and no such as "Do Not Call" or "Einwilligung". */
  consent: ConsentColumn | undefined;
};

export type Plan = { columns: PlannedColumn[]; width: number; addressPlaces: Place[] };

const addressFields = new Set<ImportField>([
  'street',
  'houseNumber',
  'addressLine',
  'postalCode',
  'city',
  'region',
  'country',
]);
const sayers = new Set<ImportField>(['own', 'status', 'tags']);
const plans = new WeakMap<readonly ColumnMapping[], Plan>();

/** Works out once per file what every row needs. */
export function planOf(mapping: readonly ColumnMapping[]): Plan {
  let plan = plans.get(mapping);
  if (!plan) plans.set(mapping, (plan = makePlan(mapping)));
  return plan;
}

function makePlan(mapping: readonly ColumnMapping[]): Plan {
  const groups = addressGroups(mapping);
  const columns = mapping
    .filter(({ field }) => field !== 'ignore')
    .map(({ index, field, header }): PlannedColumn => {
      const title = header.replace(/\s+/g, ' ').trim().slice(0, 80) || `Spalte ${index + 1}`;
      return {
        index,
        field,
        title,
        place: placeOf(header),
        address: groups.of.get(index) ?? 0,
        consent: sayers.has(field) ? consentColumn(header) : undefined,
      };
    });
  return { columns, width: Math.max(0, ...mapping.map(({ index }) => index + 1)), addressPlaces: groups.places };
}

/** Parts with one place and number form an address; parts that would stay alone ("Wohnort") join the one that lacks them. */
function addressGroups(mapping: readonly ColumnMapping[]): { of: Map<number, number>; places: Place[] } {
  type Group = { fields: Set<ImportField>; columns: number[]; place: Place };
  const groups = new Map<string, Group>();
  for (const { index, field, header } of mapping) {
    if (!addressFields.has(field)) continue;
    const key = placeAndRank(header);
    const group = groups.get(key) ?? { fields: new Set(), columns: [], place: placeOf(header) };
    groups.set(key, group);
    group.fields.add(field);
    group.columns.push(index);
  }
  const whole = [...groups.values()].filter(({ fields }) => fields.has('street') || fields.has('addressLine'));
  const merged: Group[] = [...whole];
  for (const group of groups.values()) {
    if (whole.includes(group)) continue;
    const host = merged.find(({ fields }) => [...group.fields].every((field) => !fields.has(field)));
    if (!host) {
      merged.push(group);
      continue;
    }
    host.columns.push(...group.columns);
    for (const field of group.fields) host.fields.add(field);
  }
  const of = new Map(merged.flatMap(({ columns }, i) => columns.map((column) => [column, i] as const)));
  return { of, places: merged.map(({ place }) => place) };
}
