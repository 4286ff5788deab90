import { encode } from 'uqr';
import { type Html, html } from '#platform/html';

/** Dark on light in both dresses of the page: not every camera reads it the other way round. */
export function qrCode(text: string, name: string): Html {
  const { data, size } = encode(text, { ecc: 'M', border: 4 });
  const dots = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])));
  return html`<svg
    role="img"
    aria-label="${name}"
    width="220"
    height="220"
    viewBox="0 0 ${size} ${size}"
    shape-rendering="crispEdges"
  >
    <rect width="${size}" height="${size}" fill="#fff" />
    <path d="${dots.join('')}" fill="#000" />
  </svg>`;
}
