import { useLingui } from '@lingui/react/macro';
import { type ContactView, getContact } from '#contacts/contract';
import { Link } from '#web/components/link.tsx';
import { MissingNote, Skeleton } from '#web/components/states.tsx';
import { PhoneText } from '#web/components/texts.tsx';
import { useQueryOf } from '#web/data.ts';
import { pathTo } from '#web/paths.ts';
import { PersonFacts } from './person-facts.tsx';
import { RecordLayout } from './record-layout.tsx';

export function PersonRecord({ contactId, layout }: { contactId: string; layout: 'page' | 'panel' }) {
  const { t } = useLingui();
  const { data: person, error, refetch } = useQueryOf(getContact, { params: { contactId } });
  if (error) {
    return (
      <MissingNote
        error={error}
        onRetry={() => void refetch()}
        way={<Link to={pathTo.contacts()}>{t`Alle Menschen`}</Link>}
      />
    );
  }
  // The panels ask for their part beside the person, not after them.
  return (
    <RecordLayout
      facts={person ? <PersonFacts person={person} /> : <Skeleton lines={8} />}
      id={contactId}
      layout={layout}
      subject="contact"
      summary={person && <PersonSummary person={person} />}
    />
  );
}

/** Where the facts are a tab away: the number, and from where. */
function PersonSummary({ person }: { person: ContactView }) {
  const [phone] = person.phones;
  const city = person.addresses[0]?.city;
  return (
    <>
      {phone && <PhoneText e164={phone.value} />}
      {city && <span>{city}</span>}
      {person.company && <Link to={pathTo.company(person.company.id)}>{person.company.name}</Link>}
    </>
  );
}
