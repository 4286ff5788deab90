import { Trans, useLingui } from '@lingui/react/macro';
import { type ComponentType, useState } from 'react';
import { getDeal } from '#deals/contract';
import { listMeetings, type MeetingView } from '#meetings/contract';
import { Button, IconButton } from '#web/components/button.tsx';
import { Section } from '#web/components/page.tsx';
import { ErrorNote, Skeleton } from '#web/components/states.tsx';
import { useListOf, useQueryOf } from '#web/data.ts';
import { useKeys } from '#web/keys.ts';
import { onDemand } from '#web/on-demand.tsx';
import { useMay } from '#web/session.ts';
import { MeetingLine } from './meeting-line.tsx';

const PlanDialog = onDemand(async () => (await import('./plan-dialog.tsx')).PlanDialog);

export function panelOf(subject: 'contact' | 'company' | 'deal'): ComponentType<{ id: string }> {
  return subject === 'deal' ? DealMeetings : ContactMeetings;
}

const ContactMeetings = ({ id }: { id: string }) => <MeetingsPanel about={{ contactId: id }} contactId={id} />;

function DealMeetings({ id }: { id: string }) {
  const deal = useQueryOf(getDeal, { params: { dealId: id } }).data;
  return deal?.contact ? <MeetingsPanel about={{ dealId: id }} contactId={deal.contact.id} /> : null;
}

type About = { contactId: string } | { dealId: string };

/** What is planned with this person, and what has begun and nobody has said how it went. */
function MeetingsPanel({ about, contactId }: { about: About; contactId: string }) {
  const { t } = useLingui();
  const may = useMay();
  const planned = useListOf(listMeetings, { query: { ...about, state: 'planned', limit: 20 } });
  const [editing, setEditing] = useState<MeetingView | 'new' | null>(null);
  useKeys([{ keys: 'm', label: t`Termin planen`, run: () => setEditing('new') }], may('write'));
  return (
    <Section
      actions={
        may('write') && (
          <IconButton icon="plus" keys="m" label={t`Termin planen`} onPress={() => setEditing('new')} small />
        )
      }
      title={t`Termine`}
    >
      {planned.error && <ErrorNote error={planned.error} onRetry={planned.retry} />}
      {planned.pending && <Skeleton lines={1} />}
      {!planned.pending && planned.rows.length === 0 && (
        <p className="text-soft">
          <Trans>Kein Termin geplant.</Trans>
        </p>
      )}
      <ul>
        {planned.rows.map((meeting) => (
          <MeetingLine key={meeting.id} meeting={meeting} onEdit={() => setEditing(meeting)} />
        ))}
      </ul>
      {planned.hasMore && (
        <Button kind="plain" onPress={planned.loadMore} pending={planned.loadingMore}>{t`Weitere`}</Button>
      )}
      {editing !== null && (
        <PlanDialog
          contactId={contactId}
          onClose={() => setEditing(null)}
          {...('dealId' in about && { dealId: about.dealId })}
          {...(editing !== 'new' && { meeting: editing })}
        />
      )}
    </Section>
  );
}
