import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { changeMe, listSessions, revokeSession } from '#access/contract';
import { Button } from '#web/components/button.tsx';
import { TextField } from '#web/components/fields.tsx';
import { InlineEdit } from '#web/components/inline-edit.tsx';
import { Fact, Facts, Page, Section } from '#web/components/page.tsx';
import { Select } from '#web/components/select.tsx';
import { ErrorNote, Skeleton } from '#web/components/states.tsx';
import { Badge } from '#web/components/standing.tsx';
import { RelativeTime } from '#web/components/texts.tsx';
import { toast } from '#web/components/toast.tsx';
import { changeRowsOf, queryClient, useMutationOf, useQueryOf } from '#web/data.ts';
import { chooseLocale } from '#web/i18n.ts';
import { meQuery, useSession } from '#web/session.ts';
import { chooseTheme, type Theme, useTheme } from '#web/theme.ts';
import { roleNames } from './role-names.ts';

export function ProfileSettings() {
  const { t, i18n } = useLingui();
  const { user, role } = useSession();
  const theme = useTheme();
  const change = useMutationOf(changeMe, { quiet: true, done: (me) => queryClient.setQueryData(meQuery.queryKey, me) });
  return (
    <Page title={t`Profil und Sitzungen`}>
      <Section title={t`Ich`}>
        <div className="max-w-lg">
          <Facts>
            <Fact name={t`Name`}>
              <InlineEdit label={t`Name`} onSave={(name) => change.mutateAsync({ body: { name } })} value={user.name} />
            </Fact>
            <Fact name={t`E-Mail`}>{user.email}</Fact>
            <Fact name={t`Rolle`}>{i18n._(roleNames[role])}</Fact>
          </Facts>
        </div>
      </Section>
      <Section title={t`Ansicht`}>
        <div className="grid max-w-lg grid-cols-2 gap-4 phone:grid-cols-1">
          <Select
            label={t`Sprache`}
            onChange={(locale) => void chooseLocale(locale).then(() => change.mutate({ body: { locale } }))}
            options={[
              { value: 'de', label: 'Deutsch' },
              { value: 'en', label: 'English' },
            ]}
            value={i18n.locale === 'en' ? 'en' : 'de'}
          />
          <Select<Theme>
            label={t`Hintergrund`}
            onChange={chooseTheme}
            options={[
              { value: 'system', label: t`Wie das Gerät` },
              { value: 'light', label: t`Hell` },
              { value: 'dark', label: t`Dunkel` },
            ]}
            value={theme}
          />
        </div>
      </Section>
      <PasswordSection />
      <SessionsSection />
    </Page>
  );
}

function PasswordSection() {
  const { t } = useLingui();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const change = useMutationOf(changeMe, {
    quiet: true,
    done: () => {
      setCurrent('');
      setNext('');
      toast({ message: t`Das neue Passwort gilt.` });
    },
  });
  return (
    <Section title={t`Passwort`}>
      <form
        className="flex max-w-xs flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          change.mutate({ body: { password: { current, next } } });
        }}
      >
        <TextField
          autoComplete="current-password"
          error={change.error?.code === 'password_wrong' ? change.error.message : undefined}
          label={t`Bisheriges Passwort`}
          onChange={setCurrent}
          type="password"
          value={current}
        />
        <TextField
          autoComplete="new-password"
          error={change.error?.code === 'password_weak' ? change.error.message : undefined}
          hint={t`Mindestens 10 Zeichen.`}
          label={t`Neues Passwort`}
          onChange={setNext}
          type="password"
          value={next}
        />
        {change.error && !change.error.code.startsWith('password_') && <ErrorNote error={change.error} />}
        <div>
          <Button disabled={!current || !next} pending={change.isPending} type="submit">
            <Trans>Passwort ändern</Trans>
          </Button>
        </div>
      </form>
    </Section>
  );
}

function SessionsSection() {
  const { t } = useLingui();
  const sessions = useQueryOf(listSessions);
  const revoke = useMutationOf(revokeSession, {
    change: ({ params }) => [changeRowsOf(listSessions, (row) => (row.id === params.sessionId ? undefined : row))],
  });
  return (
    <Section
      hint={t`Wo Sie gerade angemeldet sind. Was Sie nicht kennen, beenden Sie hier; danach das Passwort ändern.`}
      title={t`Sitzungen`}
    >
      {sessions.isPending && <Skeleton />}
      {sessions.error && <ErrorNote error={sessions.error} onRetry={() => void sessions.refetch()} />}
      <ul>
        {sessions.data?.items.map((session) => (
          <li className="flex min-h-12 items-center gap-3 border-b border-line py-1.5" key={session.id}>
            <div className="min-w-0 flex-1">
              <p className="truncate">{deviceOf(session.userAgent) || t`Unbekanntes Gerät`}</p>
              <p className="text-sm text-faint">
                {session.ipAddress} · <Trans>zuletzt</Trans> <RelativeTime at={session.lastSeenAt} />
              </p>
            </div>
            {session.current ? (
              <Badge strong>
                <Trans>diese hier</Trans>
              </Badge>
            ) : (
              <Button onPress={() => revoke.mutate({ params: { sessionId: session.id } })}>
                <Trans>Beenden</Trans>
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** Firefox auf Linux; browsers hide behind each other's names, so the order counts. */
function deviceOf(userAgent: string | null): string {
  const browser = ['Edg', 'OPR', 'Firefox', 'Chrome', 'Safari'].find((name) => userAgent?.includes(`${name}/`));
  const system = ['iPhone', 'iPad', 'Android', 'Windows', 'Mac OS', 'Linux'].find((name) => userAgent?.includes(name));
  const name = { Edg: 'Edge', OPR: 'Opera' }[browser ?? ''] ?? browser;
  return [name, system].filter(Boolean).join(' · ') || (userAgent ?? '').slice(0, 60);
}
