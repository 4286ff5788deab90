import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { type ConsentForm, makeLetters, type MakeLetters } from '#consent/contract';
import { listViews } from '#contacts/contract';
import { getWorkspace } from '#workspace/contract';
import { Button } from '#web/components/button.tsx';
import { Dialog } from '#web/components/dialog.tsx';
import { TextField } from '#web/components/fields.tsx';
import { Select } from '#web/components/select.tsx';
import { ErrorNote } from '#web/components/states.tsx';
import { useMutationOf, useQueryOf } from '#web/data.ts';
import { useFormat } from '#web/format.ts';
import { useSession } from '#web/session.ts';

/** To households here, whatever language its writer works in. */
const germanText = `gern möchten wir Ihnen am Telefon sagen, was wir für Ihr Zuhause tun können. Ohne Ihre Zustimmung rufen wir nicht an.

Möchten Sie unseren Anruf? Dann sagen Sie es uns auf der Seite, zu der dieser Code führt. Sie gilt nur für Ihren Haushalt und dauert eine Minute.`;

/** What the letter says, and to whom: those chosen, or a view; beside it how it will look. */
export function LetterDialog({
  ids,
  forms,
  onMade,
  onClose,
}: {
  ids?: readonly string[];
  forms: readonly ConsentForm[];
  onMade?: () => void;
  onClose: () => void;
}) {
  const { t } = useLingui();
  const format = useFormat();
  const { user } = useSession();
  const company = useQueryOf(getWorkspace).data?.name ?? '';
  const views = useQueryOf(listViews, { query: { subject: 'contact' } }).data?.items ?? [];
  const [formId, setFormId] = useState(forms[0]?.id ?? '');
  const [viewId, setViewId] = useState('all');
  const [draft, setDraft] = useState({
    name: '',
    sender: '',
    subject: 'Dürfen wir Sie anrufen?',
    text: germanText,
    closing: `Mit freundlichen Grüßen\n${user.name}`,
  });
  const set = (field: keyof typeof draft) => (value: string) => setDraft({ ...draft, [field]: value });
  const make = useMutationOf(makeLetters, {
    quiet: true,
    done: () => {
      onMade?.();
      onClose();
    },
  });
  const ready = formId && draft.name.trim() && draft.sender.trim() && draft.subject.trim() && draft.text.trim();
  const filters = views.find(({ id }) => id === viewId)?.query.filters ?? {};
  const body: MakeLetters = {
    formId,
    ...draft,
    text: draft.text.trim(),
    people: ids ? { ids: [...ids] } : { filters },
  };
  return (
    <Dialog
      actions={
        <>
          <Button onPress={onClose}>{t`Abbrechen`}</Button>
          <Button
            disabled={!ready}
            kind="primary"
            onPress={() => make.mutate({ body })}
            pending={make.isPending}
          >{t`Briefe erstellen`}</Button>
        </>
      }
      onClose={onClose}
      open
      title={t`Briefe mit QR-Code`}
      width="large"
    >
      <div className="grid grid-cols-2 gap-5 phone:grid-cols-1">
        <div className="flex flex-col gap-4">
          {forms.length === 0 && <p>{t`Öffnen Sie zuerst ein Formular: Dorthin führt der Code.`}</p>}
          {make.error && <ErrorNote error={make.error} kept={t`Ihre Eingaben stehen noch hier.`} />}
          <TextField
            autoFocus
            hint={t`Nur für Sie, zum Beispiel „Nordstadt, Dezember“.`}
            label={t`Name`}
            maxLength={120}
            onChange={set('name')}
            required
            value={draft.name}
          />
          <Select
            disabled={ids !== undefined}
            hint={t`Wer schon eingewilligt oder der Post widersprochen hat, bekommt keinen Brief.`}
            label={t`An wen`}
            onChange={setViewId}
            options={
              ids
                ? [{ value: 'all', label: t`${format.number(ids.length)} ausgewählt` }]
                : [
                    { value: 'all', label: t`Alle Menschen` },
                    ...views.map(({ id, name }) => ({ value: id, label: name })),
                  ]
            }
            value={viewId}
          />
          <Select
            label={t`Formular`}
            onChange={setFormId}
            options={forms.map(({ id, name }) => ({ value: id, label: name }))}
            value={formId}
          />
          <TextField
            hint={t`Firma und Anschrift, in einer Zeile.`}
            label={t`Absender`}
            maxLength={160}
            onChange={set('sender')}
            placeholder={`${company} · Musterweg 1 · 34117 Kassel`}
            required
            value={draft.sender}
          />
          <TextField label={t`Betreff`} maxLength={120} onChange={set('subject')} required value={draft.subject} />
          <TextField
            label={t`Text`}
            maxLength={1500}
            multiline
            onChange={set('text')}
            required
            rows={7}
            value={draft.text}
          />
          <TextField
            label={t`Gruß`}
            maxLength={200}
            multiline
            onChange={set('closing')}
            rows={2}
            value={draft.closing}
          />
        </div>
        <Preview draft={draft} />
      </div>
    </Dialog>
  );
}

/** The sheet in small, with somebody made up. */
function Preview({ draft }: { draft: { sender: string; subject: string; text: string; closing: string } }) {
  const { t } = useLingui();
  const format = useFormat();
  const [today] = useState(() => new Date().toISOString());
  return (
    <figure className="flex flex-col gap-2">
      <figcaption className="text-soft">{t`So sieht er aus`}</figcaption>
      <div
        lang="de"
        className="flex aspect-[210/297] flex-col overflow-hidden rounded border border-line bg-raised px-[10%] pt-[16%] pb-[6%] text-[0.62rem] leading-snug shadow"
      >
        <p className="truncate text-[0.45rem] text-soft">{draft.sender || t`Absender`}</p>
        <p>
          Erika Muster
          <br />
          Königsstraße 1
          <br />
          34117 Kassel
        </p>
        <p className="text-right">{format.dayOf(today)}</p>
        <p className="pt-2 font-semibold break-words">{draft.subject}</p>
        <p className="pt-2">Guten Tag Erika Muster,</p>
        <p className="min-h-0 flex-1 overflow-hidden pt-1 break-words whitespace-pre-line">
          {draft.text}
          {'\n\n'}
          {draft.closing}
        </p>
        <div className="flex items-center gap-2 pt-2">
          <span aria-hidden="true" className="flex size-12 shrink-0 items-center justify-center border-4 border-double">
            QR
          </span>
          <span className="font-semibold">Ihre Antwort: Code mit dem Telefon aufnehmen</span>
        </div>
      </div>
    </figure>
  );
}
