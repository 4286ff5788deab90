/** Not crypto.randomUUID: that is missing where the page came over plain http, and the sign-in page must still say so. */
export function randomKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
