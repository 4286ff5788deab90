import { dbOf } from '#platform/ground';
import { defineJob } from '#platform/jobs';
import { countSummary } from './commands/summary.ts';
import { summaryCount } from './job-names.ts';
import type { ConsentTables } from './schema.ts';

export const countConsent = defineJob({
  ...summaryCount,
  async run({ workspaceId, channel }, { ground }) {
    await countSummary(dbOf<ConsentTables>(ground, { workspaceId }), { workspaceId, channel }, ground.ports.clock());
  },
});
