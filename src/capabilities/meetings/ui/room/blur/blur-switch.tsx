import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { Button } from '#web/components/button.tsx';
import type { Own, OwnMedia } from '../own-media.ts';
import { canBlur } from './choice.ts';

/** What is behind oneself, sharp or unsharp; for browsers that can. */
export function BlurSwitch({ media, own }: { media: OwnMedia; own: Own }) {
  const { t } = useLingui();
  const [changing, setChanging] = useState(false);
  if (!canBlur()) return null;
  const change = async (): Promise<void> => {
    setChanging(true);
    await media.blur(!own.blur);
    setChanging(false);
  };
  return (
    <Button icon="blur" onPress={() => void change()} pending={changing}>
      {own.blur ? t`Hintergrund scharf` : t`Hintergrund unscharf`}
    </Button>
  );
}
