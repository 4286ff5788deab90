import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { type AudienceView, listAudiences } from '#audiences/contract';
import { useGo } from '#web/address.ts';
import { Button } from '#web/components/button.tsx';
import { Link } from '#web/components/link.tsx';
import { Section } from '#web/components/page.tsx';
import { EmptyState, ErrorNote, Skeleton } from '#web/components/states.tsx';
import { Money } from '#web/components/texts.tsx';
import { useQueryOf } from '#web/data.ts';
import { useFormat } from '#web/format.ts';
import { onDemand } from '#web/on-demand.tsx';
import { pathTo } from '#web/paths.ts';
import { useMay } from '#web/session.ts';
import { useAudienceWords } from './words.ts';

const TargetGroupDialog = onDemand(async () => (await import('./target-group-dialog.tsx')).TargetGroupDialog);

/** To whom it is worth talking: how many they are, whom one may call, and what a customer like them brings. */
export function TargetGroupsTab() {
  const { t } = useLingui();
  const may = useMay();
  const go = useGo();
  const [adding, setAdding] = useState(false);
  const { data, error, refetch } = useQueryOf(listAudiences, undefined, { keepPrevious: true });
  if (error) return <ErrorNote error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton lines={6} />;
  const add = may('write') && (
    <Button icon="plus" kind="primary" onPress={() => setAdding(true)}>{t`Zielgruppe`}</Button>
  );
  return (
    <div className="max-w-5xl">
      {data.items.length === 0 ? (
        <EmptyState action={add} icon="target">
          <Trans>
            Eine Zielgruppe sagt, mit wem Sie als Nächstes reden: ein Kundenavatar, dem sie gleichen, dazu Ort, Merkmal
            oder Herkunft. Klinke zählt, wie viele es sind und wen Sie anrufen dürfen, und gibt sie an die Telefonliste.
          </Trans>
        </EmptyState>
      ) : (
        <Section actions={add} title={t`Mit wem es sich zu reden lohnt`}>
          {data.items.some(({ counting }) => counting) && <Waiting />}
          <TargetGroupTable rows={data.items} />
        </Section>
      )}
      {adding && <TargetGroupDialog onClose={() => setAdding(false)} onCreated={({ id }) => go(pathTo.audience(id))} />}
    </div>
  );
}

const waitMs = 2_000;

/** What was counted is no event: while it is awaited, somebody asks. */
function Waiting() {
  useQueryOf(listAudiences, undefined, { refetchMs: waitMs });
  return null;
}

function TargetGroupTable({ rows }: { rows: readonly AudienceView[] }) {
  const { t } = useLingui();
  const format = useFormat();
  const number = (value: number | undefined) => (value === undefined ? '–' : format.number(value));
  return (
    <table className="w-full text-left">
      <thead className="text-sm text-faint">
        <tr>
          <th className="py-1 pr-3 font-normal" scope="col">{t`Zielgruppe`}</th>
          <th className="py-1 pr-3 text-right font-normal phone:hidden" scope="col">{t`Menschen`}</th>
          <th className="py-1 pr-3 text-right font-normal" scope="col">{t`anrufbar`}</th>
          <th className="py-1 pr-3 text-right font-normal phone:hidden" scope="col">{t`anschreibbar`}</th>
          <th className="py-1 text-right font-normal phone:hidden" scope="col">{t`ein Kunde bringt`}</th>
        </tr>
      </thead>
      <tbody className="tabular-nums">
        {rows.map((row) => (
          <tr className="border-t border-line align-top" key={row.id}>
            <th className="py-2 pr-3 font-normal" scope="row">
              <Link to={pathTo.audience(row.id)}>{row.name}</Link>
              <br />
              <span className="text-sm text-soft">
                <About row={row} />
              </span>
            </th>
            <td className="py-2 pr-3 text-right phone:hidden">{number(row.counted?.people)}</td>
            <td className="py-2 pr-3 text-right">{number(row.counted?.callable)}</td>
            <td className="py-2 pr-3 text-right phone:hidden">{number(row.counted?.mailable)}</td>
            <td className="py-2 text-right phone:hidden">
              {row.counted?.averageCents == null ? '–' : <Money cents={row.counted.averageCents} whole />}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** By what they are chosen, in a line. */
function About({ row: { avatar, leastPercent, filters } }: { row: AudienceView }) {
  const { avatarName } = useAudienceWords();
  const { isCustomer, ...others } = filters;
  const count = Object.keys(others).length;
  return (
    <>
      {avatar && (
        <Trans>
          wie {avatarName(avatar.name, avatar.number)}, ab {leastPercent ?? 0} %
        </Trans>
      )}
      {avatar && count > 0 && ' · '}
      {count > 0 && <Plural one="ein Filter" other="# Filter" value={count} />}
      {!avatar && count === 0 && !isCustomer && <Trans>alle Menschen</Trans>}
      {isCustomer === 'false' && (
        <>
          {(avatar || count > 0) && ' · '}
          <Trans>noch keine Kunden</Trans>
        </>
      )}
    </>
  );
}
