import { Trans, useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { use, useState } from 'react';
import { Dialog } from '#web/components/dialog.tsx';
import { Icon, type IconName } from '#web/components/icon.tsx';
import { FrameContext } from '#web/frame/frame-context.ts';
import { useMeEntries } from '#web/frame/me-menu.tsx';
import { useNavigationEntries } from '#web/frame/navigation-entries.ts';

const tab =
  'flex h-14 flex-1 flex-col items-center justify-center gap-0.5 text-xs text-soft -outline-offset-2 aria-[current=page]:text-ink';
const line = 'flex min-h-12 w-full items-center gap-3 border-b border-line px-1 text-left text-lg last:border-b-0';

/** The frame under the thumb. */
export function PhoneBar() {
  const { t, i18n } = useLingui();
  const { open, unseen } = use(FrameContext);
  const entries = useNavigationEntries();
  const me = useMeEntries().filter(({ id }) => id !== 'keys');
  const [more, setMore] = useState(false);
  return (
    <nav
      aria-label={t`Hauptnavigation`}
      className="row-start-3 flex border-t border-line bg-sunken pb-[env(safe-area-inset-bottom)]"
    >
      {entries
        .filter((entry) => entry.phone)
        .map(({ path, label, icon }) => (
          <Link className={tab} key={path} to={path}>
            <Icon name={icon} size={20} />
            {i18n._(label)}
          </Link>
        ))}
      <Tab icon="search" label={t`Suche`} onPress={() => open('commands')} />
      <Tab icon="more" label={t`Mehr`} onPress={() => setMore(true)} />
      <Dialog onClose={() => setMore(false)} open={more} title={t`Mehr`}>
        <ul>
          {entries
            .filter((entry) => !entry.phone)
            .map(({ path, label, icon }) => (
              <li key={path}>
                <Link className={line} onClick={() => setMore(false)} to={path}>
                  <Icon className="text-faint" name={icon} size={20} />
                  {i18n._(label)}
                </Link>
              </li>
            ))}
          <li>
            <Link className={line} onClick={() => setMore(false)} to="/einstellungen">
              <Icon className="text-faint" name="settings" size={20} />
              <Trans>Einstellungen</Trans>
            </Link>
          </li>
          <li>
            <button
              className={line}
              onClick={() => {
                setMore(false);
                open('notices');
              }}
              type="button"
            >
              <Icon className="text-faint" name="bell" size={20} />
              {unseen > 0 ? t`Meldungen: ${unseen} neu` : t`Meldungen`}
            </button>
          </li>
          {me.map((entry) => (
            <li key={entry.id}>
              <button
                className={line}
                onClick={() => {
                  setMore(false);
                  entry.run();
                }}
                type="button"
              >
                <Icon className="text-faint" name={entry.icon} size={20} />
                {entry.label}
              </button>
            </li>
          ))}
        </ul>
      </Dialog>
    </nav>
  );
}

function Tab({ icon, label, onPress }: { icon: IconName; label: string; onPress: () => void }) {
  return (
    <button type="button" className={tab} onClick={onPress}>
      <Icon name={icon} size={20} />
      {label}
    </button>
  );
}
