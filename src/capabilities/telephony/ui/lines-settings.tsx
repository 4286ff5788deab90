import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { listUsers } from '#access/contract';
import { changeLine, type LineView, listLines } from '#telephony/contract';
import { Button } from '#web/components/button.tsx';
import { Page } from '#web/components/page.tsx';
import { Badge } from '#web/components/standing.tsx';
import { EmptyState, ErrorNote, Note, Skeleton } from '#web/components/states.tsx';
import { PhoneText, RelativeTime } from '#web/components/texts.tsx';
import { toast } from '#web/components/toast.tsx';
import { useMutationOf, useQueryOf } from '#web/data.ts';
import { useKinds } from './kinds.ts';
import { LineDialog } from './line-dialog.tsx';
import { SetupDialog } from './setup-dialog.tsx';

/** The lines of the team: what they are, whose they are, and whether we hear anything from them. */
export function LinesSettings() {
  const { t } = useLingui();
  const lines = useQueryOf(listLines, { query: {} }, { refetchMs: 15_000 });
  const [editing, setEditing] = useState<LineView | 'new'>();
  const [connecting, setConnecting] = useState<LineView>();
  const items = lines.data?.items ?? [];
  const add = (
    <Button icon="plus" kind="primary" onPress={() => setEditing('new')}>
      <Trans>Neuer Anschluss</Trans>
    </Button>
  );
  return (
    <Page actions={items.length > 0 && add} title={t`Anschlüsse`}>
      <p className="mb-4 max-w-2xl text-soft">
        <Trans>
          Ein Anschluss sagt Klinke, wer gerade anruft, und wählt auf Klick. Ihre Rufnummer wird immer gezeigt: So
          verlangt es § 15 Abs. 2 TDDDG. Ohne Anschluss öffnet „Anrufen“ wie bisher das Telefon Ihres Rechners.
        </Trans>
      </p>
      {lines.isPending && <Skeleton />}
      {lines.error && <ErrorNote error={lines.error} onRetry={() => void lines.refetch()} />}
      {lines.data && items.length === 0 && (
        <EmptyState action={add} icon="phone">
          <Trans>Noch kein Anschluss. Mit sipgate oder Ihrer Telefonanlage dauert das fünf Minuten.</Trans>
        </EmptyState>
      )}
      <ul>
        {items.map((line) => (
          <LineEntry key={line.id} line={line} onConnect={() => setConnecting(line)} onEdit={() => setEditing(line)} />
        ))}
      </ul>
      {editing && (
        <LineDialog
          line={editing === 'new' ? undefined : editing}
          onClose={() => setEditing(undefined)}
          onCreated={setConnecting}
        />
      )}
      {connecting && <SetupDialog line={connecting} onClose={() => setConnecting(undefined)} />}
    </Page>
  );
}

function LineEntry({ line, onEdit, onConnect }: { line: LineView; onEdit: () => void; onConnect: () => void }) {
  const { t } = useLingui();
  const kinds = useKinds();
  const users = useQueryOf(listUsers);
  const change = useMutationOf(changeLine);
  const { id, name, kind, number, userId, lastEventAt, refused } = line;
  const owner = users.data?.items.find((user) => user.id === userId)?.name;
  const archive = () =>
    change.mutate(
      { params: { lineId: id }, body: { archived: true } },
      {
        onSuccess: () =>
          toast({
            message: t`${name} ist stillgelegt`,
            undo: () => change.mutate({ params: { lineId: id }, body: { archived: false } }),
          }),
      },
    );
  return (
    <li className="border-b border-line py-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <div className="min-w-48 flex-1">
          <p className="font-medium">{name}</p>
          <p className="text-sm text-faint">
            {kinds[kind].name} · <PhoneText e164={number} /> ·{' '}
            {kinds[kind].steps.length === 0 ? (
              kinds[kind].gain
            ) : lastEventAt ? (
              <>
                <Trans>zuletzt gehört</Trans> <RelativeTime at={lastEventAt} />
              </>
            ) : (
              <Trans>noch nichts gehört</Trans>
            )}
          </p>
        </div>
        <Badge icon={userId ? 'person' : 'people'}>{userId ? owner : t`Team`}</Badge>
        <span className="flex flex-wrap gap-2">
          {kinds[kind].steps.length > 0 && <Button onPress={onConnect}>{t`Verbinden`}</Button>}
          <Button icon="edit" onPress={onEdit}>{t`Ändern`}</Button>
          <Button onPress={archive} pending={change.isPending}>{t`Stilllegen`}</Button>
        </span>
      </div>
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
