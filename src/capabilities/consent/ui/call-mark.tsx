import { useQuery } from '@tanstack/react-query';
import { type MayContactAnswer, mayContactMany } from '#consent/contract';
import { call } from '#web/api.ts';
import { GateMark } from './gate-mark.tsx';

/** May this person be called, in a row of a list. All rows that come into sight together are asked about at once. */
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

let asked: { ids: string[]; answers: Promise<Map<string, MayContactAnswer>> } | undefined;

async function answerFor(contactId: string): Promise<MayContactAnswer | null> {
  if (!asked || asked.ids.length >= 100) {
    const ids: string[] = [];
    const answers = new Promise((soon) => setTimeout(soon, 20)).then(async () => {
      if (asked?.ids === ids) asked = undefined;
      const { items } = await call(mayContactMany, { query: { contactId: ids } });
      return new Map(items.map(({ contactId: id, answer }) => [id, answer]));
    });
    asked = { ids, answers };
  }
  asked.ids.push(contactId);
  return (await asked.answers).get(contactId) ?? null;
}
