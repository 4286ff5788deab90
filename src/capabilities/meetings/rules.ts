import type { Changed } from '#platform/events';
import type { ChangeMeeting, MeetingAt, Where } from './contract.ts';
import type { HostedMeeting } from './queries/meetings.ts';

const longestMs = 86_400_000;

/** A meeting ends after it has begun, and within a day. */
export function isSpan({ startsAt, endsAt }: { startsAt: Date; endsAt: Date }): boolean {
  const length = endsAt.getTime() - startsAt.getTime();
  return length > 0 && length <= longestMs;
}

/** Whoever comes to a place may be there before it begins. */
const earlyMs = 2 * 3_600_000;

/** From when on it can be said that it takes place. */
export function canBeHeld({ way, startsAt }: Pick<HostedMeeting, 'way' | 'startsAt'>, now: Date): boolean {
  return startsAt.getTime() - (way === 'place' ? earlyMs : 0) <= now.getTime();
}

/** In our own room, from the beginning or because the provider could not. */
export function isWithUs({ way, place }: Pick<HostedMeeting, 'way' | 'place'>): boolean {
  return way === 'video' && (place === null || place.state === 'failed');
}

/** The provider is about to make it, and there is no link yet. */
export function isAwaited({ state, place }: Pick<HostedMeeting, 'state' | 'place'>): boolean {
  return state === 'planned' && place?.state === 'awaited';
}

/** Only the ways that lead somewhere have a where. */
export function locationOf(where: Where): { way: Where['way']; location: string | null } {
  return { way: where.way, location: 'location' in where ? where.location : null };
}

export type MeetingContent = Pick<
  HostedMeeting,
  'dealId' | 'title' | 'way' | 'location' | 'providerId' | 'placeId' | 'startsAt' | 'endsAt' | 'hostIds'
>;

/** The meeting as it is wanted, and what of it differs. */
export function wanted(
  before: HostedMeeting,
  input: ChangeMeeting,
  /** As `input.where` has it. */
  place: MeetingAt | null,
): { after: HostedMeeting; changed: Changed } {
  const content: Partial<MeetingContent> = {
    ...(input.dealId !== undefined && { dealId: input.dealId }),
    ...(input.title !== undefined && { title: input.title }),
    ...(input.where !== undefined && {
      ...locationOf(input.where),
      providerId: place?.id ?? null,
      placeId: placeIdOf(before, input.where, input.placeId),
    }),
    ...(input.startsAt !== undefined && { startsAt: new Date(input.startsAt) }),
    ...(input.endsAt !== undefined && { endsAt: new Date(input.endsAt) }),
    ...(input.hostIds !== undefined && { hostIds: [...new Set(input.hostIds)].toSorted() }),
  };
  const changed = Object.entries(content).flatMap(([field, to]) => {
    const from = before[field as keyof MeetingContent];
    return JSON.stringify(from) === JSON.stringify(to) ? [] : [[field, { from, to }] as const];
  });
  return { after: { ...before, ...content }, changed: Object.fromEntries(changed) };
}

/** Elsewhere, they no longer come to our showroom. */
function placeIdOf(before: HostedMeeting, where: Where, placeId: string | null | undefined): string | null {
  if (where.way !== 'place') return null;
  if (placeId !== undefined) return placeId;
  return where.location === before.location ? before.placeId : null;
}

export function overlap(one: { startsAt: Date; endsAt: Date }, other: { startsAt: Date; endsAt: Date }): boolean {
  return one.startsAt < other.endsAt && other.startsAt < one.endsAt;
}
