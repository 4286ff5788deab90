import { useLingui } from '@lingui/react/macro';
import { changeRolePolicy, listRolePolicies, type Role } from '#access/contract';
import { Page, Section } from '#web/components/page.tsx';
import { Switch } from '#web/components/choices.tsx';
import { ErrorNote, Skeleton } from '#web/components/states.tsx';
import { changeRowsOf, useMutationOf, useQueryOf } from '#web/data.ts';
import { roleHints, roleNames } from './role-names.ts';

const roles: readonly Role[] = ['owner', 'admin', 'lead', 'member', 'read_only'];

export function RoleSettings() {
  const { t, i18n } = useLingui();
  const policies = useQueryOf(listRolePolicies);
  const change = useMutationOf(changeRolePolicy, {
    change: ({ params, body }) => [
      changeRowsOf(listRolePolicies, (row) => (row.role === params.role ? { ...row, ...body } : row)),
    ],
  });
  return (
    <Page title={t`Rollen`}>
      <Section
        hint={t`Jede Rolle darf alles, was die unter ihr dürfen. „Sieht nur eigene Datensätze“ setzt die Datenbank selbst durch: in Listen, in der Suche, im Export und über die API.`}
        title={t`Wer darf was`}
      >
        {policies.isPending && <Skeleton lines={5} />}
        {policies.error && <ErrorNote error={policies.error} onRetry={() => void policies.refetch()} />}
        <ul className="border-t border-line">
          {roles.map((role) => {
            const policy = policies.data?.items.find((one) => one.role === role);
            const name = i18n._(roleNames[role]);
            return (
              <li className="flex min-h-14 flex-wrap items-center gap-x-6 gap-y-1 border-b border-line py-2" key={role}>
                <div className="min-w-48 flex-1">
                  <p className="font-medium">{name}</p>
                  <p className="text-sm text-faint">{i18n._(roleHints[role])}</p>
                </div>
                {policy && (
                  <Switch
                    checked={policy.seesOnlyOwn}
                    label={t`Sieht nur eigene Datensätze`}
                    onChange={(seesOnlyOwn) => change.mutate({ params: { role: policy.role }, body: { seesOnlyOwn } })}
                  />
                )}
                {!policy && policies.data && <span className="text-faint">{t`sieht alles`}</span>}
              </li>
            );
          })}
        </ul>
      </Section>
    </Page>
  );
}
