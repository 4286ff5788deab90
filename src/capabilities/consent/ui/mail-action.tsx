import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { getContact } from '#contacts/contract';
import { IconButton } from '#web/components/button.tsx';
import { useQueryOf } from '#web/data.ts';
import { onDemand } from '#web/on-demand.tsx';
import { useMay } from '#web/session.ts';

const MailDialog = onDemand(async () => (await import('./mail-dialog.tsx')).MailDialog);

/** Beside a person's name, where there is an address to write to. */
export function MailAction({ id: contactId }: { id: string }) {
  const { t } = useLingui();
  const may = useMay();
  const [writing, setWriting] = useState(false);
  const person = useQueryOf(getContact, { params: { contactId } }).data;
  if (!may('write') || !person || person.emails.length === 0) return null;
  return (
    <>
      <IconButton icon="mail" label={t`E-Mail schreiben`} onPress={() => setWriting(true)} />
      {writing && <MailDialog onClose={() => setWriting(false)} person={person} />}
    </>
  );
}
