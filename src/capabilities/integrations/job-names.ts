import { z } from 'zod';
import { Id } from '#platform/operation';

const payload = z.strictObject({ workspaceId: Id, exportId: Id });

export const archiveWriting = { name: 'integrations.writeArchive', payload, attempts: 10 };
export const archiveExpiry = { name: 'integrations.expireArchive', payload, attempts: 10 };
