import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { Button } from '#web/components/button.tsx';
import { TextField } from '#web/components/fields.tsx';
import { DeviceCheck } from './device-check.tsx';
import type { OwnMedia } from './own-media.ts';

/** Before the room: who one is, and how one will be seen and heard. */
export function Entrance({
  media,
  before,
  askName,
  name,
  onEnter,
}: {
  media: OwnMedia;
  before: React.ReactNode;
  askName: boolean;
  name: string;
  onEnter: (name: string) => void;
}) {
  const { t } = useLingui();
  const [draft, setDraft] = useState(name);
  const [missing, setMissing] = useState(false);
  return (
    <form
      className="mx-auto flex w-full max-w-xl flex-col gap-5 py-6"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (askName && !draft.trim()) return setMissing(true);
        onEnter(draft.trim());
      }}
    >
      {before}
      <DeviceCheck media={media} />
      {askName && (
        <TextField
          autoComplete="name"
          error={missing && !draft.trim() ? t`Bitte sagen Sie, wer Sie sind.` : undefined}
          hint={t`So sehen Sie die anderen im Raum.`}
          label={t`Ihr Name`}
          maxLength={60}
          onChange={setDraft}
          required
          value={draft}
        />
      )}
      <Button icon="camera" kind="primary" type="submit">
        <Trans>Eintreten</Trans>
      </Button>
    </form>
  );
}
