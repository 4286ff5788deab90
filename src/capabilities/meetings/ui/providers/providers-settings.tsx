import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { changeProvider, chooseUsualPlace, listProviders, type ProviderView } from '#meetings/contract';
import { Button } from '#web/components/button.tsx';
import { RadioGroup } from '#web/components/choices.tsx';
import { Page } from '#web/components/page.tsx';
import { Badge } from '#web/components/standing.tsx';
import { EmptyState, ErrorNote, Note, Skeleton } from '#web/components/states.tsx';
import { RelativeTime } from '#web/components/texts.tsx';
import { toast } from '#web/components/toast.tsx';
import { useMutationOf, useQueryOf } from '#web/data.ts';
import { useProviderKinds } from './kinds.ts';
import { ProviderDialog } from './provider-dialog.tsx';
import { TryDialog } from './try-dialog.tsx';

/** Where meetings by video take place beside our own room. */
export function ProvidersSettings() {
  const { t } = useLingui();
  const providers = useQueryOf(listProviders, { query: {} });
  const [editing, setEditing] = useState<ProviderView | 'new'>();
  const [trying, setTrying] = useState<ProviderView>();
  const items = providers.data?.items ?? [];
  const add = (
    <Button icon="plus" kind="primary" onPress={() => setEditing('new')}>
      <Trans>Neuer Videodienst</Trans>
    </Button>
  );
  return (
    <Page actions={items.length > 0 && add} title={t`Videodienste`}>
      <p className="mb-4 max-w-2xl text-soft">
        <Trans>
          Videotermine finden in Ihrem eigenen Raum statt, im Browser und ohne Konto. Wo Ihre Kunden Zoom, Meet oder
          Teams gewohnt sind, legt Klinke den Termin dort an, verschiebt und löscht ihn mit, und schreibt den Link in
          jede Mail.
        </Trans>
      </p>
      {providers.isPending && <Skeleton />}
      {providers.error && <ErrorNote error={providers.error} onRetry={() => void providers.refetch()} />}
      {providers.data && items.length === 0 && (
        <EmptyState action={add} icon="camera">
          <Trans>Noch kein Videodienst: Alle Videotermine finden in Ihrem eigenen Raum statt.</Trans>
        </EmptyState>
      )}
      {items.length > 0 && <UsualPlace items={items} />}
      <ul className="max-w-4xl">
        {items.map((provider) => (
          <ProviderEntry
            key={provider.id}
            onEdit={() => setEditing(provider)}
            onTry={() => setTrying(provider)}
            provider={provider}
          />
        ))}
      </ul>
      {editing && (
        <ProviderDialog
          onClose={() => setEditing(undefined)}
          onCreated={setTrying}
          provider={editing === 'new' ? undefined : editing}
        />
      )}
      {trying && <TryDialog onClose={() => setTrying(undefined)} provider={trying} />}
    </Page>
  );
}

function UsualPlace({ items }: { items: readonly ProviderView[] }) {
  const { t } = useLingui();
  const choose = useMutationOf(chooseUsualPlace, { done: () => toast({ message: t`Gilt für neue Termine.` }) });
  return (
    <div className="mb-5 max-w-2xl">
      <RadioGroup
        label={t`Wo Videotermine stattfinden, wenn niemand etwas anderes wählt`}
        onChange={(value) => choose.mutate({ body: { providerId: value === 'own' ? null : value } })}
        options={[
          { value: 'own', label: t`Unser eigener Raum` },
          ...items.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        value={items.find(({ usual }) => usual)?.id ?? 'own'}
      />
    </div>
  );
}

function ProviderEntry({ provider, onEdit, onTry }: { provider: ProviderView; onEdit: () => void; onTry: () => void }) {
  const { t } = useLingui();
  const kinds = useProviderKinds();
  const change = useMutationOf(changeProvider);
  const { id, name, kind, usual, troubled, lastEventAt, refused } = provider;
  const set = (archived: boolean) => ({ params: { providerId: id }, body: { archived } });
  const archive = () =>
    change.mutate(set(true), {
      onSuccess: () => toast({ message: t`${name} ist stillgelegt`, undo: () => change.mutate(set(false)) }),
    });
  return (
    <li className="border-t border-line py-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <div className="min-w-48 flex-1">
          <p className="flex flex-wrap items-center gap-2 font-medium">
            {name} {usual && <Badge icon="check">{t`üblich`}</Badge>}
          </p>
          <p className="text-sm text-faint">
            {kinds[kind].name}
            {provider.settings.organizer && ` · ${provider.settings.organizer}`}
            {provider.settings.address && ` · ${provider.settings.address}`}
            {lastEventAt && (
              <>
                {' · '}
                <Trans>zuletzt gehört</Trans> <RelativeTime at={lastEventAt} />
              </>
            )}
          </p>
        </div>
        <span className="flex flex-wrap gap-2">
          <Button onPress={onTry}>{t`Testen`}</Button>
          <Button icon="edit" onPress={onEdit}>{t`Ändern`}</Button>
          <Button onPress={archive} pending={change.isPending}>{t`Stilllegen`}</Button>
        </span>
      </div>
      {troubled > 0 && (
        <div className="pt-2">
          <Note kind="careful">
            {troubled === 1
              ? t`Ein kommender Termin ließ sich dort nicht anlegen oder ändern. Was fehlt, steht beim Termin.`
              : t`${troubled} kommende Termine ließen sich dort nicht anlegen oder ändern. Was fehlt, steht beim Termin.`}
          </Note>
        </div>
      )}
      {refused && (
        <div className="pt-2">
          <Note kind="careful">
            <Trans>
              Eine Meldung wurde abgewiesen (<RelativeTime at={refused.at} />
              ): {refused.why} Kam sie von Ihrem Anbieter, stimmt eine Angabe nicht; sonst hat jemand etwas versucht.
            </Trans>
          </Note>
        </div>
      )}
    </li>
  );
}
