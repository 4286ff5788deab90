import { Trans, useLingui } from '@lingui/react/macro';
import { listCalls } from '#calls/contract';
import { getContact } from '#contacts/contract';
import { Section } from '#web/components/page.tsx';
import { Badge } from '#web/components/standing.tsx';
import { RelativeTime, TimeText } from '#web/components/texts.tsx';
import { useListOf, useQueryOf } from '#web/data.ts';
import { useUserName } from './last-words.tsx';

/** The last calls and what we know, newest first; without the first `after`, which stand elsewhere. */
export function Background({ contactId, after = 0 }: { contactId: string; after?: number }) {
  const { t } = useLingui();
  const contact = useQueryOf(getContact, { params: { contactId } }).data;
  const calls = useListOf(listCalls, { query: { contactId, unfinished: 'false', limit: 6 } });
  const nameOf = useUserName();
  const earlier = calls.rows.slice(after);
  return (
    <>
      {contact && (contact.note ?? contact.source ?? contact.tags[0]) && (
        <Section title={t`Bekannt`}>
          {contact.note && <p className="whitespace-pre-line">{contact.note}</p>}
          <p className="flex flex-wrap items-center gap-2 text-soft">
            {contact.tags.map((tag) => (
              <Badge key={tag}>{tag}</Badge>
            ))}
            {contact.source && (
              <span>
                <Trans>Quelle: {contact.source}</Trans>
              </span>
            )}
            <span>
              <Trans>
                Angelegt <RelativeTime at={contact.createdAt} />
              </Trans>
            </span>
          </p>
        </Section>
      )}
      {earlier.length > 0 && (
        <Section title={t`Frühere Gespräche`}>
          <ol className="flex flex-col gap-2">
            {earlier.map((one) => (
              <li key={one.id}>
                <p className="flex flex-wrap items-baseline gap-x-2">
                  <span className="font-medium">{one.disposition?.name}</span>
                  <span className="text-sm text-faint">
                    <TimeText at={one.startedAt} withDay /> {nameOf(one.userId)}
                  </span>
                </p>
                {one.note && <p className="whitespace-pre-line text-soft">{one.note}</p>}
              </li>
            ))}
          </ol>
        </Section>
      )}
    </>
  );
}
