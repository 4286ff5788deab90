import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '#web/components/button.tsx';
import { useKeys } from '#web/keys.ts';
import type { Presented } from '../own-media.ts';

/** Which page is open; and who was given the turning turns. */
export function Turner({
  pages,
  may,
  name,
  onTurn,
}: {
  pages: Presented;
  may: boolean;
  /** Of whom they are. */
  name: string;
  onTurn: (by: 1 | -1) => void;
}) {
  const { t } = useLingui();
  const { page, count } = pages;
  const number = page + 1;
  useKeys(
    [
      { keys: 'ArrowLeft', label: t`Vorige Seite`, run: () => onTurn(-1) },
      { keys: 'ArrowRight', label: t`Nächste Seite`, run: () => onTurn(1) },
    ],
    may,
  );
  return (
    <div aria-label={t`Was gezeigt wird`} className="flex flex-wrap items-center justify-center gap-2" role="group">
      {may && <Button disabled={page === 0} icon="arrow-left" onPress={() => onTurn(-1)}>{t`Zurück`}</Button>}
      <span aria-live="polite" className="tabular-nums">
        <Trans>
          Seite {number} von {count}
        </Trans>
      </span>
      {may && (
        <Button disabled={number === count} kind="primary" onPress={() => onTurn(1)}>
          {t`Weiter`}
        </Button>
      )}
      <span aria-live="polite" className="text-sm text-soft">
        {may && <Trans>{name} lässt Sie blättern.</Trans>}
      </span>
    </div>
  );
}
