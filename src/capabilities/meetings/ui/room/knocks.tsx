import { Trans, useLingui } from '@lingui/react/macro';
import { useLocation } from '@tanstack/react-router';
import { useState } from 'react';
import { type Knock, listKnocks } from '#meetings/contract';
import { useGo } from '#web/address.ts';
import { Button, IconButton } from '#web/components/button.tsx';
import { Icon } from '#web/components/icon.tsx';
import { useQueryOf } from '#web/data.ts';
import { pathTo } from '#web/paths.ts';
import { useMay } from '#web/session.ts';

const againMs = 15_000;

/** Somebody waits for me, whatever page is open. */
export function Knocks() {
  const { t } = useLingui();
  const may = useMay();
  const { pathname } = useLocation();
  const [dismissed, setDismissed] = useState<readonly string[]>([]);
  const { data } = useQueryOf(listKnocks, may('write') ? undefined : null, { staleMs: 0 });
  // Whoever has gone meanwhile is not told of: as long as somebody is shown, we look again.
  const items = useQueryOf(listKnocks, data?.items.length ? undefined : null, { refetchMs: againMs }).data?.items ?? [];
  const shown = items.filter(({ meetingId }) => !dismissed.includes(meetingId) && pathname !== pathTo.room(meetingId));
  return (
    <section
      aria-label={t`Wer im Videoraum wartet`}
      aria-live="polite"
      className="fixed top-3 right-3 z-40 flex w-96 flex-col gap-2 empty:hidden phone:inset-x-2 phone:top-2 phone:w-auto"
    >
      {shown.map((knock) => (
        <KnockCard
          key={knock.meetingId}
          knock={knock}
          onDismiss={() => setDismissed((all) => [...all, knock.meetingId])}
        />
      ))}
    </section>
  );
}

function KnockCard({ knock, onDismiss }: { knock: Knock; onDismiss: () => void }) {
  const { t, i18n } = useLingui();
  const go = useGo();
  const names = new Intl.ListFormat(i18n.locale).format(knock.names);
  return (
    <article className="flex flex-wrap items-center gap-3 rounded border border-line bg-raised px-4 py-3 shadow">
      <Icon className="text-brass-deep" name="camera" size={20} />
      <p className="min-w-0 flex-1">
        <Trans>Im Videoraum wartet: {names}</Trans>
      </p>
      <Button kind="primary" onPress={() => go(pathTo.room(knock.meetingId))}>{t`Zum Raum`}</Button>
      <IconButton icon="close" label={t`Schließen`} onPress={onDismiss} />
    </article>
  );
}
