import { fit } from './fit.ts';
import type { Pages, Sheet } from './pages.ts';

/** Pages shown to everybody one by one, in place of a screen: who looks on needs nothing for it, and sees each page when it is turned to. */
export type PagesShown = {
  readonly track: MediaStreamTrack;
  readonly count: number;
  /** False: this page can't be drawn; the one before it stays. */
  turnTo(page: number): Promise<boolean>;
  close(): void;
};

/** Nothing moves on a page, and who comes late must see it too. */
const againMs = 1_000;

export function showPages(pages: Pages): PagesShown | undefined {
  const canvas = document.createElement('canvas');
  const paper = canvas.getContext('2d', { alpha: false });
  const [track] = canvas.captureStream().getVideoTracks();
  if (!paper || !track) return undefined;
  // Text must stay sharp; it may come slower for it.
  track.contentHint = 'detail';
  let sheet: Sheet | undefined;
  let turning = new AbortController();

  const draw = (): void => {
    if (!sheet) return;
    const { width, height } = fit(sheet);
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
    paper.fillStyle = 'white';
    paper.fillRect(0, 0, width, height);
    paper.drawImage(sheet, 0, 0, width, height);
  };
  const put = (next: Sheet | undefined): void => {
    if (sheet instanceof ImageBitmap) sheet.close();
    sheet = next;
    draw();
  };
  const turnTo = async (page: number): Promise<boolean> => {
    turning.abort();
    const mine = new AbortController();
    turning = mine;
    const next = await pages.draw(page, mine.signal);
    // Turned on meanwhile.
    if (mine.signal.aborted) {
      if (next instanceof ImageBitmap) next.close();
      return true;
    }
    if (next) put(next);
    return next !== undefined;
  };
  const again = setInterval(draw, againMs);
  const close = (): void => {
    turning.abort();
    clearInterval(again);
    track.stop();
    put(undefined);
    pages.close();
  };
  return { track, count: pages.count, turnTo, close };
}
