import { burst, perSecond } from './limits.ts';

/** Whether one more message may come: many at once, fewer in the long run. */
export function createPace(now: () => number = () => performance.now()): () => boolean {
  let [left, at] = [burst, now()];
  return () => {
    const time = now();
    left = Math.min(burst, left + ((time - at) / 1000) * perSecond);
    at = time;
    if (left < 1) return false;
    left -= 1;
    return true;
  };
}
