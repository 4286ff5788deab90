import { useLingui } from '@lingui/react/macro';
import { useUrlSearch } from '#web/address.ts';
import { Page } from '#web/components/page.tsx';
import { Tabs } from '#web/components/tabs.tsx';
import { AvatarsTab } from './avatars-tab.tsx';

/** What kind of people buy, and what kind does not. */
export function AudiencesPage() {
  const { t } = useLingui();
  const [search, change] = useUrlSearch();
  const tab = search['tab'] === 'lost' ? 'lost' : 'won';
  return (
    <Page
      lead={
        <Tabs
          label={t`Ansicht`}
          onChange={(id) => change({ tab: id === 'won' ? undefined : id })}
          tabs={[
            { id: 'won', label: t`Wer kauft` },
            { id: 'lost', label: t`Wer nicht kauft` },
          ]}
          value={tab}
        />
      }
      title={t`Zielgruppen`}
    >
      <AvatarsTab key={tab} outcome={tab} />
    </Page>
  );
}
