/** Who acts, where, and how far they see. Made from a session or an API key, never from a request's body. */
export type Actor = {
  kind: 'user' | 'key' | 'import' | 'system';
  workspaceId: string;
  /** Null for the system itself. */
  userId: string | null;
  role: Role;
  /** Set for API keys: what the key may do at most. */
  scopes?: readonly string[];
  seesOnlyOwn: boolean;
};

export const roles = ['owner', 'admin', 'lead', 'member', 'read_only'] as const;
export type Role = (typeof roles)[number];

/** Work the product does by itself, for one workspace. */
export function systemActor(workspaceId: string): Actor {
  return { kind: 'system', workspaceId, userId: null, role: 'owner', seesOnlyOwn: false };
}

/** What row level security shows this actor. */
export function sightOf(actor: Actor): { workspaceId: string; onlyOwnOf?: string } {
  return actor.seesOnlyOwn && actor.userId !== null
    ? { workspaceId: actor.workspaceId, onlyOwnOf: actor.userId }
    : { workspaceId: actor.workspaceId };
}
