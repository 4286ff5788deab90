/** As many as a picture of 1600 × 900, in whatever format the page is: sharp on a tall phone and on a wide screen, and no more than a notebook encodes. */
const pixels = 1600 * 900;
const longest = 2560;

/** How large a page is drawn. */
export function fit(page: { width: number; height: number }): { width: number; height: number } {
  const scale = Math.min(Math.sqrt(pixels / (page.width * page.height)), longest / page.width, longest / page.height);
  // Encoders take colours for two pixels each way.
  const even = (length: number): number => Math.max(2, 2 * Math.round((length * scale) / 2));
  return { width: even(page.width), height: even(page.height) };
}
