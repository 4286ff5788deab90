/** What a page keeps on this device, to open where there is no line, goes when its user does. */
export async function forgetKept(): Promise<void> {
  // Missing where the page came over plain http; then nothing was kept either.
  if (!('caches' in globalThis)) return;
  for (const name of await caches.keys()) await caches.delete(name);
}
