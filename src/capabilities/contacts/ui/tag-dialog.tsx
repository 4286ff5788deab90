import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { listTags } from '#contacts/contract';
import { Button } from '#web/components/button.tsx';
import { Dialog } from '#web/components/dialog.tsx';
import { TextField } from '#web/components/fields.tsx';
import { useQueryOf } from '#web/data.ts';

/** One tag for many: type a new one or take one that is in use. */
export function TagDialog({
  open,
  onClose,
  onTag,
}: {
  open: boolean;
  onClose: () => void;
  onTag: (tag: string, remove: boolean) => void;
}) {
  const { t } = useLingui();
  const [tag, setTag] = useState('');
  const known = useQueryOf(listTags, open ? {} : null).data?.items ?? [];
  const done = (remove: boolean) => {
    if (tag.trim() === '') return;
    onTag(tag.trim(), remove);
    setTag('');
  };
  return (
    <Dialog
      actions={
        <>
          <Button disabled={tag.trim() === ''} onPress={() => done(true)}>{t`Abnehmen`}</Button>
          <Button disabled={tag.trim() === ''} kind="primary" onPress={() => done(false)}>{t`Anheften`}</Button>
        </>
      }
      onClose={onClose}
      open={open}
      title={t`Merkmal`}
      width="small"
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          done(false);
        }}
      >
        <TextField autoFocus label={t`Merkmal`} maxLength={60} onChange={setTag} value={tag} />
      </form>
      <div className="mt-3 flex flex-wrap gap-1">
        {known.slice(0, 24).map((one) => (
          <Button key={one.tag} kind="plain" onPress={() => setTag(one.tag)}>
            {one.tag}
          </Button>
        ))}
      </div>
    </Dialog>
  );
}
