import { getContact } from '#contacts/contract';
import { ErrorNote, Skeleton } from '#web/components/states.tsx';
import { useQueryOf } from '#web/data.ts';
import { PersonFacts } from './person-facts.tsx';
import { RecordLayout } from './record-layout.tsx';

export function PersonRecord({ contactId, layout }: { contactId: string; layout: 'page' | 'panel' }) {
  const { data: person, error, refetch } = useQueryOf(getContact, { params: { contactId } });
  if (error) {
    return (
      <div className="p-5">
        <ErrorNote error={error} onRetry={() => void refetch()} />
      </div>
    );
  }
  if (!person) return <Skeleton lines={8} />;
  return <RecordLayout facts={<PersonFacts person={person} />} id={contactId} layout={layout} subject="contact" />;
}
