import { useState } from 'react';
import { Button } from '#web/components/button.tsx';
import { Icon, type IconName, iconNames } from '#web/components/icon.tsx';
import { Page } from '#web/components/page.tsx';
import { Tabs } from '#web/components/tabs.tsx';
import { chooseTheme } from '#web/theme.ts';
import { SampleBoard, SampleTable } from './lists.tsx';
import { Parts } from './parts.tsx';

/** Every component once, for looking at. Only in development; its words are not translated. */
export function Gallery() {
  const [tab, setTab] = useState<'parts' | 'table' | 'board' | 'icons'>((location.hash.slice(1) || 'parts') as 'parts');
  return (
    <main className="h-dvh">
      <Page
        actions={
          <>
            <Button icon="sun" onPress={() => chooseTheme('light')}>
              Hell
            </Button>
            <Button icon="moon" onPress={() => chooseTheme('dark')}>
              Dunkel
            </Button>
          </>
        }
        lead={
          <Tabs
            label="Teile"
            onChange={setTab}
            tabs={[
              { id: 'parts', label: 'Bausteine' },
              { id: 'table', label: 'Tabelle', count: 1000 },
              { id: 'board', label: 'Tafel' },
              { id: 'icons', label: 'Zeichen' },
            ]}
            value={tab}
          />
        }
        scroll={tab === 'parts' || tab === 'icons'}
        title="Bausteine"
      >
        {tab === 'parts' && <Parts />}
        {tab === 'table' && <SampleTable />}
        {tab === 'board' && <SampleBoard />}
        {tab === 'icons' && <Icons />}
      </Page>
    </main>
  );
}

function Icons() {
  return (
    <div className="grid grid-cols-8 gap-4 py-4 phone:grid-cols-4">
      {iconNames.map((name: IconName) => (
        <div className="flex flex-col items-center gap-1 text-xs text-soft" key={name}>
          <span className="flex items-center gap-2">
            <Icon name={name} size={24} />
            <Icon name={name} />
          </span>
          {name}
        </div>
      ))}
    </div>
  );
}
