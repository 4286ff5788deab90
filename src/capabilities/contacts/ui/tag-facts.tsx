import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { Chip } from '#web/components/chip.tsx';

/** Tags as chips; a new one is typed and ended with Enter. */
export function TagFacts({
  tags,
  onSave,
  disabled,
}: {
  tags: readonly string[];
  onSave: (tags: string[]) => Promise<unknown>;
  disabled: boolean;
}) {
  const { t } = useLingui();
  const [draft, setDraft] = useState('');
  const save = (next: string[]) => void onSave(next).catch(() => undefined);
  return (
    <span className="flex flex-wrap items-center gap-1">
      {tags.map((tag) => (
        <Chip
          key={tag}
          label={tag}
          removeLabel={t`Merkmal ${tag} entfernen`}
          {...(!disabled && { onRemove: () => save(tags.filter((one) => one !== tag)) })}
        >
          {tag}
        </Chip>
      ))}
      {!disabled && (
        <input
          aria-label={t`Merkmal hinzufügen`}
          className="-ml-1.5 w-28 rounded-sm bg-transparent px-1.5 py-0.5 placeholder:text-faint hover:bg-hover phone:min-h-11"
          maxLength={60}
          onChange={(event) => setDraft(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || draft.trim() === '') return;
            event.preventDefault();
            if (!tags.includes(draft.trim())) save([...tags, draft.trim()]);
            setDraft('');
          }}
          placeholder={t`hinzufügen …`}
          value={draft}
        />
      )}
    </span>
  );
}
