import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { changePlace, listPlaces, type PlaceView } from '#meetings/contract';
import { Button, IconButton } from '#web/components/button.tsx';
import { Link } from '#web/components/link.tsx';
import { Page } from '#web/components/page.tsx';
import { Badge } from '#web/components/standing.tsx';
import { EmptyState, ErrorNote, Skeleton } from '#web/components/states.tsx';
import { useMutationOf, useQueryOf } from '#web/data.ts';
import { onDemand } from '#web/on-demand.tsx';

const PlaceDialog = onDemand(async () => (await import('./place-dialog.tsx')).PlaceDialog);

/** Where people come to see something, and what. */
export function PlacesSettings() {
  const { t } = useLingui();
  const { data, error, refetch } = useQueryOf(listPlaces);
  const [editing, setEditing] = useState<PlaceView | 'new' | null>(null);
  const add = <Button icon="plus" kind="primary" onPress={() => setEditing('new')}>{t`Neuer Schauraum`}</Button>;
  return (
    <Page actions={data && data.items.length > 0 && add} title={t`Schauräume`}>
      <p className="max-w-2xl pb-4 text-soft">
        <Trans>
          Wo es bei Ihnen etwas zu sehen gibt. Eine <Link to="/einstellungen/terminseiten">Terminseite</Link> führt
          dorthin, und <Link to="/schauraum-heute">Schauraum heute</Link> zeigt, wer kommt. Wer 30 Minuten nach dem Ende
          des Termins nicht eingecheckt ist, gilt als nicht gekommen: Der Gastgeber hat dann den Anruf in Heute.
        </Trans>
      </p>
      {error && <ErrorNote error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton lines={4} />}
      {data?.items.length === 0 && (
        <EmptyState action={add} icon="pin">
          <Trans>
            Noch kein Schauraum. Legen Sie einen an: wo er ist, wie viele zugleich kommen können und was dort steht.
          </Trans>
        </EmptyState>
      )}
      <ul className="max-w-4xl">
        {data?.items.map((place) => (
          <PlaceLine key={place.id} onEdit={() => setEditing(place)} place={place} />
        ))}
      </ul>
      {editing !== null && (
        <PlaceDialog onClose={() => setEditing(null)} {...(editing !== 'new' && { place: editing })} />
      )}
    </Page>
  );
}

function PlaceLine({ place, onEdit }: { place: PlaceView; onEdit: () => void }) {
  const { t } = useLingui();
  const change = useMutationOf(changePlace);
  const { id: placeId, name, address, capacity, exhibits, closedAt, version } = place;
  const close = () => change.mutate({ params: { placeId }, body: { closed: closedAt === null }, ifMatch: version });
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 border-t border-line py-2">
      <div className="min-w-0 flex-1 basis-60">
        <span className="font-medium">{name}</span> {closedAt && <Badge>{t`geschlossen`}</Badge>}
        <span className="text-soft">
          {name !== address && ` · ${address}`} · <Plural one="# Platz" other="# Plätze" value={capacity} />
        </span>
        {exhibits.length > 0 && (
          <ul className="flex flex-wrap gap-x-4 gap-y-1 pt-1 text-sm text-soft">
            {exhibits.map((exhibit) => (
              <li className="flex items-center gap-2" key={exhibit.id}>
                {exhibit.picture && (
                  <img
                    alt={exhibit.picture.alt}
                    className="h-8 w-11 rounded border border-line object-cover"
                    loading="lazy"
                    src={exhibit.picture.address}
                  />
                )}
                {exhibit.name}
              </li>
            ))}
          </ul>
        )}
      </div>
      <span className="flex items-center gap-1">
        <IconButton icon="edit" label={t`„${name}“ ändern`} onPress={onEdit} />
        <Button kind="plain" onPress={close} pending={change.isPending}>
          {closedAt ? t`Wieder öffnen` : t`Schließen`}
        </Button>
      </span>
    </li>
  );
}
