import { timingSafeEqual } from 'node:crypto';
import type { Secrets } from '#platform/config';
import { dashed, isUuid } from '#platform/ids';
import { secretPath } from '#platform/vault';
import type { LineRow } from '../schema.ts';

export const hookPath = '/api/v1/telephony/hooks/:key';

type Hook = { workspaceId: string; lineId: string; version: number };

/** Where the carrier of this line posts to. Says itself which line is meant, and that we have given it out; a stranger's guess costs no look into the database. */
export function hookKeyOf(
  secrets: Pick<Secrets, 'chain'>,
  line: Pick<LineRow, 'workspaceId' | 'id' | 'hookVersion'>,
): string {
  const name = [line.workspaceId, line.id].map((id) => id.replaceAll('-', '')).join('') + line.hookVersion.toString(16);
  return `${name}_${secretPath(secrets, name)}`;
}

export function readHookKey(secrets: Pick<Secrets, 'chain'>, key: string): Hook | undefined {
  const [, name, workspace, line, version, proof] =
    /^(([0-9a-f]{32})([0-9a-f]{32})([0-9a-f]{1,6}))_([\w-]{43})$/.exec(key) ?? [];
  if (!name || !workspace || !line || !version || !proof) return undefined;
  if (!timingSafeEqual(Buffer.from(proof), Buffer.from(secretPath(secrets, name)))) return undefined;
  const [workspaceId, lineId] = [dashed(workspace), dashed(line)];
  return isUuid(workspaceId) && isUuid(lineId)
    ? { workspaceId, lineId, version: Number.parseInt(version, 16) }
    : undefined;
}
