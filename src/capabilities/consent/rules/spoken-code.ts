/** Six digits, to be said on the telephone. */
export function spokenCode(random: Buffer): string {
  return String(random.readUInt32BE(0) % 1_000_000).padStart(6, '0');
}
