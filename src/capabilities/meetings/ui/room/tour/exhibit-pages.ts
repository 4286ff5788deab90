import type { Exhibit, PlaceView } from '#meetings/contract';
import type { Pages } from '../showing/pages.ts';

const [width, height, margin] = [1600, 900, 120];
const font = (size: number, weight = 400) => `${weight} ${size}px 'Inter Variable', sans-serif`;

/** Each exhibit on a page of its own, drawn here: large enough to be read on a phone. */
export function exhibitPages(place: PlaceView): Pages {
  return {
    count: place.exhibits.length,
    draw: async (page, signal) => {
      const exhibit = place.exhibits[page];
      const canvas = Object.assign(document.createElement('canvas'), { width, height });
      const paper = canvas.getContext('2d');
      if (!exhibit || !paper) return undefined;
      const picture = await pictureOf(exhibit, signal);
      paper.fillStyle = 'white';
      paper.fillRect(0, 0, width, height);
      paper.fillStyle = 'black';
      paper.textBaseline = 'top';
      paper.font = font(32);
      // With a picture the words have the left half.
      const room = picture ? width / 2 - margin - 40 : width - 2 * margin;
      paper.fillText(place.name, margin, 80, room);
      const [large, small] = picture ? [68, 44] : [96, 52];
      const below = write(paper, exhibit.name, { y: 240, room, size: large, weight: 600, most: 3 });
      if (exhibit.line) write(paper, exhibit.line, { y: below + 40, room, size: small, weight: 400, most: 6 });
      paper.font = font(32);
      paper.fillText(`${page + 1} / ${place.exhibits.length}`, margin, height - 100);
      if (picture) drawWhole(paper, picture);
      return canvas;
    },
    close: () => undefined,
  };
}

/** A tour goes on without a picture that can't be had. */
async function pictureOf({ picture }: Exhibit, signal: AbortSignal): Promise<ImageBitmap | undefined> {
  if (!picture) return undefined;
  try {
    const answer = await fetch(picture.address, { signal });
    return answer.ok ? await createImageBitmap(await answer.blob()) : undefined;
  } catch {
    return undefined;
  }
}

/** The whole of it, in the middle of the right half. */
function drawWhole(paper: CanvasRenderingContext2D, picture: ImageBitmap): void {
  const [left, top, most] = [width / 2, 60, { width: width / 2 - 60, height: height - 120 }];
  const scale = Math.min(most.width / picture.width, most.height / picture.height);
  const size = { width: picture.width * scale, height: picture.height * scale };
  const at = { x: left + (most.width - size.width) / 2, y: top + (most.height - size.height) / 2 };
  paper.drawImage(picture, at.x, at.y, size.width, size.height);
  picture.close();
}

/** As many lines as it takes, the last one pressed together if need be; gives back where the next begins. */
function write(
  paper: CanvasRenderingContext2D,
  text: string,
  { y, room, size, weight, most }: { y: number; room: number; size: number; weight: number; most: number },
): number {
  paper.font = font(size, weight);
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const longer = lines.length > 0 ? `${lines.at(-1)} ${word}` : word;
    if (lines.length > 0 && (paper.measureText(longer).width <= room || lines.length === most))
      lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  for (const [at, line] of lines.entries()) paper.fillText(line, margin, y + at * size * 1.2, room);
  return y + lines.length * size * 1.2;
}
