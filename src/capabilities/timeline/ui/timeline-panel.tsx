import { Trans, useLingui } from '@lingui/react/macro';
import { useRef, useState } from 'react';
import { usePeople } from '#access/ui';
import {
  addNote,
  listTimeline,
  removeNote,
  restoreNote,
  type TimelineGroup,
  type TimelineItem,
} from '#timeline/contract';
import { call } from '#web/api.ts';
import { Button, IconButton } from '#web/components/button.tsx';
import { TextField } from '#web/components/fields.tsx';
import { EmptyState, ErrorNote, Skeleton } from '#web/components/states.tsx';
import { type TimelineEntry, TimelineList } from '#web/components/timeline-list.tsx';
import { toast } from '#web/components/toast.tsx';
import { refresh, useListOf, useMutationOf } from '#web/data.ts';
import { useKeys } from '#web/keys.ts';
import { useMay, useSession } from '#web/session.ts';
import { useSentences } from './sentences.tsx';

type Subject = { contactId: string } | { companyId: string } | { dealId: string };

function ContactTimeline({ id }: { id: string }) {
  return <TimelinePanel subject={{ contactId: id }} />;
}
function CompanyTimeline({ id }: { id: string }) {
  return <TimelinePanel subject={{ companyId: id }} />;
}
function DealTimeline({ id }: { id: string }) {
  return <TimelinePanel subject={{ dealId: id }} />;
}
export const panels = { contact: ContactTimeline, company: CompanyTimeline, deal: DealTimeline };

/** Everything that happened, in one stream; a note is written at its head. */
function TimelinePanel({ subject }: { subject: Subject }) {
  const { t } = useLingui();
  const may = useMay();
  const [group, setGroup] = useState<TimelineGroup>();
  const stream = useListOf(listTimeline, { query: { ...subject, ...(group && { groups: group }), limit: 40 } });
  const groups: [TimelineGroup, string][] = [
    ['calls', t`Gespräche`],
    ['notes', t`Notizen`],
    ['meetings', t`Termine`],
    ['visits', t`Hausbesuche`],
    ['nextSteps', t`Nächste Schritte`],
    ['deals', t`Abschlüsse`],
    ['consent', t`Einwilligung`],
    ['changes', t`Änderungen`],
  ];
  const entries = useEntries(stream.rows, subject);

  return (
    <div className="flex flex-col gap-3">
      {may('write') && <NoteField subject={subject} />}
      <div aria-label={t`Verlauf filtern`} className="flex flex-wrap gap-1.5" role="group">
        {groups.map(([id, label]) => (
          <button
            aria-pressed={group === id}
            className="inline-flex h-6 items-center rounded border border-line px-2 text-sm text-soft hover:bg-hover aria-pressed:border-brass-deep aria-pressed:bg-brass-soft aria-pressed:text-ink phone:h-(--control)"
            key={id}
            onClick={() => setGroup(group === id ? undefined : id)}
            type="button"
          >
            {label}
          </button>
        ))}
      </div>
      {stream.error && <ErrorNote error={stream.error} onRetry={stream.retry} />}
      {stream.pending && <Skeleton lines={6} />}
      {!stream.pending && entries.length === 0 && (
        <EmptyState icon="history">
          {group ? (
            <Trans>Davon ist hier noch nichts geschehen.</Trans>
          ) : (
            <Trans>Noch ist nichts geschehen. Der erste Anruf, die erste Notiz steht dann hier.</Trans>
          )}
        </EmptyState>
      )}
      <TimelineList entries={entries} label={t`Verlauf`} />
      {stream.hasMore && (
        <Button kind="plain" onPress={stream.loadMore} pending={stream.loadingMore}>
          <Trans>Früheres zeigen</Trans>
        </Button>
      )}
    </div>
  );
}

function useEntries(items: readonly TimelineItem[], subject: Subject): TimelineEntry[] {
  const { t } = useLingui();
  const { nameOf } = usePeople();
  const { user } = useSession();
  const sentences = useSentences();
  const remove = useMutationOf(removeNote, {
    done: (_, { params }) =>
      toast({
        message: t`Notiz entfernt`,
        undo: () => void call(restoreNote, { params }).then(() => refresh('timeline')),
      }),
  });
  return items.flatMap((item) => {
    const said = sentences(item);
    if (!said) return [];
    const { note } = item;
    // A company's story holds those of its people: of whom is it told?
    const ofPerson = 'companyId' in subject && item.type.startsWith('contacts.contact') && item.payload['name'];
    const by = item.actor.kind === 'import' ? t`Import` : item.actor.kind === 'system' ? null : nameOf(item.actor.id);
    return [
      {
        id: item.id,
        at: item.occurredAt,
        by,
        ...said,
        ...(typeof ofPerson === 'string' && {
          title: (
            <>
              {ofPerson}: {said.title}
            </>
          ),
        }),
        ...(note &&
          note.createdBy === user.id && {
            actions: (
              <IconButton
                icon="trash"
                label={t`Notiz entfernen`}
                onPress={() => remove.mutate({ params: { noteId: note.id } })}
                small
              />
            ),
          }),
      },
    ];
  });
}

function NoteField({ subject }: { subject: Subject }) {
  const { t } = useLingui();
  const [text, setText] = useState('');
  const box = useRef<HTMLFormElement>(null);
  const add = useMutationOf(addNote, { quiet: true, done: () => setText('') });
  const save = () => text.trim() !== '' && !add.isPending && add.mutate({ body: { ...subject, text: text.trim() } });
  useKeys([
    { keys: 'mod+Enter', label: t`Notiz sichern`, everywhere: true, run: () => save() },
    { keys: 'n', label: t`Notiz schreiben`, run: () => box.current?.querySelector('textarea')?.focus() },
  ]);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
      ref={box}
    >
      <TextField
        label={t`Notiz`}
        labelHidden
        multiline
        onChange={setText}
        onKeyDown={(event) => {
          // Back to the keys of the page; what was typed stays.
          if (event.key === 'Escape' && event.target instanceof HTMLElement) event.target.blur();
        }}
        placeholder={t`Notiz schreiben …`}
        rows={text ? 3 : 1}
        value={text}
      />
      {text.trim() !== '' && (
        <div className="mt-2 flex justify-end">
          <Button kind="primary" pending={add.isPending} type="submit">
            <Trans>Sichern</Trans>
          </Button>
        </div>
      )}
      {add.error && <ErrorNote error={add.error} kept={t`Ihre Notiz ist noch da.`} />}
    </form>
  );
}
