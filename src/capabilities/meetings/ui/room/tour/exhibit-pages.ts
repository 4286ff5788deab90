import type { PlaceView } from '#meetings/contract';
import type { Pages } from '../showing/pages.ts';

const [width, height, margin] = [1600, 900, 120];
const font = (size: number, weight = 400) => `${weight} ${size}px 'Inter Variable', sans-serif`;

/** Each exhibit on a page of its own, drawn here: large enough to be read on a phone. */
export function exhibitPages(place: PlaceView): Pages {
  return {
    count: place.exhibits.length,
    draw: async (page) => {
      const exhibit = place.exhibits[page];
      const canvas = Object.assign(document.createElement('canvas'), { width, height });
      const paper = canvas.getContext('2d');
      if (!exhibit || !paper) return undefined;
      paper.fillStyle = 'white';
      paper.fillRect(0, 0, width, height);
      paper.fillStyle = 'black';
      paper.textBaseline = 'top';
      paper.font = font(32);
      paper.fillText(place.name, margin, 80, width - 2 * margin);
      const below = write(paper, exhibit.name, { y: 240, size: 96, weight: 600, most: 3 });
      if (exhibit.line) write(paper, exhibit.line, { y: below + 40, size: 52, weight: 400, most: 5 });
      paper.font = font(32);
      paper.fillText(`${page + 1} / ${place.exhibits.length}`, margin, height - 100);
      return canvas;
    },
    close: () => undefined,
  };
}

/** As many lines as it takes, the last one pressed together if need be; gives back where the next begins. */
function write(
  paper: CanvasRenderingContext2D,
  text: string,
  { y, size, weight, most }: { y: number; size: number; weight: number; most: number },
): number {
  paper.font = font(size, weight);
  const room = width - 2 * margin;
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
