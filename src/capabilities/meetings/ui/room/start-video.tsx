import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { createMeeting, listMeetings } from '#meetings/contract';
import { call } from '#web/api.ts';
import { useGo } from '#web/address.ts';
import { IconButton } from '#web/components/button.tsx';
import { useMutationOf } from '#web/data.ts';
import { pathTo } from '#web/paths.ts';
import { useMay } from '#web/session.ts';

const soonMs = 30 * 60_000;
const lastsMs = 60 * 60_000;

/** Beside a person's name: the room of the video meeting that is now or soon, or of a new one. */
export function StartVideo({ id: contactId }: { id: string }) {
  const { t } = useLingui();
  const go = useGo();
  const may = useMay();
  const [looking, setLooking] = useState(false);
  const plan = useMutationOf(createMeeting, { done: ({ meeting }) => go(pathTo.room(meeting.id)) });
  if (!may('write')) return null;

  const start = async (): Promise<void> => {
    setLooking(true);
    const now = new Date();
    const from = now.toISOString();
    const to = new Date(now.getTime() + soonMs).toISOString();
    const query = { contactId, state: 'planned', from, to, limit: 20 } as const;
    const found = await call(listMeetings, { query }).catch(() => undefined);
    setLooking(false);
    const next = found?.items.find(({ way, place }) => way === 'video' && place?.state !== 'made');
    if (next) return go(pathTo.room(next.id));
    const endsAt = new Date(now.getTime() + lastsMs).toISOString();
    plan.mutate({
      body: { contactId, title: t`Videogespräch`, where: { way: 'video', at: 'own' }, startsAt: from, endsAt },
    });
  };
  return (
    <IconButton
      disabled={looking || plan.isPending}
      icon="camera"
      label={t`Videogespräch`}
      onPress={() => void start()}
    />
  );
}
