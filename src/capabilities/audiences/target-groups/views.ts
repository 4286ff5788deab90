import type { Actor } from '#platform/actor';
import { numberOf } from '../avatars/views.ts';
import type { AudienceView } from './contract.ts';
import type { ShownAudience } from './queries.ts';

/** Whoever sees only their own is not told the numbers of the team. */
export function toAudienceView(row: ShownAudience, { seesOnlyOwn }: Pick<Actor, 'seesOnlyOwn'>): AudienceView {
  const { avatarId, avatarName, avatarPlace } = row;
  const shown = !seesOnlyOwn && row.countedVersion === row.version;
  return {
    id: row.id,
    name: row.name,
    filters: row.filters,
    avatar: avatarId === null ? null : { id: avatarId, name: avatarName, number: numberOf({ place: avatarPlace }) },
    leastPercent: row.leastPercent,
    counted: shown ? row.counted : null,
    countedAt: shown ? (row.countedAt?.toISOString() ?? null) : null,
    counting: !seesOnlyOwn && row.countedVersion !== row.version,
    createdBy: row.createdBy,
    createdAt: row.createdAt.toISOString(),
    version: row.version,
  };
}
