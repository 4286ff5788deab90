import { RoomPlace } from './room-place.tsx';
import { ShowPages } from './showing/show-pages.tsx';

/** The room that the team has of its own: everybody who works here comes in, and nobody else. */
export function TeamRoom({ before, beside }: { before: React.ReactNode; beside: React.ReactNode }) {
  return (
    <RoomPlace
      before={before}
      beside={<div className="flex min-h-0 flex-2 flex-col gap-4 overflow-y-auto">{beside}</div>}
      lead={(media, talk) => <ShowPages media={media} talk={talk} />}
      room="team"
      who={{ team: true }}
    />
  );
}
