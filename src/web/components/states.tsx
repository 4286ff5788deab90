import { Trans, useLingui } from '@lingui/react/macro';
import { ApiRefusal } from '#web/api.ts';
import { Button } from '#web/components/button.tsx';
import { Icon, type IconName } from '#web/components/icon.tsx';

/** One sentence, one button, one picture. */
export function EmptyState({
  icon,
  children,
  action,
}: {
  icon: IconName;
  children: React.ReactNode;
  action?: React.ReactNode;
}) {
  return (
    <div className="flex h-full min-h-48 flex-col items-center justify-center gap-4 p-8 text-center">
      <span className="flex size-14 items-center justify-center rounded-full border border-line text-brass-deep">
        <Icon name={icon} size={24} />
      </span>
      <p className="max-w-sm text-lg text-balance text-soft">{children}</p>
      {action}
    </div>
  );
}

/** What happened, what is kept, what to do. The words are the server's; a way on is ours. */
export function ErrorNote({
  error,
  onRetry,
  kept,
}: {
  error: unknown;
  onRetry?: () => void;
  /** What is not lost, where that is not plain to see. */
  kept?: string;
}) {
  const { t } = useLingui();
  const refusal = error instanceof ApiRefusal ? error : undefined;
  const words = refusal?.message ?? t`Da ist bei uns etwas schiefgegangen. Gespeichertes ist sicher.`;
  const stale = refusal?.code === 'stale';
  return (
    <div
      className="flex flex-wrap items-start gap-3 rounded border border-refused/40 bg-refused-soft px-3 py-2"
      role="alert"
    >
      <Icon className="mt-0.5 text-refused" name={refusal?.status === 0 ? 'offline' : 'careful'} />
      <div className="min-w-56 flex-1">
        <p>{words}</p>
        {kept && <p className="text-soft">{kept}</p>}
      </div>
      {onRetry && (
        <Button icon="undo" onPress={onRetry}>
          {stale ? <Trans>Neuen Stand laden</Trans> : <Trans>Noch einmal</Trans>}
        </Button>
      )}
    </div>
  );
}

/** Where a record could not be shown: one that is gone (or never was) is no fault to try again, but wants another way. */
export function MissingNote({
  error,
  onRetry,
  way,
}: {
  error: unknown;
  onRetry: () => void;
  /** A link to where one can go on. */
  way: React.ReactNode;
}) {
  // 400: an address that was cut off on its way here.
  if (error instanceof ApiRefusal && (error.status === 404 || error.status === 400)) {
    return (
      <EmptyState action={way} icon="search">
        <Trans>Das gibt es hier nicht, oder nicht mehr. Vielleicht hat es jemand entfernt.</Trans>
      </EmptyState>
    );
  }
  return (
    <div className="p-5">
      <ErrorNote error={error} onRetry={onRetry} />
    </div>
  );
}

/** What this may and may not do, or how to go on; no alarm. */
export function Note({
  kind = 'info',
  children,
  action,
}: {
  kind?: 'info' | 'careful' | 'allowed';
  children: React.ReactNode;
  action?: React.ReactNode;
}) {
  const look = {
    info: 'border-line bg-sunken',
    careful: 'border-careful/40 bg-careful-soft',
    allowed: 'border-allowed/40 bg-allowed-soft',
  }[kind];
  const tint = { info: 'text-soft', careful: 'text-careful', allowed: 'text-allowed' }[kind];
  return (
    <div className={`flex items-start gap-3 rounded border px-3 py-2 ${look}`} role="note">
      <Icon className={`mt-0.5 ${tint}`} name={kind} />
      <div className="min-w-0 flex-1">{children}</div>
      {action}
    </div>
  );
}

/** Grey lines in the shape of what is coming. */
export function Skeleton({ lines = 3 }: { lines?: number }) {
  const { t } = useLingui();
  return (
    <div aria-busy="true" aria-label={t`Lädt`} className="flex flex-col gap-3 py-3" role="status">
      {Array.from({ length: lines }, (_, index) => (
        <span
          className="breathe h-3 rounded-sm bg-hover"
          key={index}
          style={{ width: `${[72, 54, 84, 40][index % 4]}%` }}
        />
      ))}
    </div>
  );
}

/** `share` from 0 to 1; without it the length of the work is not known. */
export function ProgressBar({ label, share, detail }: { label: string; share?: number; detail?: React.ReactNode }) {
  const percent = share === undefined ? undefined : Math.round(share * 100);
  return (
    <div className="flex flex-col gap-1">
      <div className="flex justify-between gap-3 text-sm">
        <span className="font-medium">{label}</span>
        <span className="text-soft tabular-nums">
          {detail}
          {percent !== undefined && ` ${percent} %`}
        </span>
      </div>
      <div
        aria-label={label}
        aria-valuemax={100}
        aria-valuemin={0}
        {...(percent !== undefined && { 'aria-valuenow': percent })}
        className="h-1.5 overflow-hidden rounded-full bg-hover"
        role="progressbar"
      >
        <div
          className={
            percent === undefined ? 'breathe h-full w-full bg-brass' : 'h-full bg-brass transition-[width] duration-300'
          }
          {...(percent !== undefined && { style: { width: `${percent}%` } })}
        />
      </div>
    </div>
  );
}
