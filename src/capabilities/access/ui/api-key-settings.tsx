import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { createApiKey, listApiKeys, revokeApiKey } from '#access/contract';
import { Button } from '#web/components/button.tsx';
import { ConfirmDialog, Dialog } from '#web/components/dialog.tsx';
import { TextField } from '#web/components/fields.tsx';
import { Page } from '#web/components/page.tsx';
import { Select } from '#web/components/select.tsx';
import { Badge } from '#web/components/standing.tsx';
import { EmptyState, ErrorNote, Note, Skeleton } from '#web/components/states.tsx';
import { DateText, RelativeTime } from '#web/components/texts.tsx';
import { toast } from '#web/components/toast.tsx';
import { useMutationOf, useQueryOf } from '#web/data.ts';
import { usePeople } from './people.ts';

export function ApiKeySettings() {
  const { t } = useLingui();
  const keys = useQueryOf(listApiKeys);
  const { nameOf } = usePeople();
  const [making, setMaking] = useState(false);
  const [revoking, setRevoking] = useState<{ id: string; name: string }>();
  const revoke = useMutationOf(revokeApiKey, { done: () => setRevoking(undefined) });
  const standing = keys.data?.items.filter(({ revokedAt }) => revokedAt === null) ?? [];
  const add = (
    <Button icon="plus" kind="primary" onPress={() => setMaking(true)}>
      <Trans>Neuer Schlüssel</Trans>
    </Button>
  );
  return (
    <Page actions={standing.length > 0 && add} title={t`API-Schlüssel`}>
      <p className="mb-4 max-w-2xl text-soft">
        <Trans>
          Ein Schlüssel lässt ein Programm herein, mit Ihren Rechten und höchstens so weit, wie Sie es ihm hier
          erlauben. Was die API kann, steht unter{' '}
          <a className="font-medium text-brass-deep underline underline-offset-2" href="/api/docs">
            /api/docs
          </a>
          .
        </Trans>
      </p>
      {keys.isPending && <Skeleton />}
      {keys.error && <ErrorNote error={keys.error} onRetry={() => void keys.refetch()} />}
      {keys.data && standing.length === 0 && (
        <EmptyState action={add} icon="key">
          <Trans>Noch kein Programm darf mit Klinke sprechen.</Trans>
        </EmptyState>
      )}
      <ul>
        {standing.map((key) => (
          <li className="flex min-h-14 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line py-2" key={key.id}>
            <div className="min-w-48 flex-1">
              <p className="font-medium">{key.name}</p>
              <p className="text-sm text-faint">
                {nameOf(key.userId)} · <Trans>seit</Trans> <DateText value={key.createdAt} /> ·{' '}
                {key.lastUsedAt ? (
                  <>
                    <Trans>benutzt</Trans> <RelativeTime at={key.lastUsedAt} />
                  </>
                ) : (
                  <Trans>noch nie benutzt</Trans>
                )}
              </p>
            </div>
            {key.scopes.map((scope) => (
              <Badge key={scope}>{scope}</Badge>
            ))}
            <Button onPress={() => setRevoking(key)}>
              <Trans>Sperren</Trans>
            </Button>
          </li>
        ))}
      </ul>
      {making && <NewKeyDialog onClose={() => setMaking(false)} />}
      <ConfirmDialog
        confirm={t`Sperren`}
        danger
        onClose={() => setRevoking(undefined)}
        onConfirm={() => revoking && revoke.mutate({ params: { keyId: revoking.id } })}
        open={revoking !== undefined}
        pending={revoke.isPending}
        title={t`Schlüssel sperren?`}
      >
        <Trans>
          Programme, die „{revoking?.name}“ benutzen, kommen sofort nicht mehr herein. Das lässt sich nicht
          zurücknehmen.
        </Trans>
      </ConfirmDialog>
    </Page>
  );
}

type Reach = 'all.read' | 'all.write' | 'all.manage' | 'all.admin';

function NewKeyDialog({ onClose }: { onClose: () => void }) {
  const { t } = useLingui();
  const [name, setName] = useState('');
  const [reach, setReach] = useState<Reach>('all.read');
  const make = useMutationOf(createApiKey, { quiet: true });
  const secret = make.data?.secret;
  const create = () => name.trim() && make.mutate({ body: { name: name.trim(), scopes: [reach] } });
  if (secret) {
    return (
      <Dialog
        actions={
          <Button kind="primary" onPress={onClose}>
            <Trans>Ich habe ihn gesichert</Trans>
          </Button>
        }
        firm
        onClose={onClose}
        open
        title={t`Ihr neuer Schlüssel`}
      >
        <div className="flex flex-col gap-3">
          <Note kind="careful">
            <Trans>Er wird nur jetzt gezeigt. Klinke behält nur einen Abdruck davon.</Trans>
          </Note>
          <div className="flex items-center gap-2">
            <code className="min-w-0 flex-1 rounded border border-line bg-sunken p-2 font-mono text-sm break-all">
              {secret}
            </code>
            <Button
              icon="copy"
              onPress={() => void navigator.clipboard.writeText(secret).then(() => toast({ message: t`Kopiert.` }))}
            >
              <Trans>Kopieren</Trans>
            </Button>
          </div>
        </div>
      </Dialog>
    );
  }
  return (
    <Dialog
      actions={
        <>
          <Button onPress={onClose}>
            <Trans>Abbrechen</Trans>
          </Button>
          <Button disabled={!name.trim()} kind="primary" onPress={create} pending={make.isPending}>
            <Trans>Anlegen</Trans>
          </Button>
        </>
      }
      onClose={onClose}
      open
      title={t`Neuer Schlüssel`}
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          create();
        }}
      >
        {make.error && <ErrorNote error={make.error} />}
        <TextField
          autoFocus
          hint={t`Wofür er ist, damit Sie ihn wiedererkennen.`}
          label={t`Name`}
          onChange={setName}
          required
          value={name}
        />
        <Select<Reach>
          label={t`Darf`}
          onChange={setReach}
          options={[
            { value: 'all.read', label: t`Lesen` },
            {
              value: 'all.write',
              label: t`Lesen und schreiben`,
              hint: t`Menschen, Anrufe, Abschlüsse anlegen und ändern`,
            },
            { value: 'all.manage', label: t`Auch leiten`, hint: t`dazu Importe, Pipelines, Zuweisungen` },
            { value: 'all.admin', label: t`Auch verwalten`, hint: t`dazu Team, Rollen und Einstellungen` },
          ]}
          value={reach}
        />
      </form>
    </Dialog>
  );
}
