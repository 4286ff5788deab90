import type { Secrets } from '#platform/config';
import { secretPath } from '#platform/vault';

/** Follows from the meeting, and nobody else can work it out. In small letters, as Jitsi makes of every name. */
export function roomName(
  secrets: Pick<Secrets, 'chain'>,
  { workspaceId, meetingId }: { workspaceId: string; meetingId: string },
): string {
  const secret = secretPath(secrets, `meeting room ${workspaceId} ${meetingId}`);
  return `klinke-${Buffer.from(secret, 'base64url').toString('hex').slice(0, 32)}`;
}
