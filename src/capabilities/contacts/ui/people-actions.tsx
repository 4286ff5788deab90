import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { usePeople } from '#access/ui';
import { LettersTo } from '#consent/ui';
import { changeManyContacts, undoChangeMany } from '#contacts/contract';
import { call } from '#web/api.ts';
import { Button } from '#web/components/button.tsx';
import { Menu } from '#web/components/menu.tsx';
import { toast } from '#web/components/toast.tsx';
import { refresh, useMutationOf } from '#web/data.ts';
import { useMay } from '#web/session.ts';
import { TagDialog } from './tag-dialog.tsx';

/** What can be done with many people at once. */
export function PeopleActions({ ids, onDone }: { ids: readonly string[]; onDone: () => void }) {
  const { t } = useLingui();
  const may = useMay();
  const users = usePeople();
  const [open, setOpen] = useState<'tag' | 'letters'>();
  const close = () => setOpen(undefined);
  const changeMany = useMutationOf(changeManyContacts, {
    done: ({ changeId, changed }) => {
      onDone();
      toast({
        message: t`${changed} Menschen geändert`,
        undo: () => void call(undoChangeMany, { params: { changeId } }).then(() => refresh('contacts')),
      });
    },
  });
  const assign = (ownerId: string | null) =>
    changeMany.mutate({ body: { ids: [...ids], change: { kind: 'assign', ownerId } } });
  return (
    <>
      <Menu
        entries={[
          ...users.active.map(({ id, name }) => ({ id, label: name, run: () => assign(id) })),
          'line',
          { id: 'none', label: t`Niemand`, run: () => assign(null) },
        ]}
        label={t`Zuständig`}
      >
        <Button icon="person">{t`Zuweisen`}</Button>
      </Menu>
      <Button icon="tag" onPress={() => setOpen('tag')}>{t`Merkmal`}</Button>
      {may('manage') && <Button icon="post" onPress={() => setOpen('letters')}>{t`Briefe`}</Button>}
      <Button
        icon="trash"
        kind="danger"
        onPress={() => changeMany.mutate({ body: { ids: [...ids], change: { kind: 'remove' } } })}
      >{t`Entfernen`}</Button>
      {open === 'letters' && <LettersTo ids={ids} onClose={close} />}
      {open === 'tag' && (
        <TagDialog
          onClose={close}
          onTag={(tag, remove) => {
            close();
            changeMany.mutate({ body: { ids: [...ids], change: { kind: remove ? 'remove_tag' : 'add_tag', tag } } });
          }}
          open
        />
      )}
    </>
  );
}
