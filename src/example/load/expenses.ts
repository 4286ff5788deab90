import { insertPastExpenses } from '#scoring';
import { at, each, type Loading } from './parts.ts';

export async function loadExpenses({ trx, team, example, ids, now }: Loading): Promise<void> {
  await each(
    team,
    example.expenses,
    ({ by }) => by,
    (actor, rows) =>
      insertPastExpenses(
        trx,
        actor,
        rows.map(({ contact, by: _, ...expense }) => ({
          ...expense,
          contactId: at(ids.contacts, contact),
          companyId: null,
          createdBy: actor.userId,
          createdAt: new Date(`${expense.happenedOn}T10:00:00Z`),
        })),
        now,
      ),
  );
}
