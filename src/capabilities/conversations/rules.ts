import type { RecordingPolicyRow, RecordingRow, RecordingSegmentRow, RecordingTrackRow } from './schema.ts';
import type { RecordingPolicy, RecordingView, Track } from './contract.ts';

export const defaultPolicy: RecordingPolicy = { on: false, keepDays: 90 };

export const mostPartBytes = 1024 ** 2;
/** Four hours at twice what Opus takes for speech. */
export const mostTrackBytes = 64 * 1024 ** 2;
export const mostHours = 4;
/** What has not arrived by then will not. */
export const abandonedAfterHours = 12;
/** For so long one who opened a recording may fetch its sound. */
export const listeningHours = 12;

export const hours = (count: number): number => count * 3_600_000;

export function policyOf(row: RecordingPolicyRow | undefined): RecordingPolicy {
  return row ? { on: row.switchedOnAt !== null, keepDays: row.keepDays } : defaultPolicy;
}

/** Made before this moment: over. */
export function keptSince(policy: RecordingPolicy, now: Date): Date {
  return new Date(now.getTime() - policy.keepDays * 86_400_000);
}

/** What to do with a part, by where the track ends. `again`: it may be there already. */
export function placeOf(part: { at: number; length: number }, have: number): 'next' | 'again' | 'gap' {
  if (part.at === have) return 'next';
  return part.at + part.length <= have ? 'again' : 'gap';
}

export function stateOf(row: RecordingRow): RecordingView['state'] {
  if (row.deletedAt) return 'deleted';
  if (row.keptAt) return 'kept';
  return row.stoppedAt ? 'arriving' : 'recording';
}

/** How long a stretch is whose end nobody has told: until its last part came. */
export function lengthOf(segment: RecordingSegmentRow, row: Pick<RecordingRow, 'heardAt'>): number {
  return segment.durationMs ?? Math.max(0, row.heardAt.getTime() - segment.openedAt.getTime());
}

export function tracksOf(
  row: RecordingRow,
  segments: readonly RecordingSegmentRow[],
  tracks: readonly RecordingTrackRow[],
): Track[] {
  return tracks.flatMap(({ segment: number, party, bytes, sha256 }) => {
    const segment = segments.find((one) => one.number === number);
    if (!segment || !sha256) return [];
    const offsetMs = segment.openedAt.getTime() - row.startedAt.getTime();
    return [
      { segment: number, party, offsetMs, durationMs: lengthOf(segment, row), mediaType: segment.mediaType, bytes },
    ];
  });
}
