import { useLingui } from '@lingui/react/macro';
import { useEffect, useRef, useState } from 'react';
import { Button } from '#web/components/button.tsx';
import { EmptyState } from '#web/components/states.tsx';
import { Entrance } from './entrance.tsx';
import { createOwnMedia, type OwnMedia } from './own-media.ts';
import { keepSeat, type Seat, seatOf } from './seat.ts';
import { openTalk, type Talk, type Where } from './talk.ts';
import { TalkRoom } from './talk-room.tsx';
import { useTalk } from './use-store.ts';
import { overWords } from './words.ts';

/** Before the room, in it, and after. `room`: what the place is called in this window; the name is asked of who comes by a link. */
export function RoomPlace({
  room,
  who,
  before,
  beside,
  lead,
}: {
  room: string;
  who: { meetingId: string } | { team: true } | { token: string };
  /** What stands above the entrance. */
  before: React.ReactNode;
  /** What the host has at hand. */
  beside?: React.ReactNode;
  /** What only a host can do in the talk. */
  lead?: (media: OwnMedia, talk: Talk) => React.ReactNode;
}) {
  const [media] = useState(createOwnMedia);
  const [seat, setSeat] = useState(() => seatOf(room));
  const [talk, setTalk] = useState<Talk>();
  useEffect(() => () => media.closeAll(), [media]);
  const keep = (change: Partial<typeof seat>): void => {
    const next = { ...seat, ...change };
    setSeat(next);
    keepSeat(room, next);
  };

  useEffect(() => {
    if (!seat.entered) return undefined;
    const where: Where = 'token' in who ? { token: who.token, name: seat.name } : who;
    const opened = openTalk(where, seat.id, media);
    setTalk(opened);
    // Come back: as one was before.
    for (const kind of ['sound', 'camera'] as const) {
      const { tracks, trouble } = media.own();
      if (!seat[kind]) media.close(kind);
      else if (!tracks[kind] && !trouble[kind]) void media.open(kind);
    }
    return () => {
      opened.close();
      setTalk(undefined);
    };
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- one stay lasts from entering to leaving, whatever is kept meanwhile
  }, [seat.entered]);

  if (!seat.entered)
    return (
      <Entrance
        askName={'token' in who}
        before={before}
        media={media}
        name={seat.name}
        onEnter={(name) => keep({ name, entered: true, ...media.own().wanted })}
      />
    );
  if (!talk) return null;
  return (
    <Stay
      beside={beside}
      lead={lead?.(media, talk)}
      media={media}
      onBack={() => keep({ entered: false })}
      onChoice={(choice) => keepSeat(room, { ...seat, ...choice })}
      talk={talk}
    />
  );
}

function Stay({
  talk,
  media,
  beside,
  lead,
  onBack,
  onChoice,
}: {
  talk: Talk;
  media: OwnMedia;
  beside: React.ReactNode;
  lead: React.ReactNode;
  onBack: () => void;
  onChoice: (choice: Partial<Seat>) => void;
}) {
  const { t } = useLingui();
  const { over } = useTalk(talk);
  const choice = useRef(onChoice);
  useEffect(() => {
    choice.current = onChoice;
  });
  useEffect(() => {
    if (!over) return;
    media.closeAll();
    // Whoever has gone stays away when the page is loaded anew.
    choice.current({ entered: false });
  }, [over, media]);
  const choose = (kind: 'sound' | 'camera', on: boolean): void => {
    if (on) void media.open(kind);
    else media.close(kind);
    onChoice(media.own().wanted);
  };
  if (!over) return <TalkRoom beside={beside} lead={lead} media={media} onChoose={choose} talk={talk} />;
  const { title, text } = overWords(over);
  const mayReturn = over === 'left' || over === 'full' || over === 'full_direct' || over === 'turned_away';
  return (
    <div aria-live="polite" className="flex min-h-0 flex-1 flex-col justify-center">
      <h2 className="text-center text-xl font-semibold">{title}</h2>
      <EmptyState action={mayReturn && <Button onPress={onBack}>{t`Noch einmal eintreten`}</Button>} icon="camera-off">
        {text}
      </EmptyState>
    </div>
  );
}
