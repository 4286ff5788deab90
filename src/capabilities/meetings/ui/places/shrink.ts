/** A camera's picture is ten times what anybody sees of it, and says where it was taken. */
const longest = 1600;

/** As every browser shows it, small enough for a phone on the road; undefined: no picture that this browser can read. */
export async function shrink(file: Blob): Promise<Blob | undefined> {
  const picture = await createImageBitmap(file).catch(() => undefined);
  if (!picture) return undefined;
  const scale = Math.min(1, longest / Math.max(picture.width, picture.height));
  const [width, height] = [Math.round(picture.width * scale) || 1, Math.round(picture.height * scale) || 1];
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  const paper = canvas.getContext('2d');
  if (!paper) return undefined;
  // JPEG knows no transparent places.
  paper.fillStyle = 'white';
  paper.fillRect(0, 0, width, height);
  paper.drawImage(picture, 0, 0, width, height);
  picture.close();
  return new Promise((resolve) => canvas.toBlob((blob) => resolve(blob ?? undefined), 'image/jpeg', 0.85));
}
