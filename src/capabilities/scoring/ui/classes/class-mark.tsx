import { useQuery } from '@tanstack/react-query';
import { type CustomerClass, listClasses } from '#scoring/contract';
import { call } from '#web/api.ts';
import { ClassBadge } from './class-badge.tsx';

type Subject = { contactId: string } | { companyId: string };

/** The class of a person or company in a row of a list. All rows that come into sight together are asked about at once. */
export function ClassMark({ of }: { of: Subject }) {
  const { data } = useQuery({ queryKey: [listClasses.name, of], queryFn: () => classFor(of) });
  return data ? <ClassBadge of={data} /> : null;
}

type Asked = { contactId: string[]; companyId: string[] };
let asked: { ids: Asked; answers: Promise<Map<string, CustomerClass>> } | undefined;

async function classFor(of: Subject): Promise<CustomerClass | null> {
  if (!asked || asked.ids.contactId.length + asked.ids.companyId.length >= 100) {
    const ids: Asked = { contactId: [], companyId: [] };
    const answers = new Promise((soon) => setTimeout(soon, 20)).then(async () => {
      if (asked?.ids === ids) asked = undefined;
      const { items } = await call(listClasses, { query: ids });
      return new Map(items.map((item) => [item.id, item.class]));
    });
    asked = { ids, answers };
  }
  const id = 'contactId' in of ? of.contactId : of.companyId;
  ('contactId' in of ? asked.ids.contactId : asked.ids.companyId).push(id);
  return (await asked.answers).get(id) ?? null;
}
