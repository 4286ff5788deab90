import { Trans, useLingui } from '@lingui/react/macro';
import { Outlet, useLocation } from '@tanstack/react-router';
import { Suspense, useEffect, useState } from 'react';
import { useGo } from '#web/address.ts';
import { undoLatest } from '#web/components/toast.tsx';
import { CommandWait } from '#web/frame/command-wait.tsx';
import { FrameContext, type Opened } from '#web/frame/frame-context.ts';
import { Navigation } from '#web/frame/navigation.tsx';
import { OfflineBanner } from '#web/frame/offline-banner.tsx';
import { PhoneBar } from '#web/frame/phone-bar.tsx';
import { TopBar } from '#web/frame/top-bar.tsx';
import { useNavigationEntries } from '#web/frame/navigation-entries.ts';
import { useKeys } from '#web/keys.ts';
import { onNews, startLive, useLiveState } from '#web/live.ts';
import { onDemand } from '#web/on-demand.tsx';
import { usePhone } from '#web/phone-width.ts';
import { useCompanions } from '#web/registry.ts';

const CommandBox = onDemand(async () => (await import('#web/frame/command-box.tsx')).CommandBox, CommandWait);
const Notices = onDemand(async () => (await import('#web/frame/notices.tsx')).Notices);
const KeysHelp = onDemand(async () => (await import('#web/frame/keys-help.tsx')).KeysHelp);

/** What stays while pages change: navigation, search, messages, the line to the server. */
export function Frame() {
  const { t, i18n } = useLingui();
  const phone = usePhone();
  const go = useGo();
  const { pathname } = useLocation();
  const entries = useNavigationEntries();
  const [last, setLast] = useState<{ what: Opened; on: string }>();
  // Going to another page closes what was open on this one.
  const opened = last?.on === pathname ? last.what : undefined;
  const [begun, setBegun] = useState('');
  const setOpened = (what: Opened) => {
    setBegun('');
    setLast({ what, on: pathname });
  };

  // Whoever switches the workspace or signs out begins with a fresh page.
  useEffect(() => startLive(), []);
  // The messages are fetched with the first news of a long work, or when somebody looks.
  const [awake, setAwake] = useState(false);
  const [unseen, setUnseen] = useState(0);
  useEffect(() => onNews((type) => (type === 'resync' || /^(leads|integrations)\./.test(type)) && setAwake(true)), []);

  useKeys([
    { keys: 'mod+k', label: t`Suchen und springen`, everywhere: true, run: () => setOpened('commands') },
    { keys: '?', label: t`Tasten zeigen`, run: () => setOpened('keys') },
    { keys: 'mod+z', label: t`Letzte Änderung zurücknehmen`, run: () => void undoLatest() },
    ...entries.flatMap(({ key, label, path }) =>
      key ? [{ keys: `g ${key}`, label: t`Gehe zu: ${i18n._(label)}`, run: () => go(path) }] : [],
    ),
    { keys: 'g s', label: t`Gehe zu: Einstellungen`, run: () => go('/einstellungen/profil') },
  ]);

  return (
    <FrameContext value={{ open: setOpened, unseen }}>
      <a
        className="absolute top-0 left-0 z-50 -translate-y-full rounded bg-ink px-4 py-2 text-paper focus:translate-y-2"
        href="#main"
        onClick={(event) => {
          event.preventDefault();
          document.getElementById('main')?.focus();
        }}
      >
        <Trans>Zum Inhalt</Trans>
      </a>
      {/* What is hidden far down a page must not let the frame itself be scrolled away. */}
      <div className="relative grid h-dvh grid-cols-[12rem_minmax(0,1fr)] grid-rows-[auto_var(--bar)_minmax(0,1fr)] overflow-clip bg-paper max-desk:grid-cols-[3.5rem_minmax(0,1fr)] phone:grid-cols-1 phone:grid-rows-[auto_minmax(0,1fr)_auto]">
        <OfflineBanner />
        {!phone && <Navigation />}
        {!phone && <TopBar />}
        <main
          className="col-start-2 row-start-3 min-h-0 min-w-0 outline-none phone:col-start-1 phone:row-start-2"
          id="main"
          tabIndex={-1}
        >
          <Suspense>
            <Outlet />
          </Suspense>
        </main>
        {phone && <PhoneBar />}
      </div>
      <Companions />
      {opened === 'commands' && <CommandBox begun={begun} onBegin={setBegun} onClose={() => setOpened(undefined)} />}
      {(awake || opened === 'notices') && (
        <Notices onClose={() => setOpened(undefined)} onUnseen={setUnseen} open={opened === 'notices'} />
      )}
      {opened === 'keys' && <KeysHelp onClose={() => setOpened(undefined)} />}
    </FrameContext>
  );
}

/** Fetched when the page itself has come to rest, and there is a line. */
function Companions() {
  const companions = useCompanions();
  const lost = useLiveState() === 'lost';
  const [rested, setRested] = useState(false);
  useEffect(() => {
    if (lost || !navigator.onLine) return;
    const timer = setTimeout(() => setRested(true), 300);
    return () => clearTimeout(timer);
  }, [lost]);
  if (!rested) return null;
  return companions.map((Companion, index) => (
    // oxlint-disable-next-line react/no-array-index-key -- the list never changes while the page lives
    <Suspense key={index}>
      <Companion />
    </Suspense>
  ));
}
