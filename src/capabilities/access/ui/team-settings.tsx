import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import {
  changeUser,
  invite,
  listInvitations,
  listUsers,
  revokeInvitation,
  type Role,
  type UserView,
} from '#access/contract';
import { pathTo } from '#web/paths.ts';
import { Button, IconButton } from '#web/components/button.tsx';
import { Dialog } from '#web/components/dialog.tsx';
import { TextField } from '#web/components/fields.tsx';
import { Link } from '#web/components/link.tsx';
import { Menu } from '#web/components/menu.tsx';
import { Page, Section } from '#web/components/page.tsx';
import { Select } from '#web/components/select.tsx';
import { ErrorNote, Note, Skeleton } from '#web/components/states.tsx';
import { Badge } from '#web/components/standing.tsx';
import { Avatar, DateText } from '#web/components/texts.tsx';
import { toast } from '#web/components/toast.tsx';
import { changeRowsOf, useMutationOf, useQueryOf } from '#web/data.ts';
import { useSession } from '#web/session.ts';
import { roleHints, roleNames } from './role-names.ts';

const roles: readonly Role[] = ['owner', 'admin', 'lead', 'member', 'read_only'];

export function TeamSettings() {
  const { t } = useLingui();
  const users = useQueryOf(listUsers);
  const invitations = useQueryOf(listInvitations);
  const { mailConfigured } = useSession();
  const [inviting, setInviting] = useState(false);
  const revoke = useMutationOf(revokeInvitation, {
    change: ({ params }) => [
      changeRowsOf(listInvitations, (row) => (row.id === params.invitationId ? undefined : row)),
    ],
  });
  const active = users.data?.items.filter(({ endedAt }) => endedAt === null) ?? [];
  const left = users.data?.items.filter(({ endedAt }) => endedAt !== null) ?? [];

  return (
    <Page
      actions={
        <Button icon="plus" kind="primary" onPress={() => setInviting(true)}>
          <Trans>Einladen</Trans>
        </Button>
      }
      count={users.data && active.length}
      title={t`Team`}
    >
      {users.isPending && <Skeleton lines={5} />}
      {users.error && <ErrorNote error={users.error} onRetry={() => void users.refetch()} />}
      <ul className="border-t border-line">
        {active.map((user) => (
          <Member key={user.id} user={user} />
        ))}
      </ul>
      {(invitations.data?.items.length ?? 0) > 0 && (
        <div className="mt-6">
          <Section
            {...(!mailConfigured && {
              hint: (
                <Trans>Es ist kein Mailserver eingerichtet: Den Link zur Einladung finden Sie im Postausgang.</Trans>
              ),
            })}
            title={t`Eingeladen`}
          >
            <ul>
              {invitations.data?.items.map((invitation) => (
                <li className="flex min-h-12 items-center gap-3 border-b border-line py-1.5" key={invitation.id}>
                  <div className="min-w-0 flex-1">
                    <p className="truncate">{invitation.email}</p>
                    <p className="text-sm text-faint">
                      <Trans>
                        gültig bis <DateText value={invitation.expiresAt} />
                      </Trans>
                    </p>
                  </div>
                  <RoleBadge role={invitation.role} />
                  <Button onPress={() => revoke.mutate({ params: { invitationId: invitation.id } })}>
                    <Trans>Zurückziehen</Trans>
                  </Button>
                </li>
              ))}
            </ul>
          </Section>
        </div>
      )}
      {left.length > 0 && (
        <div className="mt-6">
          <Section title={t`Nicht mehr dabei`}>
            <ul>
              {left.map((user) => (
                <Member key={user.id} user={user} />
              ))}
            </ul>
          </Section>
        </div>
      )}
      {inviting && <InviteDialog onClose={() => setInviting(false)} />}
    </Page>
  );
}

function Member({ user }: { user: UserView }) {
  const { t, i18n } = useLingui();
  const session = useSession();
  const change = useMutationOf(changeUser, {
    change: ({ params, body = {} }) => [
      changeRowsOf(listUsers, (row) =>
        row.id === params.userId
          ? {
              ...row,
              role: body.role ?? row.role,
              endedAt: body.ended === undefined ? row.endedAt : body.ended ? new Date().toISOString() : null,
            }
          : row,
      ),
    ],
  });
  const set = (body: { role?: Role; ended?: boolean }) => change.mutateAsync({ params: { userId: user.id }, body });
  const ended = user.endedAt !== null;
  const self = user.id === session.user.id;
  const mayTouch = !self && (session.role === 'owner' || user.role !== 'owner');

  async function remove() {
    await set({ ended: true });
    toast({ message: t`${user.name} kann sich nicht mehr anmelden.`, undo: () => void set({ ended: false }) });
  }

  return (
    <li className="flex min-h-14 items-center gap-3 border-b border-line py-1.5">
      <Avatar name={user.name} size={32} />
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium">
          {user.name}
          {self && (
            <span className="ml-2 font-normal text-faint">
              <Trans>ich</Trans>
            </span>
          )}
        </p>
        <p className="truncate text-sm text-faint">{user.email}</p>
      </div>
      <RoleBadge role={user.role} />
      {mayTouch && (
        <Menu
          entries={
            ended
              ? [{ id: 'back', label: t`Wieder aufnehmen`, icon: 'undo', run: () => void set({ ended: false }) }]
              : [
                  {
                    heading: t`Rolle`,
                    entries: roles
                      .filter((role) => role !== 'owner' || session.role === 'owner')
                      .map((role) => ({
                        id: role,
                        label: i18n._(roleNames[role]),
                        hint: i18n._(roleHints[role]),
                        checked: role === user.role,
                        run: () => void set({ role }),
                      })),
                  },
                  'line',
                  {
                    id: 'remove',
                    label: t`Aus dem Team nehmen`,
                    icon: 'trash',
                    danger: true,
                    run: () => void remove(),
                  },
                ]
          }
          label={t`${user.name} ändern`}
        >
          <IconButton icon="more" label={t`${user.name} ändern`} />
        </Menu>
      )}
    </li>
  );
}

function RoleBadge({ role }: { role: Role }) {
  const { i18n } = useLingui();
  return <Badge>{i18n._(roleNames[role])}</Badge>;
}

function InviteDialog({ onClose }: { onClose: () => void }) {
  const { t, i18n } = useLingui();
  const session = useSession();
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<Role>('member');
  const send = useMutationOf(invite, {
    quiet: true,
    done: ({ email: to }) => {
      toast({ message: t`Einladung an ${to} ist unterwegs.` });
      onClose();
    },
  });
  return (
    <Dialog
      actions={
        <>
          <Button onPress={onClose}>
            <Trans>Abbrechen</Trans>
          </Button>
          <Button
            disabled={!email}
            kind="primary"
            onPress={() => send.mutate({ body: { email: email.trim(), role } })}
            pending={send.isPending}
          >
            <Trans>Einladen</Trans>
          </Button>
        </>
      }
      onClose={onClose}
      open
      title={t`Ins Team einladen`}
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (email) send.mutate({ body: { email: email.trim(), role } });
        }}
      >
        {!session.mailConfigured && (
          <Note
            action={
              <Link to={pathTo.settings('postausgang')}>
                <Trans>Postausgang</Trans>
              </Link>
            }
          >
            <Trans>
              Es ist kein Mailserver eingerichtet. Die Einladung liegt im Postausgang; geben Sie den Link darin selbst
              weiter.
            </Trans>
          </Note>
        )}
        {send.error && <ErrorNote error={send.error} />}
        <TextField autoFocus label={t`E-Mail`} onChange={setEmail} required type="email" value={email} />
        <Select<Role>
          label={t`Rolle`}
          onChange={setRole}
          options={roles
            .filter((one) => one !== 'owner' || session.role === 'owner')
            .map((one) => ({ value: one, label: i18n._(roleNames[one]), hint: i18n._(roleHints[one]) }))}
          value={role}
        />
      </form>
    </Dialog>
  );
}
