import type { Begin, Said } from './blur.ts';

/**
 * Runs in a worker of its own, the one place where our policy lets WebAssembly be (its name says so to the server): finds the person in each picture and makes the rest unsharp.
 * Nothing may be imported here but types: what it needs is fetched by `importScripts`.
 */
declare function importScripts(address: string): void;
declare function createTwilioTFLiteSIMDModule(options: { locateFile: (file: string) => string }): Promise<{
  HEAPU8: Uint8Array;
  HEAPF32: Float32Array;
  _getModelBufferMemoryOffset(): number;
  _loadModel(bytes: number): number;
  _getInputMemoryOffset(): number;
  _getOutputMemoryOffset(): number;
  _getInputWidth(): number;
  _getInputHeight(): number;
  _runInference(): number;
}>;

/** So many pictures are looked at together; where even the quicker of them take longer than this, it goes by jerks. */
const looked = 40;
const mostMs = 100;

const paper = (width: number, height: number) => {
  const found = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (!found) throw new Error('no canvas');
  return found;
};
const say = (said: Said): void => self.postMessage(said);

self.addEventListener('message', ({ data }: MessageEvent<Begin>) => {
  begin(data).catch((error: unknown) => say({ failed: String(error) }));
});

async function begin({ folder, readable, writable }: Begin): Promise<void> {
  importScripts(`${folder}tflite-simd-1-0-0.js`);
  const [net, model] = await Promise.all([
    createTwilioTFLiteSIMDModule({ locateFile: (file) => folder + file }),
    fetch(`${folder}selfie_segmentation_landscape.tflite`).then((answer) => answer.arrayBuffer()),
  ]);
  net.HEAPU8.set(new Uint8Array(model), net._getModelBufferMemoryOffset());
  net._loadModel(model.byteLength);
  const [wide, high] = [net._getInputWidth(), net._getInputHeight()];
  const small = paper(wide, high);
  const back = paper(128, 72);
  let large = paper(wide, high);
  let took: number[] = [];

  /** How much of a person each point is, 0 to 255, as the alpha of `small`. */
  const findPerson = (frame: VideoFrame): void => {
    small.drawImage(frame, 0, 0, wide, high);
    const picture = small.getImageData(0, 0, wide, high);
    const { data } = picture;
    const input = net._getInputMemoryOffset() / 4;
    for (let at = 0; at < wide * high; at += 1)
      for (let part = 0; part < 3; part += 1) net.HEAPF32[input + at * 3 + part] = (data[at * 4 + part] ?? 0) / 255;
    net._runInference();
    const output = net._getOutputMemoryOffset() / 4;
    // What is hardly a person is none, and what is nearly one is: less of the room shines through.
    for (let at = 0; at < wide * high; at += 1)
      data[at * 4 + 3] = 255 * Math.min(1, Math.max(0, ((net.HEAPF32[output + at] ?? 0) - 0.3) / 0.4));
    small.putImageData(picture, 0, 0);
  };
  const blurred = (frame: VideoFrame): VideoFrame => {
    const { displayWidth: width, displayHeight: height, timestamp } = frame;
    const { canvas } = large;
    if (canvas.width !== width || canvas.height !== height) large = paper(width, height);
    findPerson(frame);
    // Small and large again is unsharp, and costs little.
    back.filter = 'blur(4px)';
    // Over the edges, so that these do not fade.
    back.drawImage(frame, -8, -8, 144, 88);
    large.imageSmoothingQuality = 'high';
    large.globalCompositeOperation = 'copy';
    large.drawImage(small.canvas, 0, 0, width, height);
    large.globalCompositeOperation = 'source-in';
    large.drawImage(frame, 0, 0, width, height);
    large.globalCompositeOperation = 'destination-over';
    large.drawImage(back.canvas, 0, 0, width, height);
    return new VideoFrame(large.canvas, { timestamp });
  };
  const watchPace = (ms: number): void => {
    took.push(ms);
    if (took.length < looked) return;
    const quicker = took.toSorted((a, b) => a - b)[looked / 4] ?? 0;
    took = [];
    if (quicker > mostMs) say({ slow: Math.round(1000 / quicker) });
  };

  let first = true;
  const blurEach = new TransformStream<VideoFrame, VideoFrame>({
    transform(frame, controller) {
      const begun = performance.now();
      try {
        controller.enqueue(blurred(frame));
      } finally {
        frame.close();
      }
      watchPace(performance.now() - begun);
      if (first) say('ready');
      first = false;
    },
  });
  await readable.pipeThrough(blurEach).pipeTo(writable);
}
