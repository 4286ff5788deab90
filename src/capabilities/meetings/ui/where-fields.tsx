import { useLingui } from '@lingui/react/macro';
import { listVideoPlaces, type MeetingWay, type PlaceView, type VideoAt, type Where } from '#meetings/contract';
import { TextField } from '#web/components/fields.tsx';
import { Select } from '#web/components/select.tsx';
import { useQueryOf } from '#web/data.ts';
import { useWayNames } from './ways.ts';

export type WhereDraft = { way: MeetingWay; location: string; at: VideoAt };

/** Undefined while an address or a link is missing. */
export function whereOf({ way, location, at }: WhereDraft): Where | undefined {
  if (way === 'video') return { way, at };
  if (way === 'phone') return { way };
  const text = location.trim();
  if (text === '' || (way === 'link' && !/^https?:\/\/\S+\.\S+/.test(text))) return undefined;
  return { way, location: text };
}

/** Over what one meets, and where that is. */
export function WhereFields({
  value,
  onChange,
  places = [],
  placeId = null,
  onPlace,
}: {
  value: WhereDraft;
  onChange: (value: WhereDraft) => void;
  /** The showrooms to choose from, instead of an address. */
  places?: readonly Pick<PlaceView, 'id' | 'name' | 'closedAt'>[];
  placeId?: string | null;
  onPlace?: (placeId: string | null) => void;
}) {
  const { t } = useLingui();
  const names = useWayNames();
  const ways: MeetingWay[] = ['video', 'phone', 'place', 'link'];
  return (
    <>
      <Select
        label={t`Wie`}
        onChange={(way) => onChange({ ...value, way })}
        options={ways.map((way) => ({ value: way, label: names[way] }))}
        value={value.way}
      />
      {value.way === 'video' && <VideoPlace at={value.at} onChange={(at) => onChange({ ...value, at })} />}
      {value.way === 'place' && onPlace && (
        <Select
          label={t`Wo`}
          onChange={(id) => onPlace(id === '' ? null : id)}
          options={[
            { value: '', label: t`an einer anderen Adresse` },
            ...places
              .filter(({ id, closedAt }) => closedAt === null || id === placeId)
              .map(({ id, name }) => ({ value: id, label: name })),
          ]}
          value={placeId ?? ''}
        />
      )}
      {value.way === 'place' && placeId === null && (
        <TextField
          label={t`Adresse`}
          maxLength={300}
          onChange={(location) => onChange({ ...value, location })}
          required
          value={value.location}
        />
      )}
      {value.way === 'link' && (
        <TextField
          hint={t`Zum Beispiel Ihr fester Raum bei Zoom, Teams oder Meet. Beginnt mit https://`}
          label={t`Link`}
          maxLength={1000}
          onChange={(location) => onChange({ ...value, location })}
          required
          type="url"
          value={value.location}
        />
      )}
    </>
  );
}

/** Only where there is something to choose. */
function VideoPlace({ at, onChange }: { at: VideoAt; onChange: (at: VideoAt) => void }) {
  const { t } = useLingui();
  const places = useQueryOf(listVideoPlaces).data;
  if (!places || places.items.length === 0) return null;
  const own = t`unser eigener Raum`;
  const usual = places.items.find(({ id }) => id === places.usualId)?.name ?? own;
  const isGone = !['usual', 'own'].includes(at) && !places.items.some(({ id }) => id === at);
  return (
    <Select
      label={t`Wo`}
      onChange={onChange}
      options={[
        { value: 'usual', label: t`wie üblich: ${usual}` },
        { value: 'own', label: own },
        ...places.items.map(({ id, name }) => ({ value: id, label: name })),
        ...(isGone ? [{ value: at, label: t`ein stillgelegter Videodienst` }] : []),
      ]}
      value={at}
    />
  );
}
