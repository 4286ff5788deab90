import type { PipelineWithStages } from '#deals';

export type StagePlan = { pipelines: readonly PipelineWithStages[]; pipeline: PipelineWithStages };

/** Words of other systems for how far a deal is, from early to late; the place in our pipeline follows from the same share of the way. */
const progress: [RegExp, number][] = [
  [/neu|new|lead|offen|open|kontakt|prospect|backlog|eingang/, 0],
  [/qualif|bedarf|discovery|interess|analy/, 0.25],
  [/termin|appointment|meeting|demo|presentation|vorstell|besuch|scheduled/, 0.5],
  [/angebot|proposal|quote|offer|decision|entscheid/, 0.75],
  [/contract|vertrag|verhandl|negotiat|zusage|commit|abschluss|closed|sent|won|gewonnen/, 1],
];

/** The stage of ours that a foreign stage means: the one with its name, else the one as far along, else the first. */
export function stageFor(wording: string | undefined, { pipelines, pipeline }: StagePlan): string {
  const plain = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
  const own = pipeline.stages.filter((stage) => stage.archivedAt === null);
  const [first] = own;
  if (!first) throw new Error('a pipeline without stages');
  if (wording === undefined) return first.id;
  const named = [pipeline, ...pipelines.filter((one) => one !== pipeline && one.archivedAt === null)]
    .flatMap((one) => one.stages)
    .find((stage) => stage.archivedAt === null && plain(stage.name) === plain(wording));
  if (named) return named.id;
  const share = progress.find(([words]) => words.test(wording.toLowerCase()))?.[1] ?? 0;
  return (own[Math.round(share * (own.length - 1))] ?? first).id;
}
