import { useLingui } from '@lingui/react/macro';
import { Suspense, useState } from 'react';
import { Tabs } from '#web/components/tabs.tsx';
import { Skeleton } from '#web/components/states.tsx';
import { classNames } from '#web/class-names.ts';
import { usePhone } from '#web/phone-width.ts';
import { type PanelEntry, usePanels } from '#web/registry.ts';

/** Everything other capabilities know about this record, for one place of the page. */
export function Panels({
  subject,
  id,
  place,
}: {
  subject: PanelEntry['subject'];
  id: string;
  place: PanelEntry['place'];
}) {
  const panels = usePanels(subject, place);
  return panels.map((Panel, index) => (
    <Suspense fallback={place === 'actions' ? null : <Skeleton lines={2} />} key={index}>
      <Panel id={id} />
    </Suspense>
  ));
}

/** Left the facts, in the middle what happened, right what comes next. Beside a list, and on a phone, one below the other. */
export function RecordLayout({
  subject,
  id,
  facts,
  summary,
  layout,
}: {
  subject: PanelEntry['subject'];
  id: string;
  facts: React.ReactNode;
  /** The facts one never wants to look for, where they are a tab away. */
  summary?: React.ReactNode;
  layout: 'page' | 'panel';
}) {
  const { t } = useLingui();
  const phone = usePhone();
  const [tab, setTab] = useState<'next' | 'timeline' | 'facts'>('next');
  const next = <Panels id={id} place="next" subject={subject} />;
  const timeline = (
    <>
      <h2 className="sr-only">{t`Verlauf`}</h2>
      <Panels id={id} place="timeline" subject={subject} />
    </>
  );
  const allFacts = (
    <>
      {facts}
      <Panels id={id} place="facts" subject={subject} />
    </>
  );

  if (layout === 'panel' || phone) {
    const content = { next, timeline, facts: allFacts };
    return (
      <div className={classNames('flex flex-col', phone && 'min-h-full')}>
        <p className={classNames('flex flex-wrap gap-x-3 text-soft empty:hidden', layout === 'panel' && 'px-4 pt-3')}>
          {summary}
        </p>
        <div
          className={classNames(
            'flex flex-wrap gap-2 empty:hidden',
            // Under the thumb, whatever is being read.
            phone ? 'sticky z-2 order-last mt-auto border-t border-line bg-paper px-4 py-2' : 'pt-3',
            // A page ends with some room, which counts as its edge.
            phone && layout === 'page' && '-bottom-10 -mx-4 -mb-10',
            layout === 'panel' && 'bottom-0 px-4',
          )}
        >
          <Panels id={id} place="actions" subject={subject} />
        </div>
        <div className={layout === 'page' ? '-mx-4' : ''}>
          <Tabs
            label={t`Ansicht des Datensatzes`}
            onChange={setTab}
            tabs={[
              { id: 'next', label: t`Was jetzt` },
              { id: 'timeline', label: t`Verlauf` },
              { id: 'facts', label: t`Angaben` },
            ]}
            value={tab}
          />
        </div>
        <div className={classNames('py-3', layout === 'panel' && 'px-4')}>{content[tab]}</div>
      </div>
    );
  }
  return (
    <div className="grid h-full min-h-0 grid-cols-[minmax(15rem,20rem)_minmax(0,1fr)_minmax(16rem,22rem)] border-t border-line">
      <section aria-label={t`Angaben`} className="min-h-0 overflow-y-auto border-r border-line px-5 py-4">
        {allFacts}
      </section>
      <section aria-label={t`Verlauf`} className="min-h-0 overflow-y-auto px-5 py-4">
        {timeline}
      </section>
      <section aria-label={t`Was jetzt`} className="min-h-0 overflow-y-auto border-l border-line px-5 py-4">
        {next}
      </section>
    </div>
  );
}
