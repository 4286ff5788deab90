import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { usePeople } from '#access/ui';
import { type AvatarItem, listAvatars, type Outcome, type RunView } from '#audiences/contract';
import { useGo } from '#web/address.ts';
import { Button } from '#web/components/button.tsx';
import { Link } from '#web/components/link.tsx';
import { Section } from '#web/components/page.tsx';
import { Badge, Standing } from '#web/components/standing.tsx';
import { EmptyState, ErrorNote, Note, ProgressBar, Skeleton } from '#web/components/states.tsx';
import { Money } from '#web/components/texts.tsx';
import { useQueryOf } from '#web/data.ts';
import { useFormat } from '#web/format.ts';
import { onDemand } from '#web/on-demand.tsx';
import { pathTo } from '#web/paths.ts';
import { useMay } from '#web/session.ts';
import { AvatarPicture } from './avatar-picture.tsx';
import { useAudienceWords } from './words.ts';

const RunDialog = onDemand(async () => (await import('./run-dialog.tsx')).RunDialog);
const RunsDialog = onDemand(async () => (await import('./runs-dialog.tsx')).RunsDialog);

/** The kinds of customers that were computed, as cards. */
export function AvatarsTab({ outcome }: { outcome: Outcome }) {
  const { t } = useLingui();
  const may = useMay();
  const [open, setOpen] = useState<'run' | 'runs'>();
  const { data, error, refetch } = useQueryOf(listAvatars, { query: { outcome } }, { keepPrevious: true });
  if (error) return <ErrorNote error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton lines={8} />;
  const { customers, needed, going, latest, items } = data;
  const enough = customers >= needed;
  const standing = items.filter(({ number }) => number !== null);
  const left = items.filter(({ number }) => number === null);
  const compute = may('manage') && (
    <Button disabled={!enough || going !== null} icon="target" kind="primary" onPress={() => setOpen('run')}>
      {latest ? t`Neu berechnen` : t`Gruppen berechnen`}
    </Button>
  );
  return (
    <div className="flex max-w-5xl flex-col gap-4">
      {going && <ProgressBar detail={t`meist unter einer Minute`} label={t`Die Gruppen werden berechnet`} />}
      {!enough && <Missing customers={customers} needed={needed} outcome={outcome} />}
      {enough && !latest && !going && (
        <EmptyState action={compute} icon="target">
          {outcome === 'won' ? (
            <Trans>
              Wer kauft bei Ihnen eigentlich? Klinke findet unter Ihren Kunden Gruppen, die sich ähneln, und sagt, worin
              sie sich von den anderen unterscheiden. Sie geben ihnen Namen und Gesicht.
            </Trans>
          ) : (
            <Trans>
              Wer sagt am Ende nein? Klinke findet unter denen, die nicht gekauft haben, Gruppen, die sich ähneln, damit
              Sie früher wissen, wo sich Mühe nicht lohnt.
            </Trans>
          )}
        </EmptyState>
      )}
      {latest && (
        <Section
          actions={
            <>
              <Button kind="plain" onPress={() => setOpen('runs')}>{t`Frühere Berechnungen`}</Button>
              {compute}
            </>
          }
          hint={<RunLine run={latest} />}
          title={outcome === 'won' ? t`Wer bei Ihnen kauft` : t`Wer bei Ihnen nicht kauft`}
        >
          <RunNotes run={latest} />
          <ul className="grid grid-cols-3 gap-3 max-[75rem]:grid-cols-2 phone:grid-cols-1">
            {standing.map((avatar) => (
              <AvatarCard avatar={avatar} key={avatar.id} of={latest.customers ?? 0} />
            ))}
          </ul>
        </Section>
      )}
      {left.length > 0 && (
        <Section
          hint={t`Die neueste Berechnung kennt keine Gruppe mehr, die ihnen gleicht. Was Sie gezeichnet haben, bleibt.`}
          title={t`Ohne Gruppe`}
        >
          <ul className="flex flex-col">
            {left.map(({ id, name }) => (
              <li className="border-t border-line py-2 first:border-t-0" key={id}>
                <Link to={pathTo.avatar(id)}>{name ?? t`Ohne Namen`}</Link>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {open === 'run' && <RunDialog last={latest} onClose={() => setOpen(undefined)} outcome={outcome} />}
      {open === 'runs' && <RunsDialog onClose={() => setOpen(undefined)} outcome={outcome} />}
    </div>
  );
}

/** What it still takes. */
function Missing({ customers, needed, outcome }: { customers: number; needed: number; outcome: Outcome }) {
  const { t } = useLingui();
  const go = useGo();
  const missing = needed - customers;
  return (
    <EmptyState
      action={
        <div className="flex w-64 flex-col gap-4">
          <ProgressBar
            label={
              outcome === 'won'
                ? t`${customers} von ${needed} gewonnenen Kunden`
                : t`${customers} von ${needed} verlorenen Kunden`
            }
            share={customers / needed}
          />
          <Button onPress={() => go(pathTo.newImport())}>{t`Frühere Abschlüsse importieren`}</Button>
        </div>
      }
      icon="target"
    >
      {outcome === 'won' ? (
        <Trans>
          Gruppen brauchen mindestens {needed} gewonnene Kunden, sonst macht sie der Zufall.{' '}
          <Plural one="Es fehlt noch einer." other="Es fehlen noch #." value={missing} />
        </Trans>
      ) : (
        <Trans>
          Gruppen brauchen mindestens {needed} verlorene Kunden, sonst macht sie der Zufall.{' '}
          <Plural one="Es fehlt noch einer." other="Es fehlen noch #." value={missing} />
        </Trans>
      )}
    </EmptyState>
  );
}

/** When, by whom, from what. */
function RunLine({ run }: { run: RunView }) {
  const format = useFormat();
  const { nameOf: personName } = usePeople();
  const { nameOf } = useAudienceWords();
  const [on, by] = [format.dateTime(run.finishedAt ?? run.askedAt), personName(run.askedBy)];
  const fields = run.fields
    .filter((field) => !run.leftOut.includes(field))
    .map(nameOf)
    .join(', ');
  return (
    <Trans>
      Berechnet am {on} für {by}, aus {run.customers ?? 0} Kunden nach: {fields}.
    </Trans>
  );
}

/** How far to trust it. */
function RunNotes({ run }: { run: RunView }) {
  const { problems, nameOf } = useAudienceWords();
  if (run.problem)
    return (
      <div className="pb-3">
        <Note kind="careful">{problems[run.problem]}</Note>
      </div>
    );
  const leftOut = run.leftOut.map(nameOf).join(', ');
  const objectors = run.objectors ?? 0;
  return (
    <div className="flex flex-col items-start gap-1 pb-3">
      {run.separation === 'strong' ? (
        <Standing kind="allowed">
          <Trans>deutlich getrennt</Trans>
        </Standing>
      ) : (
        <>
          <Standing kind="careful">
            <Trans>schwach getrennt</Trans>
          </Standing>
          <p className="text-sm text-soft">
            <Trans>Die Gruppen gehen ineinander über: Nehmen Sie sie als Anregung, nicht als Tatsache.</Trans>
          </p>
        </>
      )}
      {leftOut && (
        <p className="text-sm text-soft">
          <Trans>Sagte nichts und blieb weg: {leftOut}.</Trans>
        </p>
      )}
      {objectors > 0 && (
        <p className="text-sm text-soft">
          <Plural
            one="Ein Mensch hat der Auswertung widersprochen und zählt nicht mit."
            other="# Menschen haben der Auswertung widersprochen und zählen nicht mit."
            value={objectors}
          />
        </p>
      )}
    </div>
  );
}

function AvatarCard({ avatar, of }: { avatar: AvatarItem; of: number }) {
  const { t } = useLingui();
  const format = useFormat();
  const { avatarName, headOf, tailOf } = useAudienceWords();
  const { id, name, number, size, findings, valueCents, changed } = avatar;
  const share = format.percent(of === 0 ? 0 : size / of);
  return (
    <li className="flex min-w-0 flex-col gap-2 rounded border border-line bg-raised p-4">
      <div className="flex items-center gap-3">
        <AvatarPicture avatar={avatar} size="small" />
        <div className="min-w-0">
          <h3 className="truncate font-semibold">
            <Link quiet to={pathTo.avatar(id)}>
              {avatarName(name, number)}
            </Link>
          </h3>
          <p className="text-sm text-soft">
            <Plural one="# Kunde" other="# Kunden" value={size} />, {share}
            {valueCents !== null && (
              <>
                {' · '}
                <Trans>
                  im Mittel <Money cents={valueCents} whole />
                </Trans>
              </>
            )}
          </p>
        </div>
      </div>
      <ul className="flex flex-col gap-1">
        {findings.slice(0, 3).map((finding) => (
          <li className="leading-5" key={headOf(finding)}>
            <span className="font-medium">{headOf(finding)}</span>{' '}
            <span className="text-sm text-soft">{tailOf(finding)}</span>
          </li>
        ))}
        {findings.length === 0 && <li className="text-soft">{t`wie alle anderen`}</li>}
      </ul>
      <p className="mt-auto flex flex-wrap gap-2 pt-1 text-sm">
        {changed && <Badge strong>{t`die Zahlen haben sich geändert`}</Badge>}
        <Link to={pathTo.avatar(id)}>{name ? t`Ansehen` : t`Ansehen und benennen`}</Link>
      </p>
    </li>
  );
}
