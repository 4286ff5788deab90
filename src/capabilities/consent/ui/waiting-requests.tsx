import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { confirmNumber, type ConsentRequest, listRequests } from '#consent/contract';
import { Button } from '#web/components/button.tsx';
import { Dialog } from '#web/components/dialog.tsx';
import { TextField } from '#web/components/fields.tsx';
import { Link } from '#web/components/link.tsx';
import { Section } from '#web/components/page.tsx';
import { ErrorNote, Note } from '#web/components/states.tsx';
import { PhoneText, RelativeTime } from '#web/components/texts.tsx';
import { toast } from '#web/components/toast.tsx';
import { useMutationOf, useQueryOf } from '#web/data.ts';
import { pathTo } from '#web/paths.ts';
import { useMay } from '#web/session.ts';

/** What came in over the forms and is no consent yet, or not for calls. */
export function WaitingRequests() {
  const { t } = useLingui();
  const { data, error, refetch } = useQueryOf(listRequests, { query: {} });
  if (error) return <ErrorNote error={error} onRetry={() => void refetch()} />;
  if (!data || data.items.length === 0) return null;
  return (
    <Section title={t`Warten auf Bestätigung`}>
      <ul>
        {data.items.map((request) => (
          <li
            className="flex flex-wrap items-center gap-x-3 gap-y-1 border-t border-line py-2 first:border-t-0"
            key={request.id}
          >
            <span className="min-w-0 flex-1 basis-60">
              {request.contactId ? (
                <Link className="font-medium" to={pathTo.contact(request.contactId)}>
                  {request.name}
                </Link>
              ) : (
                <span className="font-medium">{request.name}</span>
              )}
              <span className="block text-sm break-words text-soft">
                {request.form} · <RelativeTime at={request.requestedAt} /> · <Awaited request={request} />
              </span>
            </span>
            <EnterCode request={request} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Awaited({ request }: { request: ConsentRequest }) {
  const { t } = useLingui();
  const mailbox = request.email !== null && !request.confirmedAt && t`E-Mail noch nicht bestätigt`;
  const number = wantsCode(request) && t`Nummer noch nicht bestätigt`;
  return <>{[mailbox, number].filter(Boolean).join(', ')}</>;
}

const wantsCode = ({ phone, channels, numberConfirmedAt }: ConsentRequest): boolean =>
  phone !== null && !numberConfirmedAt && (channels.includes('phone') || channels.includes('sms'));

/** On the page of a person: why the yes from the form does not carry a call yet, and what is missing. */
export function NumberNote({ contactId }: { contactId: string }) {
  const { data } = useQueryOf(listRequests, { query: { contactId } });
  const [request] = (data?.items ?? []).filter(wantsCode);
  if (!request?.phone) return null;
  return (
    <Note kind="careful">
      <p>
        <Trans>
          Über das Formular „{request.form}“ ist die E-Mail-Adresse bestätigt, die Telefonnummer nicht. Ruft die Person
          von <PhoneText e164={request.phone} /> aus an und nennt ihren Code, gilt die Einwilligung auch für Anrufe.
        </Trans>
      </p>
      <div className="mt-2">
        <EnterCode request={request} />
      </div>
    </Note>
  );
}

function EnterCode({ request }: { request: ConsentRequest }) {
  const { t } = useLingui();
  const may = useMay();
  const [open, setOpen] = useState(false);
  if (!may('write') || !wantsCode(request)) return null;
  return (
    <>
      <Button icon="key" onPress={() => setOpen(true)}>{t`Code eingeben`}</Button>
      {open && <CodeDialog onClose={() => setOpen(false)} request={request} />}
    </>
  );
}

function CodeDialog({ request, onClose }: { request: ConsentRequest; onClose: () => void }) {
  const { t } = useLingui();
  const [code, setCode] = useState('');
  const digits = code.replaceAll(/\D/g, '');
  const confirm = useMutationOf(confirmNumber, {
    quiet: true,
    refreshes: ['contacts', 'calls', 'next-steps', 'timeline'],
    done: () => {
      onClose();
      toast({ message: t`Die Nummer ist bestätigt.` });
    },
  });
  const submit = () => confirm.mutate({ params: { requestId: request.id }, body: { code: digits } });
  return (
    <Dialog
      actions={
        <>
          <Button onPress={onClose}>{t`Abbrechen`}</Button>
          <Button
            disabled={digits.length !== 6}
            kind="primary"
            onPress={submit}
            pending={confirm.isPending}
          >{t`Nummer bestätigen`}</Button>
        </>
      }
      onClose={onClose}
      open
      title={t`Code von ${request.name}`}
    >
      <div className="flex flex-col gap-4">
        {confirm.error && <ErrorNote error={confirm.error} />}
        <p>
          <Trans>
            Nur wenn die Person gerade von <PhoneText e164={request.phone ?? ''} /> aus anruft: Sehen Sie diese Nummer
            im Display? Dann lassen Sie sich die sechs Ziffern nennen.
          </Trans>
        </p>
        <TextField autoFocus inputMode="numeric" label={t`Code`} maxLength={9} onChange={setCode} value={code} />
      </div>
    </Dialog>
  );
}
