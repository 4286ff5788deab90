import { Trans } from '@lingui/react/macro';
import { downloadFailedRows, type ImportView } from '#leads/contract';
import { addressOf } from '#web/api.ts';
import { Icon } from '#web/components/icon.tsx';

/** The rows that did not come in, with the reason, to mend and bring again. */
export function FailedRowsLink({ found }: { found: ImportView }) {
  return (
    <a
      className="inline-flex items-center gap-1.5 font-medium text-brass-deep underline decoration-brass-deep/40 underline-offset-2 hover:decoration-brass-deep"
      download
      href={addressOf(downloadFailedRows, { params: { importId: found.id } })}
    >
      <Icon name="export" />
      <Trans>Fehlerdatei herunterladen</Trans>
    </a>
  );
}
