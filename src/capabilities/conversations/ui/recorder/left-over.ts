import { getCall } from '#calls/contract';
import { call } from '#web/api.ts';
import { isAtIt, kept, said } from './store.ts';
import { send } from './sending.ts';

/** What an earlier page of this browser recorded and could not hand over any more. */
export async function sendLeftOver(): Promise<void> {
  for (const recording of await kept.recordings()) {
    if (await isAtIt(recording.id)) continue;
    if (said.of(recording.id) === 'stop') {
      await kept.endSegments(recording.id);
      continue;
    }
    const spoken = await call(getCall, { params: { callId: recording.callId } }).catch(() => undefined);
    // A call that goes on is taken up by whoever shows it.
    if (spoken && spoken.endedAt === null) continue;
    await kept.endSegments(recording.id);
    said.note(recording.id, 'stop');
  }
  send();
}
