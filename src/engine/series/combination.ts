import { dampedHoltWinters, growing, seasonalNaive, theta } from './members.ts';
import { isSeasonal, noSeason, seasonOf } from './season.ts';

/** Where the members began last time, so that the next fit on nearly the same values is short. */
export type Settings = { theta?: readonly number[]; damped?: readonly number[]; growing?: readonly number[] };

/**
 * The weighted mean of theta, damped Holt-Winters, the same on logarithms, and the seasonal naive, which counts half: combinations beat their members on most series (Makridakis and
 * Hibon 2000), and what was last seen is a poor guess where there is a trend. Needs at least one value; gaps must be filled.
 */
export function combined(
  values: Float64Array,
  { horizon, m, from = {} }: { horizon: number; m: number; from?: Settings },
): { ahead: Float64Array; settings: Settings } {
  const season = isSeasonal(values, m) ? seasonOf(values, m) : noSeason;
  const seasonal = season.kind !== 'none';
  const settings: Settings = {};
  const members: { weight: number; ahead: Float64Array }[] = [
    { weight: 0.5, ahead: seasonalNaive(values, m, horizon) },
  ];
  const add = (
    name: keyof Settings,
    { ahead, settings: found }: { ahead: Float64Array; settings: readonly number[] },
  ) => {
    settings[name] = found;
    members.push({ weight: 1, ahead });
  };
  const start = (name: keyof Settings) => (from[name] ? { from: from[name] } : {});
  add('theta', theta(values, { horizon, season, ...start('theta') }));
  if (values.length > 3) {
    add('damped', dampedHoltWinters(values, { horizon, season, ...start('damped') }));
    if (values.every((value) => value > 0))
      add('growing', growing(values, { horizon, m, seasonal, ...start('growing') }));
  }
  const weights = members.reduce((sum, { weight }) => sum + weight, 0);
  const ahead = Float64Array.from({ length: horizon }, (_, h) =>
    members.reduce((sum, member) => sum + (member.weight * (member.ahead[h] ?? 0)) / weights, 0),
  );
  return { ahead, settings };
}
