import { useLingui } from '@lingui/react/macro';
import { useUrlSearch } from '#web/address.ts';
import { Page } from '#web/components/page.tsx';
import { Tabs } from '#web/components/tabs.tsx';
import { AvatarsTab } from './avatars-tab.tsx';
import { TargetGroupsTab } from './target-groups-tab.tsx';

const tabs = ['groups', 'won', 'lost'] as const;

/** To whom it is worth talking; what kind of people buy, and what kind does not. */
export function AudiencesPage() {
  const { t } = useLingui();
  const [search, change] = useUrlSearch();
  const tab = tabs.find((one) => one === search['tab']) ?? 'groups';
  return (
    <Page
      lead={
        <Tabs
          label={t`Ansicht`}
          onChange={(id) => change({ tab: id === 'groups' ? undefined : id })}
          tabs={[
            { id: 'groups', label: t`Zielgruppen` },
            { id: 'won', label: t`Wer kauft` },
            { id: 'lost', label: t`Wer nicht kauft` },
          ]}
          value={tab}
        />
      }
      title={t`Zielgruppen`}
    >
      {tab === 'groups' ? <TargetGroupsTab /> : <AvatarsTab key={tab} outcome={tab} />}
    </Page>
  );
}
