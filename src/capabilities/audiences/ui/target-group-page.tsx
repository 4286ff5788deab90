import { Trans, useLingui } from '@lingui/react/macro';
import { usePeople } from '#access/ui';
import {
  type AudienceView,
  changeAudience,
  dialAudience,
  getAudience,
  listAudiencePeople,
  removeAudience,
  restoreAudience,
} from '#audiences/contract';
import { FilterBar } from '#contacts/ui';
import { ExportMenu } from '#integrations/ui';
import { call } from '#web/api.ts';
import { useGo, useParam } from '#web/address.ts';
import { Button, IconButton } from '#web/components/button.tsx';
import { Switch } from '#web/components/choices.tsx';
import { Link } from '#web/components/link.tsx';
import { Menu } from '#web/components/menu.tsx';
import { Fact, Facts, Page } from '#web/components/page.tsx';
import { EmptyState, ErrorNote, MissingNote, Skeleton } from '#web/components/states.tsx';
import { Money, PhoneText } from '#web/components/texts.tsx';
import { toast } from '#web/components/toast.tsx';
import { refresh, useListOf, useMutationOf, useQueryOf } from '#web/data.ts';
import { useFormat } from '#web/format.ts';
import { pathTo } from '#web/paths.ts';
import { useMay } from '#web/session.ts';
import { useAudienceWords } from './words.ts';

/** One target group: whom it holds, whom one may call of them, and the way to the telephone. */
export function TargetGroupPage() {
  const { t } = useLingui();
  const audienceId = useParam('audienceId');
  const { data: audience, error, refetch } = useQueryOf(getAudience, { params: { audienceId } });
  return (
    <Page actions={audience && <Actions audience={audience} />} title={audience?.name ?? t`Zielgruppe`}>
      {error && (
        <MissingNote
          error={error}
          onRetry={() => void refetch()}
          way={<Link to={pathTo.audiences()}>{t`Alle Zielgruppen`}</Link>}
        />
      )}
      {!audience && !error && <Skeleton lines={8} />}
      {audience && (
        <div className="flex max-w-5xl flex-col gap-2">
          {audience.counting && <Waiting audienceId={audience.id} />}
          <Numbers audience={audience} />
          <Filters audience={audience} />
          <People audience={audience} />
        </div>
      )}
    </Page>
  );
}

const waitMs = 2_000;

/** What was counted is no event: while it is awaited, somebody asks. */
function Waiting({ audienceId }: { audienceId: string }) {
  useQueryOf(getAudience, { params: { audienceId } }, { refetchMs: waitMs });
  return null;
}

function Actions({ audience }: { audience: AudienceView }) {
  const { t } = useLingui();
  const may = useMay();
  const go = useGo();
  const params = { audienceId: audience.id };
  const dial = useMutationOf(dialAudience, { refreshes: ['calls'], done: () => go(pathTo.dialer()) });
  const remove = useMutationOf(removeAudience, {
    done: () => {
      go(pathTo.audiences());
      toast({
        message: t`${audience.name} entfernt`,
        undo: () => void call(restoreAudience, { params }).then(() => refresh('audiences')),
      });
    },
  });
  const take = <ExportMenu list="audience-people" query={{ audienceId: audience.id }} />;
  if (!may('write')) return take;
  return (
    <>
      {take}
      <Button icon="dialpad" kind="primary" onPress={() => dial.mutate({ params })} pending={dial.isPending}>
        {t`In die Telefonliste`}
      </Button>
      <Menu
        entries={[
          { id: 'remove', label: t`Entfernen`, icon: 'trash', danger: true, run: () => remove.mutate({ params }) },
        ]}
        label={t`Mehr`}
      >
        <IconButton icon="more" label={t`Mehr`} />
      </Menu>
    </>
  );
}

function Numbers({ audience: { counted, countedAt, counting, avatar, leastPercent } }: { audience: AudienceView }) {
  const { t } = useLingui();
  const format = useFormat();
  const { avatarName } = useAudienceWords();
  return (
    <Facts>
      {avatar && (
        <Fact name={t`Sie gleichen`}>
          <Link to={pathTo.avatar(avatar.id)}>{avatarName(avatar.name, avatar.number)}</Link>,{' '}
          <Trans>Passung ab {leastPercent ?? 0} %</Trans>
        </Fact>
      )}
      {counted ? (
        <>
          <Fact name={t`Menschen`}>{format.number(counted.people)}</Fact>
          <Fact name={t`Anrufen dürfen Sie`}>{format.number(counted.callable)}</Fact>
          <Fact name={t`Anschreiben dürfen Sie`}>{format.number(counted.mailable)}</Fact>
          {counted.averageCents !== null && (
            <Fact name={t`Ein Kunde wie sie bringt`}>
              <Money cents={counted.averageCents} whole />{' '}
              <span className="text-soft">{t`im Mittel des Gewonnenen`}</span>
            </Fact>
          )}
          {counted.expectedCents !== null && (
            <Fact name={t`Zusammen zu erwarten`}>
              <Money cents={counted.expectedCents} whole />{' '}
              <span className="text-soft">{t`Chance jedes Einzelnen mal dieser Wert`}</span>
            </Fact>
          )}
          {countedAt && <Fact name={t`Gezählt`}>{format.dateTime(countedAt)}</Fact>}
        </>
      ) : (
        counting && <Fact name={t`Menschen`}>{t`wird gezählt`}</Fact>
      )}
    </Facts>
  );
}

function Filters({ audience }: { audience: AudienceView }) {
  const { t } = useLingui();
  const may = useMay();
  const users = usePeople();
  const change = useMutationOf(changeAudience);
  const set = (patch: Record<string, string | undefined>) => {
    const { open: _, ...wanted } = patch;
    const filters = Object.fromEntries(
      Object.entries({ ...audience.filters, ...wanted }).filter(
        (entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== '',
      ),
    );
    if (JSON.stringify(filters) !== JSON.stringify(audience.filters))
      change.mutate({ params: { audienceId: audience.id }, body: { filters }, ifMatch: audience.version });
  };
  if (!may('write')) return null;
  return (
    <>
      <div className="-mx-5 phone:-mx-4">
        <FilterBar change={set} search={audience.filters} subject="contact" users={users.active} />
      </div>
      <div className="pb-2">
        <Switch
          checked={audience.filters['isCustomer'] === 'false'}
          label={t`Nur wer noch kein Kunde ist`}
          onChange={(on) => set({ isCustomer: on ? 'false' : undefined })}
        />
      </div>
    </>
  );
}

function People({ audience }: { audience: AudienceView }) {
  const { t } = useLingui();
  const format = useFormat();
  const people = useListOf(listAudiencePeople, { params: { audienceId: audience.id }, query: { limit: 50 } });
  if (people.error) return <ErrorNote error={people.error} onRetry={people.retry} />;
  if (people.pending) return <Skeleton lines={8} />;
  if (people.rows.length === 0)
    return (
      <EmptyState icon="people">
        <Trans>
          Niemand passt auf das alles zugleich. Nehmen Sie einen Filter weg oder verlangen Sie weniger Passung.
        </Trans>
      </EmptyState>
    );
  return (
    <>
      <ul>
        {people.rows.map(({ contact, percent }) => (
          <li className="flex items-baseline gap-3 border-t border-line py-2 first:border-t-0" key={contact.id}>
            <span className="min-w-0 flex-1">
              <Link to={pathTo.contact(contact.id)}>{contact.name}</Link>{' '}
              <span className="text-sm text-soft">
                {[contact.company?.name, contact.city].filter((part) => part != null).join(', ')}
              </span>
            </span>
            <span className="text-soft phone:hidden">
              {contact.phone ? <PhoneText e164={contact.phone} /> : t`ohne Nummer`}
            </span>
            {percent !== null && <span className="w-12 text-right tabular-nums">{format.percent(percent / 100)}</span>}
          </li>
        ))}
      </ul>
      {people.hasMore && (
        <Button kind="plain" onPress={people.loadMore} pending={people.loadingMore}>{t`Weitere`}</Button>
      )}
    </>
  );
}
