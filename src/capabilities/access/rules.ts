import type { Actor, Role } from '#platform/actor';
import type { Level, Permission } from '#platform/operation';

const rank: Record<Level, number> = { read: 0, write: 1, manage: 2, admin: 3, owner: 4 };
const reach: Record<Role, number> = { read_only: 0, member: 1, lead: 2, admin: 3, owner: 4 };

/** May this actor use this door? A key reaches no further than both its scopes and the person it belongs to. */
export function allows(actor: Actor, permission: Permission): boolean {
  if (permission === 'public') return true;
  if (permission === 'self') return actor.kind === 'user';
  const [capability, level] = split(permission);
  if (reach[actor.role] < rank[level]) return false;
  return actor.scopes === undefined || actor.scopes.some((scope) => covers(scope, capability, level));
}

function covers(scope: string, capability: string, level: Level): boolean {
  const [area, upTo] = split(scope);
  return (area === capability || area === 'all') && rank[upTo] >= rank[level];
}

function split(permission: string): [string, Level] {
  const dot = permission.lastIndexOf('.');
  return [permission.slice(0, dot), permission.slice(dot + 1) as Level];
}

/** The permissions a role has, for screens that want to hide what would be refused. */
export function levelOf(role: Role): Level {
  const levels = Object.keys(rank) as Level[];
  return levels.findLast((level) => rank[level] <= reach[role]) ?? 'read';
}

/** Nobody gives away more than they have, and only an owner makes or unmakes owners. */
export function mayAssign(by: Role, from: Role | undefined, to: Role): boolean {
  if (reach[by] < reach.admin) return false;
  if (by === 'owner') return true;
  return to !== 'owner' && from !== 'owner';
}

/**
 * How long to wait before the next try to sign in, in seconds. Five tries are free; then 2, 4, 8 … up to 15 minutes. It grows for one account at one address
 * (or for one address over all accounts, after thirty), so a stranger can never lock anyone out.
 */
export function signInDelay(failures: number, free: number, lastAt: Date, now: Date): number {
  if (failures < free) return 0;
  const wait = Math.min(2 ** (failures - free + 1), 900);
  return Math.max(0, Math.ceil((lastAt.getTime() + wait * 1000 - now.getTime()) / 1000));
}

/** Failures older than this are forgotten. */
export const failureMemoryMs = 15 * 60_000;

export type PasswordFault = 'too_short' | 'too_long' | 'too_common';

/** NIST SP 800-63B: length and not-guessable, no composition rules. */
export function judgePassword(password: string, email: string): PasswordFault | undefined {
  if (Array.from(password).length < 10) return 'too_short';
  if (password.length > 200) return 'too_long';
  const plain = password.toLowerCase();
  const name = email.split('@')[0]?.toLowerCase() ?? '';
  const common = ['passwort', 'password', 'klinke', 'qwertz', 'qwerty', '123456', 'geheim', 'willkommen', 'hallo'];
  const rest = [name, ...common].reduce((left, word) => (word.length > 2 ? left.replaceAll(word, '') : left), plain);
  return new Set(rest).size < 4 ? 'too_common' : undefined;
}
