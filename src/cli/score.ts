import { readFile, writeFile } from 'node:fs/promises';
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import { applyScore, explainer, type Explained } from '#engine/score/apply';
import { fitScore, type ModelCard, type ScoreModel } from '#engine/score/fit';
import { Refusal } from '#platform/errors';
import { type Answer, defineCommand, UsageError } from './command.ts';
import { readTable, withTables } from './engine-table.ts';

const usage =
  'score fit TABELLE.csv --target SPALTE --positive WERT [--known-later SPALTE,…] [--id SPALTE,…] [--group SPALTE] [--keep SPALTE,…] [--seed N] --model M.json [--json]\n' +
  '       klinke score apply M.json TABELLE.csv --out P.csv [--explain] [--json]';

export const command = defineCommand({
  usage,
  options: {
    target: { type: 'string' },
    positive: { type: 'string' },
    'known-later': { type: 'string' },
    id: { type: 'string' },
    group: { type: 'string' },
    keep: { type: 'string' },
    seed: { type: 'string' },
    model: { type: 'string' },
    out: { type: 'string' },
    explain: { type: 'boolean', default: false },
  },
  async run({ values, words: [what, ...files] }) {
    if (what === 'fit') {
      const [table] = files;
      const { target, positive, model } = values;
      if (table === undefined || target === undefined || positive === undefined || model === undefined)
        throw new UsageError(`Richtig: klinke ${usage}`);
      const { group } = values;
      return fit(table, model, {
        target,
        positive,
        knownLater: listed(values['known-later']),
        ids: listed(values.id),
        keep: listed(values.keep),
        ...(group !== undefined && { group }),
        seed: seedOf(values.seed),
      });
    }
    const [model, table] = files;
    if (what !== 'apply' || model === undefined || table === undefined || values.out === undefined)
      throw new UsageError(`Richtig: klinke ${usage}`);
    return apply(model, table, values.out, values.explain);
  },
});

/** Names of columns hold commas hardly ever; whoever has one puts a backslash before it. */
const listed = (names = ''): string[] =>
  names
    .split(/(?<!\\),/)
    .map((name) => name.replaceAll('\\,', ',').trim())
    .filter((name) => name !== '');

function seedOf(typed = '1'): number {
  const seed = Number(typed);
  if (!Number.isSafeInteger(seed) || seed < 0) throw new UsageError('--seed ist eine ganze Zahl ab 0.');
  return seed;
}

async function fit(path: string, to: string, options: Parameters<typeof fitScore>[1]): Promise<Answer> {
  const { model, card } = await withTables(async () => fitScore(await readTable(path), options));
  await writeFile(to, JSON.stringify(model));
  return { text: cardText(card), json: card };
}

async function apply(modelPath: string, tablePath: string, to: string, explains: boolean): Promise<Answer> {
  const model = await modelAt(modelPath);
  const table = await withTables(() => readTable(tablePath));
  const probabilities = applyScore(model, table);
  const explain = explains ? explainer(model, table) : undefined;
  await pipeline(
    Readable.from(
      (function* () {
        yield explains ? 'row,probability,reasons\n' : 'row,probability\n';
        for (const [row, probability] of probabilities.entries())
          yield `${row},${probability}${explain ? `,${quoted(reasonsOf(explain(row)))}` : ''}\n`;
      })(),
    ),
    createWriteStream(to),
  );
  const missing = model.features.map(({ name }) => name).filter((name) => !has(table.columns, name));
  return {
    text: [
      `${table.rows.toLocaleString('de-DE')} Zeilen bewertet: ${to}`,
      ...(missing.length > 0 ? [`In der Tabelle fehlen: ${missing.join(', ')}. Sie gelten als leer.`] : []),
      ...(model.parts ? [] : ['Das Modell sagt nicht mehr als die Quote: Alle Zeilen haben dieselbe Zahl.']),
    ].join('\n'),
    json: { rows: table.rows, missing, verdict: model.verdict },
  };
}

const has = (columns: readonly { name: string }[], name: string): boolean =>
  columns.some((column) => column.name.toLowerCase() === name.toLowerCase());

/** The strongest first; `base` and all contributions sum up to the logit, of which the file shows the first five and the rest in one. */
function reasonsOf({ base, contributions }: Explained): object {
  const shown = contributions.slice(0, 5).filter(({ logit }) => logit !== 0);
  const rest = contributions.slice(shown.length).reduce((sum, { logit }) => sum + logit, 0);
  return { base, reasons: shown, rest };
}

const quoted = (value: object): string => `"${JSON.stringify(value).replaceAll('"', '""')}"`;

async function modelAt(path: string): Promise<ScoreModel> {
  let read: unknown;
  try {
    read = JSON.parse(await readFile(path, 'utf8'));
  } catch {
    throw new Refusal(422, 'model_unusable', `„${path}“ gibt es nicht oder ist keine Modelldatei.`);
  }
  const model = read as Partial<ScoreModel> | null;
  if (model?.version !== 1 || !Array.isArray(model.features) || typeof model.baseRate !== 'number')
    throw new Refusal(422, 'model_unusable', `„${path}“ ist kein Modell dieser Art.`);
  return model as ScoreModel;
}

const verdicts = {
  useful: 'brauchbar',
  weak: 'schwach: nur ein Anhaltspunkt',
  'no better than the base rate': 'nicht besser als die Quote: keine Bewertung',
};

function cardText(card: ModelCard): string {
  const percent = (share: number): string => `${(share * 100).toLocaleString('de-DE', { maximumFractionDigits: 1 })} %`;
  const { validation } = card;
  return [
    `${card.rows.toLocaleString('de-DE')} Ergebnisse, davon ${card.positives.toLocaleString('de-DE')} (${percent(card.baseRate)}). Urteil: ${verdicts[card.verdict]}.`,
    ...(validation
      ? [
          `An Zeilen geprüft, die nicht gelernt wurden: AUC ${validation.auc.toFixed(3)}, Log-Loss ${validation.logLoss.toFixed(4)}, Brier ${validation.brier.toFixed(4)}, Kalibrierfehler ${validation.ece.toFixed(4)}.`,
        ]
      : []),
    `Benutzt: ${card.used.join(', ') || 'nichts'}.`,
    ...card.suspectedLeaks.map(
      ({ column, why, auc }) =>
        `Verdacht, weggelassen, außer mit --keep: ${column} (${why}; AUC allein ${auc.toFixed(2)}).`,
    ),
    ...card.ignored.map(({ column, why }) => `Nicht benutzt: ${column} (${why}).`),
    ...card.warnings,
  ].join('\n');
}
