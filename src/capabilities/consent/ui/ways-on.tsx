import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import type { Channel, NextWay } from '#consent/contract';
import { Button } from '#web/components/button.tsx';
import { Icon } from '#web/components/icon.tsx';
import { wayExplained, wayWords } from './words.ts';
import { onDemand } from '#web/on-demand.tsx';

const DirectoryDialog = onDemand(async () => (await import('./directory-dialog.tsx')).DirectoryDialog);
const PresumptionDialog = onDemand(async () => (await import('./presumption-dialog.tsx')).PresumptionDialog);
const SpokenDialog = onDemand(async () => (await import('./spoken-dialog.tsx')).SpokenDialog);
const RecordDialog = onDemand(async () => (await import('./record-dialog.tsx')).RecordDialog);

/** How to go on lawfully: what can be done here as a button, the rest explained. */
export function WaysOn({
  ways,
  contactId,
  channel,
}: {
  ways: readonly NextWay[];
  contactId: string;
  channel: Channel;
}) {
  const { i18n } = useLingui();
  const [open, setOpen] = useState<NextWay | null>(null);
  const close = () => setOpen(null);
  return (
    <>
      <ul className="mt-1 flex flex-col items-start gap-1">
        {ways
          .filter((way) => way !== 'wait_until')
          .map((way) => (
            <li className="w-full" key={way}>
              {done.has(way) ? (
                <Button
                  icon={way === 'check_directory' ? 'search' : way === 'ask_incoming' ? 'phone' : 'edit'}
                  onPress={() => setOpen(way)}
                  wraps
                >
                  {i18n._(wayWords[way])}
                </Button>
              ) : (
                <Explained way={way} />
              )}
            </li>
          ))}
      </ul>
      {open === 'record_presumption' && <PresumptionDialog contactId={contactId} onClose={close} />}
      {open === 'check_directory' && <DirectoryDialog contactId={contactId} onClose={close} />}
      {open === 'ask_incoming' && <SpokenDialog contactId={contactId} onClose={close} />}
      {open === 'complete_proof' && (
        <RecordDialog channel={channel} contactId={contactId} onClose={close} says="granted" />
      )}
    </>
  );
}

/** What a dialog of ours does; the others happen outside of Klinke or elsewhere in it. */
const done: ReadonlySet<NextWay> = new Set(['record_presumption', 'check_directory', 'complete_proof', 'ask_incoming']);

function Explained({ way }: { way: NextWay }) {
  const { i18n } = useLingui();
  const [open, setOpen] = useState(false);
  const explained = wayExplained[way];
  return (
    <>
      <button
        type="button"
        aria-expanded={open}
        className="inline-flex min-h-6 items-center gap-1 rounded-sm text-left font-medium hover:underline phone:min-h-11"
        onClick={() => setOpen(!open)}
      >
        <Icon className="text-faint" name={open ? 'chevron-down' : 'chevron-right'} size={12} />
        {i18n._(wayWords[way])}
      </button>
      {open && explained && <p className="pb-1 pl-4 text-soft">{i18n._(explained)}</p>}
    </>
  );
}
