import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { Person } from '#meetings/contract';
import { classNames } from '#web/class-names.ts';
import { Button } from '#web/components/button.tsx';
import { Icon } from '#web/components/icon.tsx';
import { Note } from '#web/components/states.tsx';
import { Avatar } from '#web/components/texts.tsx';
import type { Own } from './own-media.ts';
import { Picture, Sound, streamOf } from './player.tsx';
import { Pointed } from './showing/pointed.tsx';
import { Turner } from './showing/turner.tsx';
import type { PeerView, Talk, TalkView } from './talk.ts';

/** Everybody who is there, and a screen that is shown, large. */
export function Tiles({ view, own, talk }: { view: TalkView; own: Own; talk: Talk }) {
  const { t } = useLingui();
  const [silent, setSilent] = useState<readonly HTMLAudioElement[]>([]);
  const { state, peers } = view;
  const people = state?.people ?? [];
  const shower = people.find(({ shows }) => shows.screen);
  const screen = shower && peers.get(shower.id)?.streams.screen;
  const { camera, screen: ownScreen } = own.tracks;
  const pages = own.presents && ownScreen;
  return (
    <div className="flex min-h-0 flex-1 flex-col gap-3">
      {silent.length > 0 && (
        <Note
          action={
            <Button
              icon="headset"
              kind="primary"
              onPress={() => {
                for (const player of silent) void player.play().catch(() => undefined);
                setSilent([]);
              }}
            >{t`Ton einschalten`}</Button>
          }
          kind="careful"
        >
          <Trans>Ihr Browser wartet noch mit dem Ton.</Trans>
        </Note>
      )}
      {shower && screen && (
        <figure
          aria-label={t`Bildschirm von ${shower.name}`}
          className="min-h-0 flex-2 rounded border border-line bg-sunken"
        >
          {shower.shows.pages ? (
            <Pointed people={people} talk={talk}>
              <Picture fit="contain" stream={screen} />
            </Pointed>
          ) : (
            <Picture fit="contain" stream={screen} />
          )}
        </figure>
      )}
      {shower?.shows.pages && state && (
        <Turner
          may={shower.shows.pages.turner === state.you.who}
          name={shower.name}
          onTurn={(by) => talk.turn(shower.id, by)}
          pages={shower.shows.pages}
        />
      )}
      {pages && (
        <figure aria-label={t`Was die anderen sehen`} className="min-h-0 flex-2 rounded border border-line bg-sunken">
          <Pointed people={people} talk={talk}>
            <Picture fit="contain" stream={streamOf(pages)} />
          </Pointed>
        </figure>
      )}
      {ownScreen && !pages && (
        <Note kind="info">
          <Trans>Die anderen sehen Ihren Bildschirm.</Trans>
        </Note>
      )}
      <ul
        aria-label={t`Wer da ist`}
        className={`relative grid min-h-0 flex-1 gap-3 ${columns(people.length + 1, Boolean(screen || pages))}`}
      >
        {people.map((person) => (
          <PersonTile
            key={person.id}
            onSilent={(player) => setSilent((all) => [...all, player])}
            peer={peers.get(person.id)}
            person={person}
          />
        ))}
        <Tile
          corner={people.length === 1 && !screen && !pages}
          name={t`Sie`}
          note={own.tracks.sound && !own.muted ? undefined : t`ohne Ton`}
          silent={!own.tracks.sound || own.muted}
        >
          {camera ? (
            <Picture fit="cover" mirrored stream={streamOf(camera)} />
          ) : (
            <Faceless name={state?.you.name ?? ''} />
          )}
        </Tile>
      </ul>
    </div>
  );
}

/** The largest pictures that fit. Of two, the other one's has the room, and one's own a corner of it; on a phone, which is as tall as both, they stand one below the other. */
function columns(tiles: number, small: boolean): string {
  if (small) return 'max-h-40 grid-flow-col auto-cols-fr';
  if (tiles <= 1) return 'grid-cols-1';
  if (tiles === 2) return 'auto-rows-fr grid-cols-1';
  const side =
    tiles <= 4 ? 'grid-cols-2' : tiles <= 9 ? 'grid-cols-3 phone:grid-cols-2' : 'grid-cols-4 phone:grid-cols-2';
  return `auto-rows-fr ${side}`;
}

function PersonTile({
  person,
  peer,
  onSilent,
}: {
  person: Person;
  peer: PeerView | undefined;
  onSilent: (player: HTMLAudioElement) => void;
}) {
  const { t } = useLingui();
  const { name, shows, here } = person;
  const note = !here
    ? t`Verbindung unterbrochen`
    : !peer?.connected
      ? t`verbindet sich`
      : shows.sound
        ? undefined
        : t`ohne Ton`;
  return (
    <Tile name={name} note={note} silent={!shows.sound}>
      {peer && <Sound onSilent={onSilent} stream={peer.streams.sound} />}
      {peer && shows.camera ? <Picture fit="cover" stream={peer.streams.camera} /> : <Faceless name={name} />}
    </Tile>
  );
}

function Tile({
  name,
  note,
  silent,
  corner,
  children,
}: {
  name: string;
  note: string | undefined;
  silent: boolean;
  corner?: boolean;
  children: React.ReactNode;
}) {
  return (
    <li
      className={classNames(
        'relative flex min-h-0 min-w-0 items-center justify-center overflow-hidden rounded border border-line bg-sunken',
        corner && 'tablet:absolute tablet:right-3 tablet:bottom-3 tablet:aspect-video tablet:w-1/4',
      )}
    >
      {children}
      <p className="absolute bottom-2 left-2 flex max-w-[calc(100%-1rem)] items-center gap-1.5 rounded bg-raised px-2 py-1 text-sm">
        {silent && <Icon name="mic-off" />}
        <span className="truncate font-medium">{name}</span>
        {note && <span className="truncate text-soft">{note}</span>}
      </p>
    </li>
  );
}

function Faceless({ name }: { name: string }) {
  return <Avatar name={name || '?'} size={40} />;
}
