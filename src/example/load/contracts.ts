import { insertPastContracts } from '#offers';
import { at, each, idOrNull, type Loading } from './parts.ts';

export async function loadContracts({ trx, team, example, ids, now }: Loading, currency: string): Promise<void> {
  await each(
    team,
    example.contracts,
    ({ by }) => by,
    (actor, rows) =>
      insertPastContracts(
        trx,
        actor,
        rows.map(({ contact, company, deal, by: _, notice, ...contract }) => ({
          ...contract,
          contactId: at(ids.contacts, contact),
          companyId: idOrNull(ids.companies, company),
          dealId: at(ids.deals, deal),
          currency,
          noticeOn: notice?.on ?? null,
          endsOn: notice?.endsOn ?? null,
          endReason: notice && ('customer' as const),
          note: null,
          createdBy: actor.userId,
        })),
        now,
      ),
  );
}
