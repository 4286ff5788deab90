import { type Address, type ChangeContact, Email, Tag } from '#contacts/contract';
import { Line } from '#platform/operation';
import type { ScriptField } from '../contract.ts';

const shapes = { jobTitle: Line(160), email: Email.shape.value, city: Line(120), tag: Tag, note: Line(2000) };

/** The value as the record takes it; `undefined`: it can't be one. */
export function acceptValue(field: ScriptField, value: string): string | undefined {
  const read = shapes[field].safeParse(value.trim());
  return read.success ? read.data : undefined;
}

type Person = {
  jobTitle: string | null;
  emails: readonly Email[];
  addresses: readonly Address[];
  tags: readonly string[];
  note: string | null;
};

/** What changes on the person. Lists and the note grow, so that nothing is lost of what stood there; a position and a town are replaced. */
export function changeFor(person: Person, field: ScriptField, value: string): ChangeContact {
  switch (field) {
    case 'jobTitle':
      return { jobTitle: value };
    case 'email':
      return { emails: [...person.emails, { label: 'other', value }] };
    case 'city': {
      const [main = { label: 'main' }, ...rest] = person.addresses;
      return { addresses: [{ ...main, city: value }, ...rest] };
    }
    case 'tag':
      return { tags: [...person.tags, value] };
    case 'note':
      return { note: person.note ? `${person.note}\n${value}` : value };
    default:
      return field satisfies never;
  }
}

/** Would the record still hold it? */
export function fits({ emails, tags, note }: ChangeContact): boolean {
  return (emails?.length ?? 0) <= 20 && (tags?.length ?? 0) <= 50 && (note?.length ?? 0) <= 10_000;
}

/** What stands there now, for who is about to write over it. */
export function currentOf(person: Person, field: ScriptField): string | null {
  switch (field) {
    case 'jobTitle':
      return person.jobTitle;
    case 'email':
      return person.emails[0]?.value ?? null;
    case 'city':
      return person.addresses[0]?.city ?? null;
    case 'tag':
    case 'note':
      return null;
    default:
      return field satisfies never;
  }
}
