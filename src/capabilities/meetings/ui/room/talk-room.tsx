import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { Button } from '#web/components/button.tsx';
import { Note, Skeleton } from '#web/components/states.tsx';
import { Chat } from './chat.tsx';
import { Controls } from './controls.tsx';
import { kinds, type Own, type OwnMedia } from './own-media.ts';
import { Picture, streamOf } from './player.tsx';
import type { Talk, TalkView } from './talk.ts';
import { Tiles } from './tiles.tsx';
import { troubleWords } from './words.ts';
import { useOwn, useTalk } from './use-store.ts';

/** In the room, or waiting before it. */
export function TalkRoom({
  talk,
  media,
  onChoose,
  beside,
  lead,
}: {
  talk: Talk;
  media: OwnMedia;
  onChoose: (kind: 'sound' | 'camera', on: boolean) => void;
  beside: React.ReactNode;
  /** What only a host can do in the talk. */
  lead: React.ReactNode;
}) {
  const view = useTalk(talk);
  const own = useOwn(media);
  const [chatOpen, setChatOpen] = useState(false);
  const [read, setRead] = useState(0);
  const { state, said } = view;
  if (!state)
    return (
      <div className="mx-auto w-full max-w-xl py-6">
        <Skeleton lines={4} />
      </div>
    );
  if (!state.inside) return <Lobby hosted={state.hosted} onLeave={talk.leave} own={own} view={view} />;
  const seen = chatOpen ? said.length : read;
  const toggleChat = (): void => {
    setRead(said.length);
    setChatOpen(!chatOpen);
  };
  return (
    <div className="flex min-h-0 flex-1 gap-4 phone:flex-col">
      <div className="flex min-h-0 min-w-0 flex-1 flex-col gap-3 phone:min-h-[75dvh]">
        <Notices own={own} view={view} />
        <Door onAdmit={talk.admit} onTurnAway={talk.turnAway} view={view} />
        {state.people.length === 0 && <Alone role={state.you.role} />}
        <Tiles own={own} talk={talk} view={view} />
        {lead}
        <Controls
          chat={{ open: chatOpen, unread: said.length - seen }}
          media={media}
          onChat={toggleChat}
          onChoose={onChoose}
          onLeave={talk.leave}
          own={own}
        />
      </div>
      {(chatOpen || beside) && (
        <aside className="flex min-h-0 w-80 shrink-0 flex-col gap-4 phone:w-full">
          {chatOpen && (
            <div className="flex max-h-96 min-h-64 flex-1 flex-col border-b border-line pb-4">
              <Chat fileKey={view.fileKey} onSay={talk.say} said={said} />
            </div>
          )}
          {beside}
        </aside>
      )}
    </div>
  );
}

function Lobby({ hosted, view, own, onLeave }: { hosted: boolean; view: TalkView; own: Own; onLeave: () => void }) {
  const { t } = useLingui();
  const { camera } = own.tracks;
  return (
    <div className="mx-auto flex w-full max-w-xl flex-col gap-5 py-6">
      <h2 className="text-xl font-semibold">{t`Gleich geht es los`}</h2>
      <p aria-live="polite" className="text-lg">
        {hosted ? (
          <Trans>Sie werden gleich hereingelassen.</Trans>
        ) : (
          <Trans>Es ist noch niemand da. Bleiben Sie einfach auf dieser Seite, man lässt Sie herein.</Trans>
        )}
      </p>
      <Notices own={own} view={view} />
      {camera && (
        <div className="aspect-video overflow-hidden rounded border border-line bg-sunken">
          <Picture fit="cover" mirrored stream={streamOf(camera)} />
        </div>
      )}
      <div>
        <Button onPress={onLeave}>{t`Verlassen`}</Button>
      </div>
    </div>
  );
}

/** What goes wrong, in words, while it does. */
function Notices({ view, own }: { view: TalkView; own: Own }) {
  const { people = [], you, stage = null, janus } = view.state ?? {};
  const unsent = stage !== null && you && view.peers.get(you.id)?.connected === false;
  const lost = people.filter(({ id }) => view.peers.get(id)?.connected === false);
  return (
    <div aria-live="polite" className="flex flex-col gap-2 empty:hidden">
      {!view.connected && (
        <Note kind="careful">
          <Trans>Die Verbindung zu uns ist unterbrochen. Sie wird von selbst neu aufgebaut.</Trans>
        </Note>
      )}
      {view.connected && janus === 'away' && (
        <Note kind="careful">
          {stage === null ? (
            <Trans>
              Für mehr als vier Menschen braucht Klinke Janus, und der antwortet gerade nicht. Bild und Ton gehen so
              lange von jedem zu jedem und können stocken.
            </Trans>
          ) : (
            <Trans>Janus, der Bild und Ton weitergibt, antwortet gerade nicht. Es geht von selbst weiter.</Trans>
          )}
        </Note>
      )}
      {view.connected && unsent && (
        <Note>
          <Trans>Ihr Bild und Ton werden gerade verbunden.</Trans>
        </Note>
      )}
      {view.connected &&
        lost.map(({ id, name }) => (
          <Note key={id}>
            <Trans>Die Verbindung zu {name} wird aufgebaut.</Trans>
          </Note>
        ))}
      {kinds.map((kind) => {
        const trouble = own.trouble[kind];
        return (
          trouble && (
            <Note key={kind} kind="careful">
              {troubleWords(kind, trouble)}
            </Note>
          )
        );
      })}
    </div>
  );
}

/** Who waits outside; for hosts. */
function Door({
  view,
  onAdmit,
  onTurnAway,
}: {
  view: TalkView;
  onAdmit: (id: string) => void;
  onTurnAway: (id: string) => void;
}) {
  const { t } = useLingui();
  const { waiting = [], people = [], most = 0, janus } = view.state ?? {};
  const full = people.length + 1 >= most;
  return (
    <ul aria-label={t`Wer wartet`} aria-live="polite" className="flex flex-col gap-2 empty:hidden">
      {waiting.length > 0 && full && (
        <li>
          <Note kind="careful">
            {janus === 'none' && (
              <Trans>
                Der Raum ist voll: Vier Menschen sehen einander direkt. Für mehr braucht Klinke Janus, das richten Ihre
                Administratoren ein.
              </Trans>
            )}
            {janus === 'away' && (
              <Trans>Der Raum ist voll: Für mehr als vier braucht Klinke Janus, und der antwortet gerade nicht.</Trans>
            )}
            {janus === 'there' && <Trans>Der Raum ist voll: Mehr als {most} Menschen passen nicht hinein.</Trans>}
          </Note>
        </li>
      )}
      {waiting.map(({ id, name }) => (
        <li
          className="flex flex-wrap items-center gap-2 rounded border border-careful/40 bg-careful-soft px-3 py-2"
          key={id}
        >
          <span className="min-w-0 flex-1 truncate">
            <Trans>{name} wartet vor der Tür.</Trans>
          </span>
          <Button disabled={full} kind="primary" onPress={() => onAdmit(id)}>{t`Hereinlassen`}</Button>
          <Button onPress={() => onTurnAway(id)}>{t`Abweisen`}</Button>
        </li>
      ))}
    </ul>
  );
}

function Alone({ role }: { role: 'host' | 'guest' }) {
  return (
    <p className="text-soft">
      {role === 'host' ? (
        <Trans>Noch ist niemand da. Wer über den Gästelink kommt, wartet hier, bis Sie ihn hereinlassen.</Trans>
      ) : (
        <Trans>Gerade ist sonst niemand im Raum.</Trans>
      )}
    </p>
  );
}
