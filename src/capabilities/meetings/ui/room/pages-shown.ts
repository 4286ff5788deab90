/** Pictures shown to everybody one by one, in place of a screen: who looks on needs nothing for it, and sees each page when it is turned to. */
export type PagesShown = {
  readonly track: MediaStreamTrack;
  readonly count: number;
  /** False: this picture can't be read; the page before it stays. */
  turnTo(page: number): Promise<boolean>;
  close(): void;
};

const width = 1600;
const height = 900;
/** Nothing moves on a page, and who comes late must see it too. */
const againMs = 1_000;

export async function showPages(files: readonly File[]): Promise<PagesShown | undefined> {
  const inOrder = files.toSorted((a, b) => a.name.localeCompare(b.name, undefined, { numeric: true }));
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  const paper = canvas.getContext('2d', { alpha: false });
  const [track] = canvas.captureStream().getVideoTracks();
  if (!paper || !track) return undefined;
  // Text must stay sharp; it may come slower for it.
  track.contentHint = 'detail';
  let page: ImageBitmap | undefined;
  let wanted = 0;

  const draw = (): void => {
    paper.fillStyle = 'white';
    paper.fillRect(0, 0, width, height);
    if (!page) return;
    const scale = Math.min(width / page.width, height / page.height);
    const [wide, high] = [page.width * scale, page.height * scale];
    paper.drawImage(page, (width - wide) / 2, (height - high) / 2, wide, high);
  };
  const turnTo = async (to: number): Promise<boolean> => {
    wanted = to;
    const file = inOrder[to];
    const next = file && (await createImageBitmap(file).catch(() => undefined));
    // Turned on meanwhile.
    if (wanted !== to) {
      next?.close();
      return true;
    }
    if (!next) return false;
    page?.close();
    page = next;
    draw();
    return true;
  };
  const again = setInterval(draw, againMs);
  const close = (): void => {
    clearInterval(again);
    track.stop();
    page?.close();
    page = undefined;
  };
  return { track, count: inOrder.length, turnTo, close };
}
