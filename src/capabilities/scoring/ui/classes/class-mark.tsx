import { useQuery } from '@tanstack/react-query';
import { listClasses } from '#scoring/contract';
import { call } from '#web/api.ts';
import { askedTogether } from '#web/asked-together.ts';
import { ClassBadge } from './class-badge.tsx';

type Subject = { contactId: string } | { companyId: string };

/** The class of a person or company in a row of a list. */
export function ClassMark({ of }: { of: Subject }) {
  const { data } = useQuery({ queryKey: [listClasses.name, of], queryFn: () => classFor(of) });
  return data ? <ClassBadge of={data} /> : null;
}

const classFor = askedTogether(async (all: readonly Subject[]) => {
  const { items } = await call(listClasses, {
    query: {
      contactId: all.flatMap((of) => ('contactId' in of ? of.contactId : [])),
      companyId: all.flatMap((of) => ('companyId' in of ? of.companyId : [])),
    },
  });
  const classes = new Map(items.map((item) => [item.id, item.class]));
  return (of) => classes.get('contactId' in of ? of.contactId : of.companyId) ?? null;
});
