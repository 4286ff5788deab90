import { timingSafeEqual } from 'node:crypto';
import type { Secrets } from './config.ts';
import { dashed, isUuid } from './ids.ts';
import { secretPath } from './vault.ts';

type Named = { workspaceId: string; id: string };

/**
 * One word for a link that we give out: of what kind, which record, and that we have given it out. It need not be kept and never runs out by itself; when it
 * ends is for the record to say.
 */
export function givenKey(secrets: Pick<Secrets, 'chain'>, kind: string, { workspaceId, id }: Named): string {
  const name = `${kind}${[workspaceId, id].map((one) => one.replaceAll('-', '')).join('')}`;
  return `${name}_${secretPath(secrets, name)}`;
}

export function readGivenKey(
  secrets: Pick<Secrets, 'chain'>,
  kind: string,
  key: string | undefined,
): Named | undefined {
  const [, name, is, workspace, record, proof] =
    /^(([a-z]{1,20})([0-9a-f]{32})([0-9a-f]{32}))_([\w-]{43})$/.exec(key ?? '') ?? [];
  if (!name || is !== kind || !workspace || !record || !proof) return undefined;
  if (!timingSafeEqual(Buffer.from(proof), Buffer.from(secretPath(secrets, name)))) return undefined;
  const [workspaceId, id] = [dashed(workspace), dashed(record)];
  return isUuid(workspaceId) && isUuid(id) ? { workspaceId, id } : undefined;
}
