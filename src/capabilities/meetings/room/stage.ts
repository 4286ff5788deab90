import { randomUUID } from 'node:crypto';
import type { Group } from './group.ts';
import { janusAgainMs, mostDirect, mostPeople } from './limits.ts';
import type { RoomState, Signal } from './messages.ts';

export type OpenStage = (hooks: {
  tell: (to: string, from: string, signal: Signal) => void;
  onGone: (why: string) => void;
}) => Promise<Group>;

/** By which way the people of a room see each other. */
export type Stage = {
  /** Null: from page to page. */
  readonly name: string | null;
  readonly group: Group | undefined;
  view(): Pick<RoomState, 'stage' | 'most' | 'janus'>;
  /** Somebody has come in. */
  enter(): void;
  leave(id: string): void;
  close(): void;
};

/**
 * With the fifth the room goes over to Janus, and stays there until it is empty. Until Janus has answered, and where it does not answer, everybody goes on as before. Where it is
 * lost in the middle, few go on from page to page, and many wait for it: a dozen pictures would be too much for everybody.
 */
export function createStage(
  open: OpenStage | undefined,
  room: {
    people: () => number;
    tell: (to: string, from: string, signal: Signal, stage: string) => void;
    onChange: () => void;
  },
): Stage {
  let name: string | null = null;
  let group: Group | undefined;
  let opening = false;
  let away = false;
  let closed = false;
  let again: NodeJS.Timeout | undefined;
  const few = () => room.people() <= mostDirect;

  const change = async (): Promise<void> => {
    if (!open || closed || group || opening) return;
    if (few()) {
      away = false;
      name = null;
      return;
    }
    opening = true;
    const next = randomUUID();
    const opened = await open({
      tell: (to, from, signal) => name === next && room.tell(to, from, signal, next),
      onGone() {
        if (name === next) lose();
      },
    }).catch(() => undefined);
    opening = false;
    if (closed || room.people() === 0) return opened?.close();
    if (!opened) return lose();
    name = next;
    group = opened;
    away = false;
    room.onChange();
  };
  const lose = (): void => {
    group = undefined;
    away = true;
    if (few()) name = null;
    clearTimeout(again);
    again = setTimeout(() => void change().then(room.onChange), janusAgainMs).unref();
    room.onChange();
  };
  const end = (): void => {
    clearTimeout(again);
    group?.close();
    group = undefined;
    name = null;
    away = false;
  };

  return {
    get name() {
      return name;
    },
    get group() {
      return group;
    },
    view: () => ({
      stage: name,
      most: open && (group || !away) ? mostPeople : mostDirect,
      janus: open ? (away ? 'away' : 'there') : 'none',
    }),
    enter: () => void change(),
    leave(id) {
      group?.leave(id);
      if (room.people() === 0) end();
    },
    close() {
      closed = true;
      end();
    },
  };
}
