import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { type AvatarView, listAvatarPeople } from '#audiences/contract';
import { Button } from '#web/components/button.tsx';
import { Link } from '#web/components/link.tsx';
import { Section } from '#web/components/page.tsx';
import { EmptyState, ErrorNote, Skeleton } from '#web/components/states.tsx';
import { Tabs } from '#web/components/tabs.tsx';
import { useListOf } from '#web/data.ts';
import { useFormat } from '#web/format.ts';
import { pathTo } from '#web/paths.ts';

/** Who it was computed from, and who is like them. */
export function AvatarPeople({ avatar }: { avatar: AvatarView }) {
  const { t } = useLingui();
  const [who, setWho] = useState<'leads' | 'customers'>(avatar.outcome === 'won' ? 'leads' : 'customers');
  return (
    <Section title={t`Menschen`}>
      {avatar.outcome === 'won' && (
        <Tabs
          label={t`Welche Menschen`}
          onChange={setWho}
          tabs={[
            { id: 'leads', label: t`Wer dazu passt` },
            { id: 'customers', label: t`Die Kunden dahinter` },
          ]}
          value={who}
        />
      )}
      <People avatarId={avatar.id} key={who} who={who} />
    </Section>
  );
}

function People({ avatarId, who }: { avatarId: string; who: 'leads' | 'customers' }) {
  const { t } = useLingui();
  const format = useFormat();
  const people = useListOf(listAvatarPeople, { params: { avatarId }, query: { who, limit: 30 } });
  if (people.error) return <ErrorNote error={people.error} onRetry={people.retry} />;
  if (people.pending) return <Skeleton lines={6} />;
  if (people.rows.length === 0)
    return (
      <EmptyState icon="people">
        {who === 'leads' ? (
          <Trans>Noch passt niemand dazu, oder es wird gerade berechnet.</Trans>
        ) : (
          <Trans>Niemand, den Sie sehen dürfen.</Trans>
        )}
      </EmptyState>
    );
  return (
    <>
      <ul className="max-w-3xl">
        {people.rows.map(({ contactId, name, companyName, city, percent }) => (
          <li className="flex items-baseline gap-3 border-t border-line py-2 first:border-t-0" key={contactId}>
            <span className="min-w-0 flex-1">
              <Link to={pathTo.contact(contactId)}>{name}</Link>
              <span className="text-sm text-soft">
                {' '}
                {[companyName, city].filter((part) => part !== null).join(', ')}
              </span>
            </span>
            {percent !== null && <span className="tabular-nums">{format.percent(percent / 100)}</span>}
          </li>
        ))}
      </ul>
      {people.hasMore && (
        <Button kind="plain" onPress={people.loadMore} pending={people.loadingMore}>{t`Weitere`}</Button>
      )}
    </>
  );
}
