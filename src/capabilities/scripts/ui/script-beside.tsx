import { Trans, useLingui } from '@lingui/react/macro';
import { IconButton } from '#web/components/button.tsx';
import { Select } from '#web/components/select.tsx';
import { ErrorNote, Skeleton } from '#web/components/states.tsx';
import { useKeys } from '#web/keys.ts';
import { ObjectionCards } from './objection-cards.tsx';
import { PathSoFar } from './path-so-far.tsx';
import { StepNow } from './step-now.tsx';
import type { Script } from './use-script.ts';

/** What to say, beside the call. */
export function ScriptBeside({
  script,
  atKeys,
  titled = false,
}: {
  script: Script;
  /** The number keys answer the script. */
  atKeys: boolean;
  /** What it is stands above it already. */
  titled?: boolean;
}) {
  const { t } = useLingui();
  const { run, scripts, chosen } = script;
  const step = run?.step ?? null;
  useKeys(
    [{ keys: 'ArrowLeft', label: t`Im Leitfaden zurück`, run: script.back }],
    run !== null && run.path.length > 0,
  );
  return (
    <div className="flex flex-col gap-4">
      <div className="flex items-end gap-2">
        <span className="min-w-0 flex-1">
          <Select
            label={t`Leitfaden`}
            labelHidden={titled}
            onChange={(id) => script.choose(id === 'none' ? null : id)}
            options={[
              ...scripts.map(({ id, name }) => ({ value: id, label: name })),
              { value: 'none', label: t`Ohne Leitfaden` },
            ]}
            value={run?.scriptId ?? chosen?.id ?? 'none'}
          />
        </span>
        {run && (
          <IconButton
            disabled={run.path.length === 0}
            icon="arrow-left"
            keys="ArrowLeft"
            label={t`Einen Schritt zurück`}
            onPress={script.back}
          />
        )}
      </div>
      {script.error !== null && <ErrorNote error={script.error} onRetry={script.retry} />}
      {chosen && !run && script.busy && <Skeleton lines={4} />}
      {chosen && !run && !script.busy && (
        <p className="text-soft">
          {chosen.about && <span className="block">{chosen.about}</span>}
          <Trans>Beginnt mit dem Anruf.</Trans>
        </p>
      )}
      {run && (
        <>
          {step ? (
            <StepNow atKeys={atKeys} key={run.path.length} run={run} script={script} step={step} />
          ) : (
            <p className="text-soft">
              <Trans>Der Leitfaden ist zu Ende. Halten Sie fest, wie der Anruf ausgegangen ist.</Trans>
            </p>
          )}
          {run.cards.length > 0 && (
            <ObjectionCards cards={run.cards} onHeard={script.hear} onNotHeard={script.unhear} />
          )}
          <PathSoFar path={run.path} />
        </>
      )}
    </div>
  );
}
