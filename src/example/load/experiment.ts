import { insertRunningExperiment } from '#next-steps';
import { home } from '../generate.ts';
import { at, type Loading } from './parts.ts';

/** Two months of calls from Heute, a tenth of them to people who stood there by chance. */
const daysBack = 60;

export async function loadExperiment(
  { trx, team, example, ids, now }: Loading,
  callIds: readonly string[],
): Promise<void> {
  const startedAt = new Date(now.getTime() - daysBack * 86_400_000);
  const touches = example.calls.flatMap((call, index) =>
    call.direction === 'outbound' && call.startedAt >= startedAt
      ? [
          {
            callId: at(callIds, index),
            contactId: at(ids.contacts, call.contact),
            userId: at(team, call.by).userId,
            startedAt: call.startedAt,
          },
        ]
      : [],
  );
  await insertRunningExperiment(trx, at(team, 0), { startedAt, zone: home.zone, touches }, now);
}
