import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { usePeople } from '#access/ui';
import { type BookingPageView, changeBookingPage, listBookingPages } from '#meetings/contract';
import { Button, IconButton } from '#web/components/button.tsx';
import { Link } from '#web/components/link.tsx';
import { Page } from '#web/components/page.tsx';
import { Badge } from '#web/components/standing.tsx';
import { EmptyState, ErrorNote, Skeleton } from '#web/components/states.tsx';
import { toast } from '#web/components/toast.tsx';
import { useMutationOf, useQueryOf } from '#web/data.ts';
import { onDemand } from '#web/on-demand.tsx';
import { useWayNames } from '../ways.ts';

const PageDialog = onDemand(async () => (await import('./page-dialog.tsx')).PageDialog);
const EmbedDialog = onDemand(async () => (await import('./embed-dialog.tsx')).EmbedDialog);

/** The pages on which people book meetings for themselves. */
export function PagesSettings() {
  const { t } = useLingui();
  const { data, error, refetch } = useQueryOf(listBookingPages);
  const [editing, setEditing] = useState<BookingPageView | 'new' | null>(null);
  const add = <Button icon="plus" kind="primary" onPress={() => setEditing('new')}>{t`Neue Terminseite`}</Button>;
  return (
    <Page actions={data && data.items.length > 0 && add} title={t`Terminseiten`}>
      <p className="max-w-2xl pb-4 text-soft">
        <Trans>
          Hier suchen sich Menschen selbst eine Zeit aus. Wann jemand von Ihnen kann, steht in{' '}
          <Link to="/einstellungen/terminzeiten">Meine Terminzeiten</Link>. Eine Buchung ist keine Einwilligung in
          Werbung.
        </Trans>
      </p>
      {error && <ErrorNote error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton lines={4} />}
      {data?.items.length === 0 && (
        <EmptyState action={add} icon="calendar">
          <Trans>
            Noch keine Terminseite. Mit einer hört das Hin und Her auf: Sie schicken den Link, Ihr Gegenüber nimmt eine
            Zeit, die bei Ihnen frei ist, und beide haben den Termin im Kalender.
          </Trans>
        </EmptyState>
      )}
      <ul className="max-w-4xl">
        {data?.items.map((page) => (
          <PageLine key={page.id} onEdit={() => setEditing(page)} page={page} />
        ))}
      </ul>
      {editing !== null && (
        <PageDialog
          onClose={() => setEditing(null)}
          pages={data?.items ?? []}
          {...(editing !== 'new' && { page: editing })}
        />
      )}
    </Page>
  );
}

function PageLine({ page, onEdit }: { page: BookingPageView; onEdit: () => void }) {
  const { t } = useLingui();
  const ways = useWayNames();
  const { nameOf } = usePeople();
  const change = useMutationOf(changeBookingPage);
  const [embedding, setEmbedding] = useState(false);
  const { id: pageId, title, minutes, way, hostIds, address, closedAt, version } = page;
  const close = (closed: boolean) => change.mutate({ params: { pageId }, body: { closed }, ifMatch: version });
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 border-t border-line py-2">
      <span className="min-w-0 flex-1 basis-60">
        <span className="font-medium">{title}</span> {closedAt && <Badge>{t`geschlossen`}</Badge>}
        <span className="text-soft">
          {' '}
          · {t`${minutes} Minuten`} · {ways[way]} · {hostIds.map(nameOf).filter(Boolean).join(', ')}
        </span>
        {!closedAt && (
          <a className="block truncate text-sm underline" href={address} rel="noreferrer" target="_blank">
            {address}
          </a>
        )}
      </span>
      <IconButton
        disabled={closedAt !== null}
        icon="copy"
        label={t`Adresse von „${title}“ kopieren`}
        onPress={() => void navigator.clipboard.writeText(address).then(() => toast({ message: t`Kopiert.` }))}
      />
      <Button disabled={closedAt !== null} kind="plain" onPress={() => setEmbedding(true)}>{t`Einbetten`}</Button>
      <IconButton icon="edit" label={t`„${title}“ ändern`} onPress={onEdit} />
      {embedding && <EmbedDialog onClose={() => setEmbedding(false)} page={page} />}
      <Button kind="plain" onPress={() => close(closedAt === null)} pending={change.isPending}>
        {closedAt ? t`Wieder öffnen` : t`Schließen`}
      </Button>
    </li>
  );
}
