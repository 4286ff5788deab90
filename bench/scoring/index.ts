import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Lines } from '../line.ts';
import { line } from '../line.ts';
import { avatars } from './avatars.ts';
import { pipeline } from './pipeline.ts';
import { score } from './score.ts';
import { series } from './series.ts';
import { value } from './value.ts';

/** Where the sets for building lie; they are no part of the project. */
const folder = process.env['KLINKE_SCORING_DATA'] ?? resolve(import.meta.dirname, '../../../shared/data/scoring');

/** How good the engines are, on the part of published sets that is for building. */
export async function scoring(): Promise<Lines> {
  if (!existsSync(folder)) return { skipped: `${folder} is not there: nothing to measure the engines on.` };
  return {
    ...(await line('score', () => score(folder))),
    ...(await line('series', () => series(folder))),
    ...(await line('pipeline', () => pipeline(folder))),
    ...(await line('value', () => value(folder))),
    ...(await line('avatars', () => avatars(folder))),
  };
}
