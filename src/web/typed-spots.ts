export type Spot = { latitude: number; longitude: number };

/** As maps give them to copy: 51.3127, 9.4797. Null: nothing was typed. Undefined: not to be understood. */
export function readSpot(text: string): Spot | null | undefined {
  if (text.trim() === '') return null;
  const [, first, second] = /^\s*(-?\d{1,2}(?:[.,]\d+)?)\s*[;, ]\s*(-?\d{1,3}(?:[.,]\d+)?)\s*$/.exec(text) ?? [];
  if (!first || !second) return undefined;
  const [latitude, longitude] = [first, second].map((one) => Number(one.replace(',', '.')));
  if (latitude === undefined || longitude === undefined || Math.abs(latitude) > 90 || Math.abs(longitude) > 180)
    return undefined;
  return { latitude, longitude };
}

export function writeSpot({ latitude, longitude }: { latitude?: number | undefined; longitude?: number | undefined }) {
  return latitude === undefined || longitude === undefined ? '' : `${latitude}, ${longitude}`;
}
