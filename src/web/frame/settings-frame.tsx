import { Trans, useLingui } from '@lingui/react/macro';
import { Link, Navigate, Outlet, useLocation } from '@tanstack/react-router';
import { classNames } from '#web/class-names.ts';
import { Icon } from '#web/components/icon.tsx';
import { Page } from '#web/components/page.tsx';
import { EmptyState } from '#web/components/states.tsx';
import { usePhone } from '#web/phone-width.ts';
import { type SettingsEntry, useClosed, useSettings } from '#web/registry.ts';

/** A list of settings beside the one that is open. A phone shows one after the other. */
export function SettingsFrame() {
  const phone = usePhone();
  const { pathname } = useLocation();
  const entry = useSettings().find(({ path }) => pathname.endsWith(`/${path}`));
  const listOnly = /^\/einstellungen\/?$/.test(pathname);
  if (phone) return listOnly ? <PhoneContents /> : <WithWayBack />;
  if (listOnly) return <Navigate replace to="/einstellungen/profil" />;
  return (
    <div className="flex h-full min-h-0">
      <Contents />
      <div className={classNames('min-w-0 flex-1', !entry?.wide && 'max-w-[51rem]')}>
        <Part />
      </div>
    </div>
  );
}

function Part() {
  const { t } = useLingui();
  const { pathname } = useLocation();
  if (!useClosed(pathname)) return <Outlet />;
  return (
    <Page title={t`Einstellungen`}>
      <EmptyState icon="shield">
        <Trans>Diese Einstellung dürfen Sie nicht ändern. Fragen Sie jemanden mit mehr Rechten.</Trans>
      </EmptyState>
    </Page>
  );
}

function PhoneContents() {
  const { t } = useLingui();
  return (
    <Page title={t`Einstellungen`}>
      <Contents />
    </Page>
  );
}

function WithWayBack() {
  return (
    <div className="flex h-full min-h-0 flex-col">
      <Link className="flex h-11 shrink-0 items-center gap-1 px-3 text-soft" to="/einstellungen">
        <Icon name="chevron-left" />
        <Trans>Einstellungen</Trans>
      </Link>
      <div className="min-h-0 flex-1">
        <Part />
      </div>
    </div>
  );
}

function Contents() {
  const { t, i18n } = useLingui();
  const entries = useSettings();
  const groups: [SettingsEntry['group'], string][] = [
    ['me', t`Ich`],
    ['workspace', t`Arbeitsbereich`],
    ['selling', t`Verkaufen`],
    ['system', t`Technik`],
  ];
  return (
    <nav
      aria-label={t`Einstellungen`}
      className="h-full w-52 shrink-0 overflow-y-auto border-r border-line py-4 phone:-mx-4 phone:h-auto phone:w-auto phone:border-r-0"
    >
      {groups.map(([group, title]) => {
        const ofGroup = entries.filter((entry) => entry.group === group);
        if (ofGroup.length === 0) return null;
        return (
          <section className="mb-4" key={group}>
            <h2 className="px-4 pb-1 text-xs font-medium text-faint">{title}</h2>
            <ul>
              {ofGroup.map(({ path, label }) => (
                <li key={path}>
                  <Link
                    className="flex h-8 items-center border-l-3 border-transparent px-3.5 text-soft -outline-offset-2 hover:bg-hover hover:text-ink aria-[current=page]:border-brass aria-[current=page]:bg-hover aria-[current=page]:font-medium aria-[current=page]:text-ink phone:h-12 phone:text-lg"
                    to={`/einstellungen/${path}`}
                  >
                    {i18n._(label)}
                  </Link>
                </li>
              ))}
            </ul>
          </section>
        );
      })}
    </nav>
  );
}
