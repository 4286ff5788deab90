const place = 'klinke.blur';

/** Whether this browser has what it takes. */
export const canBlur = (): boolean =>
  'MediaStreamTrackProcessor' in globalThis && 'MediaStreamTrackGenerator' in globalThis;

/** As last chosen in this browser: the room behind somebody belongs to the desk. */
export function wantsBlur(): boolean {
  try {
    return canBlur() && localStorage.getItem(place) === 'on';
  } catch {
    return false;
  }
}

export function rememberBlur(on: boolean): void {
  try {
    localStorage.setItem(place, on ? 'on' : 'off');
  } catch {
    // It has to be chosen again next time.
  }
}
