import { sql } from 'kysely';
import type { Chore } from '#platform/housekeeping';
import { idleHours } from './queries.ts';
import { failureMemoryMs } from './rules.ts';
import type { AccessTables } from './schema.ts';

/** Sessions that nobody can use any more. */
export const forgetSessions: Chore<AccessTables> = async (db, now, most) => {
  const idleSince = new Date(now.getTime() - idleHours * 3_600_000);
  const { numAffectedRows } = await sql`
    delete from session where id in (
      select id from session where expires_at <= ${now} or updated_at <= ${idleSince} limit ${most})
  `.execute(db);
  return Number(numAffectedRows);
};

/** Links to choose a password that have run out. */
export const forgetVerifications: Chore<AccessTables> = async (db, now, most) => {
  const { numAffectedRows } = await sql`
    delete from verification where id in (select id from verification where expires_at <= ${now} limit ${most})
  `.execute(db);
  return Number(numAffectedRows);
};

export const forgetSignInFailures: Chore<AccessTables> = async (db, now, most) => {
  const { numAffectedRows } = await sql`
    delete from sign_in_failure where key in (
      select key from sign_in_failure where last_at <= ${new Date(now.getTime() - failureMemoryMs)} limit ${most})
  `.execute(db);
  return Number(numAffectedRows);
};
