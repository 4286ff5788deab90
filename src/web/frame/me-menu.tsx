import { useLingui } from '@lingui/react/macro';
import { use } from 'react';
import { changeMe, signOut, switchWorkspace } from '#access/contract';
import { useGo } from '#web/address.ts';
import { call } from '#web/api.ts';
import type { ButtonProps } from '#web/components/button.tsx';
import type { IconName } from '#web/components/icon.tsx';
import { Menu } from '#web/components/menu.tsx';
import { Avatar } from '#web/components/texts.tsx';
import { queryClient } from '#web/data.ts';
import { FrameContext } from '#web/frame/frame-context.ts';
import { chooseLocale } from '#web/i18n.ts';
import { forgetKept } from '#web/kept.ts';
import { meQuery, useSession } from '#web/session.ts';
import { chooseTheme, useTheme } from '#web/theme.ts';

type MeEntry = { id: string; label: string; icon: IconName; keys?: string; run: () => void };

/** Theme, language, keys, sign-out: the same in the menu, on the phone and in the command box. */
export function useMeEntries(): MeEntry[] {
  const { t, i18n } = useLingui();
  const go = useGo();
  const theme = useTheme();
  const { open } = use(FrameContext);
  const dark = theme === 'dark' || (theme === 'system' && matchMedia('(prefers-color-scheme: dark)').matches);
  const other = i18n.locale === 'en' ? 'de' : 'en';
  return [
    { id: 'profile', label: t`Profil und Sitzungen`, icon: 'person', run: () => go('/einstellungen/profil') },
    {
      id: 'theme',
      label: dark ? t`Heller Hintergrund` : t`Dunkler Hintergrund`,
      icon: dark ? 'sun' : 'moon',
      run: () => chooseTheme(dark ? 'light' : 'dark'),
    },
    {
      id: 'language',
      label: other === 'en' ? 'English' : 'Deutsch',
      icon: 'globe',
      run: () => void rememberLocale(other),
    },
    { id: 'keys', label: t`Tasten`, icon: 'keyboard', keys: '?', run: () => open('keys') },
    { id: 'sign-out', label: t`Abmelden`, icon: 'sign-out', run: () => void leave() },
  ];
}

export function MeMenu() {
  const { t } = useLingui();
  const session = useSession();
  const entries = useMeEntries();
  const workspaces = session.otherWorkspaces.map(({ id, name }) => ({
    id,
    label: name,
    icon: 'company' as const,
    run: () => void work(id),
  }));
  return (
    <Menu
      entries={[
        { heading: `${session.user.name} · ${session.workspace.name}`, entries: entries.slice(0, -1) },
        ...(workspaces.length > 0 ? [{ heading: t`Arbeitsbereich wechseln`, entries: workspaces }] : []),
        'line',
        ...entries.slice(-1),
      ]}
      label={t`Ich`}
    >
      <MeButton aria-label={t`Ich: ${session.user.name}`} name={session.user.name} />
    </Menu>
  );
}

function MeButton({
  name,
  onPress,
  onReach,
  ...names
}: Pick<ButtonProps, 'onPress' | 'onReach' | 'aria-label'> & { name: string }) {
  return (
    <button
      {...names}
      className="flex size-(--control) items-center justify-center rounded-full"
      onClick={onPress}
      onPointerEnter={onReach}
      type="button"
    >
      <Avatar name={name} />
    </button>
  );
}

async function rememberLocale(locale: 'de' | 'en'): Promise<void> {
  await chooseLocale(locale);
  queryClient.setQueryData(meQuery.queryKey, await call(changeMe, { body: { locale } }));
}

async function leave(): Promise<void> {
  await call(signOut);
  await forgetKept();
  // Nothing of this person stays in the memory of the page.
  location.assign('/anmelden');
}

async function work(workspaceId: string): Promise<void> {
  await call(switchWorkspace, { body: { workspaceId } });
  await forgetKept();
  location.assign('/');
}
