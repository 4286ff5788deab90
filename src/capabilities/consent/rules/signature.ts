/** Is it a PNG of a size that a pad makes? What it shows a person must judge. */
export function isSignature(png: Buffer): boolean {
  if (png.length < 60 || png.length > 500_000) return false;
  if (png.toString('latin1', 0, 8) !== '\x89PNG\r\n\x1a\n' || png.toString('latin1', 12, 16) !== 'IHDR') return false;
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  const ends = png.toString('latin1', png.length - 8, png.length - 4) === 'IEND';
  return ends && width >= 50 && height >= 20 && width <= 4000 && height <= 4000;
}
