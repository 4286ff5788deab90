import { useLingui } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { Icon, type IconName } from '#web/components/icon.tsx';
import { Mark } from '#web/components/logo.tsx';
import { useNavigationEntries } from '#web/frame/navigation-entries.ts';

export function Navigation() {
  const { t, i18n } = useLingui();
  return (
    <nav
      aria-label={t`Hauptnavigation`}
      className="col-start-1 row-span-2 row-start-2 flex flex-col border-r border-line bg-sunken"
    >
      <Link
        aria-label={t`Klinke, zum Anfang`}
        className="flex h-(--bar) shrink-0 items-center gap-2 px-4 -outline-offset-2"
        to="/"
      >
        <Mark size={22} />
        <span className="text-lg font-semibold tracking-[-0.02em] max-desk:hidden">klinke</span>
      </Link>
      <ul className="flex min-h-0 flex-1 flex-col gap-px overflow-y-auto py-1">
        {useNavigationEntries().map(({ path, label, icon }) => (
          <Item icon={icon} key={path} label={i18n._(label)} to={path} />
        ))}
      </ul>
      <ul className="border-t border-line py-1">
        <Item icon="settings" label={t`Einstellungen`} to="/einstellungen/profil" under="/einstellungen" />
      </ul>
    </nav>
  );
}

function Item({ to, label, icon, under = to }: { to: string; label: string; icon: IconName; under?: string }) {
  return (
    <li>
      <Link
        activeOptions={{ exact: false, includeSearch: false }}
        aria-label={label}
        className="flex h-8 items-center gap-2.5 border-l-3 border-transparent px-3.5 text-soft -outline-offset-2 hover:bg-hover hover:text-ink aria-[current=page]:border-brass aria-[current=page]:bg-hover aria-[current=page]:font-medium aria-[current=page]:text-ink max-desk:h-11 max-desk:justify-center max-desk:px-0"
        title={label}
        to={under}
      >
        <Icon name={icon} />
        <span className="truncate max-desk:hidden">{label}</span>
      </Link>
    </li>
  );
}
