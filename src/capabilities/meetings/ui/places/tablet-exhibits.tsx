import { useLingui } from '@lingui/react/macro';
import { type ReactNode, useState } from 'react';
import { showExhibits } from '#meetings/contract';
import type { OutputOf } from '#web/api.ts';
import { Select } from '#web/components/select.tsx';
import { Tabs } from '#web/components/tabs.tsx';
import { useQueryOf } from '#web/data.ts';

type Place = OutputOf<typeof showExhibits>['places'][number];

const kept = 'klinke.showroom';

/** On the tablet of a showroom, beside what it is for: what there is to see. Where there is nothing, it is not spoken of. */
export function BesideExhibits({ token, label, children }: { token: string; label: string; children: ReactNode }) {
  const { t } = useLingui();
  const { data } = useQueryOf(showExhibits, { body: { token } });
  const [seen, setSeen] = useState<'card' | 'exhibits'>('card');
  // A tablet stays in one place; which, is said once.
  const [placeId, setPlaceId] = useState(() => localStorage.getItem(kept));
  const places = data?.places ?? [];
  const place = places.find(({ id }) => id === placeId) ?? places[0];
  const tabs = [
    { id: 'card', label },
    { id: 'exhibits', label: t`Ausstellung` },
  ] as const;
  const looking = place !== undefined && seen === 'exhibits';
  return (
    <>
      {place && (
        // Its words stand above those of the page.
        <div className="-mx-5">
          <Tabs label={t`Auf diesem Tablet`} onChange={setSeen} tabs={tabs} value={seen} />
        </div>
      )}
      {/* What was typed stays while somebody looks around, and also when it shows only then that there is something to see. */}
      <div className={looking ? 'hidden' : 'contents'}>{children}</div>
      {looking && (
        <Exhibits
          onChoose={(id) => {
            localStorage.setItem(kept, id);
            setPlaceId(id);
          }}
          place={place}
          places={places}
        />
      )}
    </>
  );
}

function Exhibits({
  place,
  places,
  onChoose,
}: {
  place: Place;
  places: readonly Place[];
  onChoose: (placeId: string) => void;
}) {
  const { t } = useLingui();
  return (
    <>
      <h1 className="text-2xl font-semibold">{place.name}</h1>
      {places.length > 1 && (
        <Select
          label={t`Schauraum`}
          onChange={onChoose}
          options={places.map(({ id, name }) => ({ value: id, label: name }))}
          value={place.id}
        />
      )}
      <ul className="grid grid-cols-2 gap-5 phone:grid-cols-1">
        {place.exhibits.map(({ id, name, line, picture }) => (
          <li className="flex flex-col overflow-hidden rounded border border-line bg-raised" key={id}>
            {picture && (
              <img alt={picture.alt} className="aspect-4/3 w-full object-cover" loading="lazy" src={picture.address} />
            )}
            <div className="p-4">
              <h2 className="font-semibold">{name}</h2>
              {line && <p className="text-soft">{line}</p>}
            </div>
          </li>
        ))}
      </ul>
    </>
  );
}
