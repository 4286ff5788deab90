import type { Share } from '#deals';
import type { Actor } from '#platform/actor';
import { notFound } from '#platform/errors';

/** Who sees only their own deals gets the forecast of those, whatever they ask for: events of a deal outlive its sight. */
export function sightOf(actor: Actor, { pipelineId, ownerId }: Share): Share {
  if (!actor.seesOnlyOwn || actor.userId === null) return { pipelineId, ownerId };
  if (ownerId !== undefined && ownerId !== actor.userId) throw notFound();
  return { pipelineId, ownerId: actor.userId };
}
