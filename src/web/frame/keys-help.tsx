import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { Dialog } from '#web/components/dialog.tsx';
import { Kbd } from '#web/components/kbd.tsx';
import { keysInForce } from '#web/keys.ts';

/** The keys that work on the page one came from. */
export function KeysHelp({ onClose }: { onClose: () => void }) {
  const { t } = useLingui();
  const [bindings] = useState(keysInForce);
  const jumps = bindings.filter(({ keys }) => keys.startsWith('g '));
  const rest = bindings.filter(({ keys }) => !keys.startsWith('g '));
  return (
    <Dialog onClose={onClose} open title={t`Tasten`} width="large">
      <div className="columns-2 gap-10 phone:columns-1">
        {[...rest, ...jumps].map(({ keys, label }) => (
          <p
            className="flex min-h-8 break-inside-avoid items-center justify-between gap-4 border-b border-line"
            key={keys}
          >
            {label}
            <Kbd keys={keys} />
          </p>
        ))}
      </div>
    </Dialog>
  );
}
