import type { Deals } from './deals.ts';
import { fewestMoments, outlookOf, type Ranges } from './outlook.ts';
import { enoughWins } from './panel.ts';

/** Amounts in the unit of the table. `null`: nothing honest can be said; `basis.text` says why. */
export type PipelineForecast = {
  point: number | null;
  lo80: number | null;
  hi80: number | null;
  lo95: number | null;
  hi95: number | null;
  /** Deals open on that day, the only ones that are counted. */
  open: number;
  basis: { won: number; lost: number; backtests: number; text: string };
};

/** What deals open at the end of `asOf` bring within `days` (`outlook.ts`), with what it is based on in words. */
export function forecastPipeline(deals: Deals, { asOf, days }: { asOf: number; days: number }): PipelineForecast {
  const {
    won,
    groups: [all],
  } = outlookOf(deals, { asOf, spans: [{ from: 0, to: days }] });
  const open = all?.open ?? 0;
  const { point = null, ranges = null, moments = 0 } = all?.spans[0]?.open ?? {};
  const lost = endedAt(deals, asOf, 2);
  return {
    point,
    ...(open === 0 ? nothing : rangesOf(ranges)),
    open,
    basis: {
      won,
      lost,
      backtests: open === 0 ? 0 : moments,
      text: [words({ won, lost, open, misses: moments }), ...undatedIn(deals)].join(' '),
    },
  };
}

const nothing = { lo80: 0, hi80: 0, lo95: 0, hi95: 0 };

function rangesOf(ranges: Ranges | null): Pick<PipelineForecast, 'lo80' | 'hi80' | 'lo95' | 'hi95'> {
  const { lo80 = null, hi80 = null, lo95 = null, hi95 = null } = ranges ?? {};
  return { lo80, hi80, lo95, hi95 };
}

function endedAt({ opened, closed, outcome }: Deals, at: number, which: number): number {
  return outcome.reduce(
    (sum, own, deal) =>
      sum + (own === which && (opened[deal] ?? Number.NaN) <= at && (closed[deal] ?? Number.NaN) <= at ? 1 : 0),
    0,
  );
}

function undatedIn({ opened, closed, outcome }: Deals): string[] {
  const undated = opened.reduce(
    (sum, day, deal) => sum + (Number.isNaN(day) || (outcome[deal] !== 0 && Number.isNaN(closed[deal])) ? 1 : 0),
    0,
  );
  return undated === 0
    ? []
    : [`${count(undated)} Zeilen ohne lesbaren Tag des Beginns oder des Abschlusses bleiben außen vor.`];
}

const count = (n: number): string => n.toLocaleString('de-DE');

function words({ open, won, lost, misses }: { open: number; won: number; lost: number; misses: number }): string {
  if (open === 0) return 'An diesem Tag ist kein Abschluss offen.';
  const from = `${count(open)} offene Abschlüsse; bekannt sind ${count(won)} gewonnene und ${count(lost)} verlorene.`;
  if (won === 0) return `${from} Ohne einen gewonnenen lässt sich nicht sagen, was die offenen bringen.`;
  const how =
    won < enoughWins
      ? ' Das ist zu wenig, um Abschlüsse voneinander zu unterscheiden: Gerechnet ist mit einer Aussicht für alle.'
      : '';
  const range =
    misses < fewestMoments
      ? ' Für eine Spanne fehlen frühere Wochen, an denen sich die Prognose messen ließe.'
      : ` Die Spanne ist, was ${misses} frühere Prognosen verfehlt hätten.`;
  return `${from}${how}${range}`;
}
