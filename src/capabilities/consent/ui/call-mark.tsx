import { useQuery } from '@tanstack/react-query';
import { mayContactMany } from '#consent/contract';
import { call } from '#web/api.ts';
import { askedTogether } from '#web/asked-together.ts';
import { GateMark } from './gate-mark.tsx';

/** May this person be called, in a row of a list. */
export function CallMark({ contactId }: { contactId: string }) {
  const { data: answer } = useQuery({
    queryKey: [mayContactMany.name, { contactId }],
    queryFn: () => answerFor(contactId),
    // The clock alone closes and opens the hours.
    refetchInterval: 5 * 60_000,
  });
  if (!answer) return null;
  return (
    <span className="text-sm">
      <GateMark answer={answer} bare />
    </span>
  );
}

const answerFor = askedTogether(async (contactIds: readonly string[]) => {
  const { items } = await call(mayContactMany, { query: { contactId: [...contactIds] } });
  const answers = new Map(items.map(({ contactId, answer }) => [contactId, answer]));
  return (contactId) => answers.get(contactId) ?? null;
});
