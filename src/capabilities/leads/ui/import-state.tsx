import { useLingui } from '@lingui/react/macro';
import type { ImportState, ImportView } from '#leads/contract';
import type { IconName } from '#web/components/icon.tsx';
import { Badge } from '#web/components/standing.tsx';
import { useFormat } from '#web/format.ts';

/** The server is at work on it, or will be in a moment. */
export function isUnderWay(state: ImportState): boolean {
  return state === 'waiting' || state === 'running' || state === 'cancelling' || state === 'undoing';
}

export function ImportStateMark({ found }: { found: Pick<ImportView, 'state' | 'rowsRead' | 'rowsTotal'> }) {
  const { t } = useLingui();
  const format = useFormat();
  const { state, rowsRead, rowsTotal } = found;
  const words: Record<ImportState, string> = {
    draft: t`Entwurf`,
    waiting: t`wartet`,
    running: rowsTotal ? t`läuft · ${format.percent(Math.min(1, rowsRead / rowsTotal))}` : t`läuft`,
    cancelling: t`hält an`,
    done: t`fertig`,
    cancelled: t`abgebrochen`,
    failed: t`gescheitert`,
    undoing: t`wird zurückgenommen`,
    undone: t`zurückgenommen`,
  };
  return (
    <Badge icon={pictures[state]} strong={isUnderWay(state)}>
      {words[state]}
    </Badge>
  );
}

const pictures: Record<ImportState, IconName> = {
  draft: 'edit',
  waiting: 'clock',
  running: 'clock',
  cancelling: 'pause',
  done: 'check',
  cancelled: 'close',
  failed: 'careful',
  undoing: 'undo',
  undone: 'undo',
};
