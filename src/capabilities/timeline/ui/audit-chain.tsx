import { Trans, useLingui } from '@lingui/react/macro';
import { type AuditCheck, type AuditFault, checkAuditChain, getAuditChain } from '#timeline/contract';
import { Button } from '#web/components/button.tsx';
import { Standing } from '#web/components/standing.tsx';
import { ErrorNote, Note, ProgressBar } from '#web/components/states.tsx';
import { RelativeTime } from '#web/components/texts.tsx';
import { toast } from '#web/components/toast.tsx';
import { useMutationOf, useQueryOf } from '#web/data.ts';
import { useFormat } from '#web/format.ts';

/** Is the log whole? What the latest check said, and how to have another, or to keep a mark of it elsewhere. */
export function AuditChain({ nameOf }: { nameOf: (userId: string | null) => string }) {
  const { t } = useLingui();
  const format = useFormat();
  const chain = useQueryOf(getAuditChain);
  const start = useMutationOf(checkAuditChain);
  if (chain.error) {
    return (
      <div className="px-5 pb-3 phone:px-4">
        <ErrorNote error={chain.error} onRetry={() => void chain.refetch()} />
      </div>
    );
  }
  if (!chain.data) return <div className="h-11 pb-3" />;
  const { seal, mark, check } = chain.data;
  const running = check !== null && check.finishedAt === null;
  return (
    <section aria-label={t`Siegel des Protokolls`} className="flex flex-col gap-2 px-5 pb-3 phone:px-4">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <ChainStanding check={check} />
        <p className="min-w-56 flex-1 text-soft">
          {check?.finishedAt && check.error === null && (
            <>
              <Trans>
                {nameOf(check.startedBy)} hat <RelativeTime at={check.finishedAt} /> {format.number(check.sealed)}{' '}
                Einträge prüfen lassen.
              </Trans>{' '}
            </>
          )}
          {seal && (
            <Trans>
              Versiegelt bis Glied {format.number(seal.number)}, <RelativeTime at={seal.sealedAt} />
            </Trans>
          )}
        </p>
        {mark !== null && (
          <Button
            icon="copy"
            kind="plain"
            onPress={() =>
              void navigator.clipboard
                .writeText(mark)
                .then(() =>
                  toast({ message: t`Prüfwert kopiert. Außerhalb von Klinke aufgehoben, bezeugt er diesen Stand.` }),
                )
            }
          >
            <Trans>Prüfwert kopieren</Trans>
          </Button>
        )}
        <Button disabled={running} icon="shield" onPress={() => start.mutate({})} pending={start.isPending}>
          <Trans>Jetzt prüfen</Trans>
        </Button>
      </div>
      {running && <Running sealed={check.sealed} />}
      {check && check.faultCount > 0 && <Faults check={check} />}
    </section>
  );
}

function ChainStanding({ check }: { check: AuditCheck | null }) {
  if (!check?.finishedAt || check.error !== null) {
    return (
      <Standing kind="unknown">
        <Trans>noch nicht geprüft</Trans>
      </Standing>
    );
  }
  return check.faultCount === 0 ? (
    <Standing kind="allowed">
      <Trans>unversehrt</Trans>
    </Standing>
  ) : (
    <Standing kind="refused">
      <Trans>beschädigt</Trans>
    </Standing>
  );
}

function Running({ sealed }: { sealed: number }) {
  const { t } = useLingui();
  const format = useFormat();
  // Looks for as long as it is shown.
  useQueryOf(getAuditChain, undefined, { refetchMs: 1000 });
  return (
    <div className="max-w-xl">
      <ProgressBar
        label={t`Das Protokoll wird geprüft`}
        {...(sealed > 0 && { detail: t`${format.number(sealed)} Einträge` })}
      />
    </div>
  );
}

function Faults({ check }: { check: AuditCheck }) {
  const { t } = useLingui();
  const words: Record<AuditFault['what'], string> = {
    event_missing: t`Ein Eintrag fehlt`,
    event_changed: t`Ein Eintrag wurde verändert`,
    event_unsealed: t`Ein Eintrag wurde eingeschmuggelt`,
    link_missing: t`Ein Glied der Kette fehlt`,
    link_broken: t`Ein Glied passt nicht zum vorigen`,
    end_missing: t`Das Ende der Kette wurde abgeschnitten`,
    mark_differs: t`Die Kette ist nicht mehr die, die der Prüfwert bezeugt`,
  };
  const shown = check.faults.slice(0, 5);
  return (
    <Note kind="careful">
      <ul>
        {shown.map(({ what, seal, eventId }) => (
          <li key={`${what}${seal}${eventId}`}>
            {words[what]}
            {seal !== undefined && <> · {t`Glied ${seal}`}</>}
            {eventId && <span className="text-faint"> · {eventId}</span>}
          </li>
        ))}
      </ul>
      {check.faultCount > shown.length && (
        <p>
          <Trans>und {check.faultCount - shown.length} weitere</Trans>
        </p>
      )}
    </Note>
  );
}
