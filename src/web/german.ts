import type { Messages } from '@lingui/core';

declare global {
  var klinkeGerman: Messages | undefined;
  var klinkeEnglish: Messages | undefined;
}

/** The German words of the code that has been fetched so far; the build puts each chunk's own there. */
globalThis.klinkeGerman ??= {};
export const german: Messages = globalThis.klinkeGerman;
