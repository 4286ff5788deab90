import { timingSafeEqual } from 'node:crypto';
import type { Secrets } from '#platform/config';
import { isUuid } from '#platform/ids';
import { secretPath } from '#platform/vault';

type Key = { workspaceId: string; permitId: string };

/** One word for the link in a mail: which permit it was sent on, and that we have given it out. It need not be kept, and never runs out. */
export function unsubscribeKeyOf(secrets: Pick<Secrets, 'chain'>, { workspaceId, permitId }: Key): string {
  const name = `mail${[workspaceId, permitId].map((id) => id.replaceAll('-', '')).join('')}`;
  return `${name}_${secretPath(secrets, name)}`;
}

export function readUnsubscribeKey(secrets: Pick<Secrets, 'chain'>, key: string | undefined): Key | undefined {
  const [, name, workspace, permit, proof] = /^(mail([0-9a-f]{32})([0-9a-f]{32}))_([\w-]{43})$/.exec(key ?? '') ?? [];
  if (!name || !workspace || !permit || !proof) return undefined;
  if (!timingSafeEqual(Buffer.from(proof), Buffer.from(secretPath(secrets, name)))) return undefined;
  const [workspaceId, permitId] = [dashed(workspace), dashed(permit)];
  return isUuid(workspaceId) && isUuid(permitId) ? { workspaceId, permitId } : undefined;
}

const dashed = (hex: string): string => hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
