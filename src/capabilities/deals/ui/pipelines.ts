import { listLossReasons, listPipelines, type PipelineView, type StageView } from '#deals/contract';
import type { Option } from '#web/components/select.tsx';
import { useQueryOf } from '#web/data.ts';

export type Pipelines = {
  /** Those in use, with their stages in use, in order. */
  items: readonly PipelineView[];
  stageOf: (stageId: string) => StageView | undefined;
  /** All stages one may move a deal to, grouped by pipeline where there are several. */
  stageOptions: readonly Option[];
};

export function usePipelines(): Pipelines {
  const items = useQueryOf(listPipelines, undefined, { staleMs: 5 * 60_000 }).data?.items ?? [];
  return {
    items,
    stageOf: (stageId) => items.flatMap(({ stages }) => stages).find(({ id }) => id === stageId),
    stageOptions: items.flatMap((pipeline) =>
      pipeline.stages.map((stage) => ({
        value: stage.id,
        label: stage.name,
        ...(items.length > 1 && { group: pipeline.name }),
      })),
    ),
  };
}

export function useLossReasons(): readonly Option[] {
  const { data } = useQueryOf(listLossReasons, undefined, { staleMs: 5 * 60_000 });
  return (data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }));
}
