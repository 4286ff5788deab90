import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { createView, listViews, removeView, type SavedView, type ViewSubject } from '#contacts/contract';
import type { Search } from '#web/address.ts';
import { Button, IconButton } from '#web/components/button.tsx';
import { Checkbox } from '#web/components/checkbox.tsx';
import { Dialog } from '#web/components/dialog.tsx';
import { TextField } from '#web/components/fields.tsx';
import { ErrorNote } from '#web/components/states.tsx';
import { Tabs } from '#web/components/tabs.tsx';
import { toast } from '#web/components/toast.tsx';
import { useMutationOf, useQueryOf } from '#web/data.ts';
import { useMay } from '#web/session.ts';
import { filtersIn } from './filter-bar.tsx';

type Change = (patch: Record<string, string | undefined>, options?: { keep?: boolean }) => void;

/** Saved views as tabs; "all" comes first. What differs from the open view can be kept as a new one. */
export function ViewTabs({ subject, search, change }: { subject: ViewSubject; search: Search; change: Change }) {
  const { t } = useLingui();
  const may = useMay();
  const [saving, setSaving] = useState(false);
  const [name, setName] = useState('');
  const [forTeam, setForTeam] = useState(false);
  const views = useQueryOf(listViews, { query: { subject } }).data?.items ?? [];
  const current = views.find((view) => view.id === search['view']);
  const create = useMutationOf(createView, {
    quiet: true,
    done: (view) => {
      setSaving(false);
      setName('');
      change({ view: view.id });
    },
  });
  const remove = useMutationOf(removeView, {
    done: () => {
      toast({ message: t`Ansicht entfernt` });
      change({ view: undefined });
    },
  });

  const filters = filtersIn(search, subject);
  const differs =
    JSON.stringify(sorted(filters)) !== JSON.stringify(sorted(current?.query.filters ?? {})) ||
    (search['sort'] ?? '') !== (current?.query.sort ?? '');
  const open = (view: SavedView | undefined) =>
    change({
      ...Object.fromEntries(Object.keys(filters).map((key) => [key, undefined])),
      ...Object.fromEntries(Object.entries(view?.query.filters ?? {}).map(([key, value]) => [key, String(value)])),
      sort: view?.query.sort,
      view: view?.id,
      open: undefined,
    });

  return (
    <>
      <Tabs
        end={
          <span className="flex gap-1">
            {differs && Object.keys(filters).length > 0 && (
              <Button kind="plain" onPress={() => setSaving(true)}>{t`Ansicht merken`}</Button>
            )}
            {current && (current.sharing === 'own' || may('manage')) && (
              <IconButton
                icon="trash"
                label={t`Ansicht „${current.name}“ entfernen`}
                onPress={() => remove.mutate({ params: { viewId: current.id } })}
                small
              />
            )}
          </span>
        }
        label={t`Ansichten`}
        onChange={(id) => open(views.find((view) => view.id === id))}
        tabs={[{ id: 'all', label: t`Alle` }, ...views.map((view) => ({ id: view.id, label: view.name }))]}
        value={current?.id ?? 'all'}
      />
      <Dialog
        actions={
          <Button
            disabled={name.trim() === ''}
            kind="primary"
            onPress={() =>
              create.mutate({
                body: {
                  subject,
                  name: name.trim(),
                  query: { filters, ...(search['sort'] && { sort: search['sort'] }) },
                  sharing: forTeam ? 'team' : 'own',
                },
              })
            }
            pending={create.isPending}
          >{t`Merken`}</Button>
        }
        onClose={() => setSaving(false)}
        open={saving}
        title={t`Ansicht merken`}
        width="small"
      >
        <div className="flex flex-col gap-3">
          <TextField autoFocus label={t`Name`} maxLength={60} onChange={setName} value={name} />
          {may('manage') && <Checkbox checked={forTeam} label={t`Für das ganze Team`} onChange={setForTeam} />}
          {create.error && <ErrorNote error={create.error} />}
        </div>
      </Dialog>
    </>
  );
}

const sorted = (filters: Record<string, unknown>) => Object.entries(filters).toSorted(([a], [b]) => (a < b ? -1 : 1));
