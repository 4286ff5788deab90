import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import {
  changeWorkspace,
  getWorkspace,
  listHolidays,
  type ChangeWorkspace,
  type WorkspaceView,
} from '#workspace/contract';
import { IconButton } from '#web/components/button.tsx';
import { InlineEdit } from '#web/components/inline-edit.tsx';
import { Fact, Facts, Page, Section } from '#web/components/page.tsx';
import { Select } from '#web/components/select.tsx';
import { Badge } from '#web/components/standing.tsx';
import { ErrorNote, Skeleton } from '#web/components/states.tsx';
import { useNow } from '#web/components/texts.tsx';
import { changeOf, useMutationOf, useQueryOf } from '#web/data.ts';
import { useFormat } from '#web/format.ts';
import { RegionFields } from './region-fields.tsx';

export function WorkspaceSettings() {
  const { t } = useLingui();
  const workspace = useQueryOf(getWorkspace);
  return (
    <Page title={t`Betrieb und Feiertage`}>
      {workspace.isPending && <Skeleton lines={5} />}
      {workspace.error && <ErrorNote error={workspace.error} onRetry={() => void workspace.refetch()} />}
      {workspace.data && <Form workspace={workspace.data} />}
    </Page>
  );
}

function Form({ workspace }: { workspace: WorkspaceView }) {
  const { t } = useLingui();
  const change = useMutationOf(changeWorkspace, {
    change: ({ body }) => [changeOf(getWorkspace, (now) => ({ ...now, ...(body as Partial<WorkspaceView>) }))],
    refreshes: ['access'],
  });
  const set = (body: ChangeWorkspace) => change.mutateAsync({ body, ifMatch: workspace.version });
  return (
    <>
      <Section title={t`Betrieb`}>
        <div className="flex max-w-lg flex-col gap-4">
          <Facts>
            <Fact name={t`Name`}>
              <InlineEdit label={t`Name`} onSave={(name) => set({ name })} value={workspace.name} />
            </Fact>
            <Fact name={t`E-Mail für Rückmeldungen`}>
              <InlineEdit
                label={t`E-Mail für Rückmeldungen`}
                onSave={(typed) => set({ publicEmail: typed || null })}
                placeholder={t`Steht in der Erklärung zur Barrierefreiheit Ihrer öffentlichen Seiten`}
                type="email"
                value={workspace.publicEmail ?? ''}
              />
            </Fact>
          </Facts>
          <RegionFields
            onChange={({ country, region }) =>
              void set({
                country,
                region,
                ...(country !== workspace.country && {
                  timeZone: ({ DE: 'Europe/Berlin', AT: 'Europe/Vienna', CH: 'Europe/Zurich' } as const)[country],
                  currency: country === 'CH' ? 'CHF' : 'EUR',
                }),
              })
            }
            value={{ country: workspace.country, region: workspace.region }}
          />
          <div className="grid grid-cols-2 gap-4 phone:grid-cols-1">
            <Select
              label={t`Zeitzone`}
              onChange={(timeZone) => void set({ timeZone })}
              options={[
                { value: 'Europe/Berlin', label: 'Berlin' },
                { value: 'Europe/Vienna', label: t`Wien` },
                { value: 'Europe/Zurich', label: t`Zürich` },
              ]}
              value={workspace.timeZone}
            />
            <Select
              hint={t`Für neue Abschlüsse; bestehende behalten ihre.`}
              label={t`Währung`}
              onChange={(currency) => void set({ currency })}
              options={[
                { value: 'EUR', label: t`Euro (€)` },
                { value: 'CHF', label: t`Schweizer Franken (CHF)` },
              ]}
              value={workspace.currency}
            />
            <Select
              hint={t`Für Mails an Menschen ohne eigene Wahl.`}
              label={t`Sprache`}
              onChange={(locale) => void set({ locale })}
              options={[
                { value: 'de', label: 'Deutsch' },
                { value: 'en', label: 'English' },
              ]}
              value={workspace.locale}
            />
          </div>
        </div>
      </Section>
      <Holidays region={workspace.region} />
    </>
  );
}

function Holidays({ region }: { region: WorkspaceView['region'] }) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const now = useNow();
  const [year, setYear] = useState(now.getFullYear());
  const holidays = useQueryOf(listHolidays, { query: { year, region } }, { keepPrevious: true });
  return (
    <Section
      actions={
        <>
          <IconButton icon="chevron-left" label={t`Voriges Jahr`} onPress={() => setYear(year - 1)} />
          <span className="self-center font-medium tabular-nums">{year}</span>
          <IconButton icon="chevron-right" label={t`Nächstes Jahr`} onPress={() => setYear(year + 1)} />
        </>
      }
      hint={<Trans>An diesen Tagen ruft Klinke niemanden an und plant nichts ein.</Trans>}
      title={t`Feiertage`}
    >
      {holidays.error && <ErrorNote error={holidays.error} onRetry={() => void holidays.refetch()} />}
      <ul>
        {holidays.data?.items.map(({ on, name, extent }) => (
          <li
            className="flex min-h-8 flex-wrap items-center gap-x-4 border-b border-line py-1"
            key={`${on} ${name.de}`}
          >
            <span className="w-48 text-soft tabular-nums">{format.dayLong(on)}</span>
            <span className="flex-1">{i18n.locale === 'en' ? name.en : name.de}</span>
            {extent === 'widely' && <Badge>{t`nicht überall`}</Badge>}
            {extent === 'locally' && <Badge>{t`nur in einzelnen Orten`}</Badge>}
          </li>
        ))}
      </ul>
    </Section>
  );
}
