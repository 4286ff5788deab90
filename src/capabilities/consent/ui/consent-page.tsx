import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import {
  type ConsentSummary,
  getSummary,
  listContacts,
  type ReasonCount,
  type StandingRow,
  StandingWanted,
} from '#consent/contract';
import { useGo, useUrlSearch } from '#web/address.ts';
import { Icon } from '#web/components/icon.tsx';
import { Button } from '#web/components/button.tsx';
import { Link } from '#web/components/link.tsx';
import { Page } from '#web/components/page.tsx';
import { Standing } from '#web/components/standing.tsx';
import { EmptyState, ErrorNote, Skeleton } from '#web/components/states.tsx';
import { type Column, Table } from '#web/components/table/table.tsx';
import { Tabs } from '#web/components/tabs.tsx';
import { RelativeTime } from '#web/components/texts.tsx';
import { useListOf, useQueryOf } from '#web/data.ts';
import { useFormat } from '#web/format.ts';
import { onDemand } from '#web/on-demand.tsx';
import { pathTo } from '#web/paths.ts';
import { StandingWords } from './consent-panel.tsx';
import { GateMark } from './gate-mark.tsx';
import { basisWords, refusalWords } from './words.ts';

const WaysTab = onDemand(async () => (await import('./ways-tab.tsx')).WaysTab);

const ownTabs = ['overview', 'ways'] as const;
type Tab = (typeof ownTabs)[number] | StandingWanted;

/** Whom we may call and whom not, and why: counted, and name by name. */
export function ConsentPage() {
  const { t } = useLingui();
  const [search, change] = useUrlSearch();
  const tab: Tab = [...ownTabs, ...StandingWanted.options].find((each) => each === search['stand']) ?? 'overview';
  return (
    <Page
      lead={
        <Tabs<Tab>
          label={t`Einwilligungen`}
          onChange={(stand) => change({ stand: stand === 'overview' ? undefined : stand }, { keep: true })}
          tabs={[
            { id: 'overview', label: t`Überblick` },
            { id: 'ways', label: t`Wege` },
            { id: 'granted', label: t`Eingewilligt` },
            { id: 'presumed', label: t`Betriebe mit Begründung` },
            { id: 'denied', label: t`Gesperrt` },
            { id: 'unknown', label: t`Nichts bekannt` },
          ]}
          value={tab}
        />
      }
      scroll={tab === 'overview' || tab === 'ways'}
      title={t`Einwilligungen`}
    >
      {tab === 'overview' ? <Overview /> : tab === 'ways' ? <WaysTab /> : <People standing={tab} />}
    </Page>
  );
}

function Overview() {
  const { data: summary, error, refetch } = useQueryOf(getSummary);
  if (error) return <ErrorNote error={error} onRetry={() => void refetch()} />;
  if (!summary) return <Skeleton lines={6} />;
  if (summary.contacts === 0) return <Nobody />;
  return (
    <div className="grid grid-cols-[minmax(0,3fr)_minmax(16rem,2fr)] gap-x-10 gap-y-6 pt-4 phone:grid-cols-1">
      <Counts summary={summary} />
      <Explanation />
    </div>
  );
}

function Nobody() {
  const go = useGo();
  return (
    <EmptyState
      action={
        <Button icon="import" kind="primary" onPress={() => go(pathTo.newImport())}>
          <Trans>Liste einlesen</Trans>
        </Button>
      }
      icon="shield"
    >
      <Trans>Noch ist niemand da. Lesen Sie Ihre Liste ein, und Klinke sagt Ihnen, wen Sie anrufen dürfen.</Trans>
    </EmptyState>
  );
}

function Counts({ summary }: { summary: ConsentSummary }) {
  const { t } = useLingui();
  const format = useFormat();
  const { contacts, allowed, reasons, countedAt } = summary;
  const [opened] = useState(() => Date.now());
  return (
    <section aria-label={t`Wen Sie anrufen dürfen`}>
      <p className="text-2xl font-semibold tracking-[-0.01em] tabular-nums">
        <Trans>
          {format.number(allowed)} von {format.number(contacts)}
        </Trans>
      </p>
      <p className="pb-3 text-soft">
        <Plural
          one="Mensch darf zur Werbung angerufen werden."
          other="Menschen dürfen zur Werbung angerufen werden."
          value={allowed}
        />
        {opened - Date.parse(countedAt) > 60_000 && (
          <span className="block text-sm">
            <Trans>
              Gezählt: <RelativeTime at={countedAt} />
            </Trans>
          </span>
        )}
      </p>
      <ul>
        {[...reasons.filter((reason) => reason.allowed), ...reasons.filter((reason) => !reason.allowed)].map(
          (reason) => (
            <ReasonLine contacts={contacts} key={reason.allowed ? reason.basis : reason.because} reason={reason} />
          ),
        )}
      </ul>
    </section>
  );
}

function ReasonLine({ reason, contacts }: { reason: ReasonCount; contacts: number }) {
  const { i18n } = useLingui();
  const format = useFormat();
  const share = reason.contacts / contacts;
  return (
    <li className="border-t border-line py-2">
      <div className="flex items-start gap-2">
        <Icon
          className={reason.allowed ? 'mt-0.5 text-allowed' : 'mt-0.5 text-refused'}
          name={reason.allowed ? 'allowed' : 'refused'}
        />
        <div className="min-w-0 flex-1">
          <p>{i18n._(reason.allowed ? basisWords[reason.basis] : refusalWords[reason.because].says)}</p>
          {!reason.allowed && <p className="text-sm text-soft">{i18n._(refusalWords[reason.because].next)}</p>}
        </div>
        <span className="text-right tabular-nums">
          {format.number(reason.contacts)}
          <span className="block text-sm text-faint">{format.percent(share)}</span>
        </span>
      </div>
      <div aria-hidden="true" className="mt-1.5 ml-6 h-1 rounded-full bg-hover">
        <div
          className={reason.allowed ? 'h-full rounded-full bg-allowed' : 'h-full rounded-full bg-strong/60'}
          style={{ width: `${Math.max(share * 100, 0.5)}%` }}
        />
      </div>
    </li>
  );
}

function Explanation() {
  const { t } = useLingui();
  return (
    <section className="flex flex-col gap-3">
      <h2 className="font-semibold">{t`So entscheidet Klinke`}</h2>
      <Point title={t`Schweigen heißt nein.`}>
        <Trans>
          Privatpersonen rufen Sie zur Werbung nur mit belegter Einwilligung an (§ 7 Abs. 2 Nr. 1 UWG). Auch ein Anruf,
          der danach fragt, ist Werbung.
        </Trans>
      </Point>
      <Point title={t`Betriebe brauchen einen Grund.`}>
        <Trans>
          In Deutschland genügt ein konkreter Anlass mit schriftlicher Begründung. In Österreich brauchen auch Betriebe
          die Einwilligung (§ 174 TKG 2021), in der Schweiz entscheidet das Telefonverzeichnis.
        </Trans>
      </Point>
      <Point title={t`Ein Nein geht vor.`}>
        <Trans>
          Ein Widerspruch zählt sofort, auf dem Weg, für den er gilt. Keine eingelesene Liste macht daraus wieder ein
          Ja.
        </Trans>
      </Point>
      <Point title={t`Ruhezeiten gelten dort, wo der Mensch wohnt.`}>
        <Trans>
          Angerufen wird montags bis freitags von 8 bis 20 Uhr, samstags von 10 bis 16 Uhr; nie an Sonntagen und
          Feiertagen des Landes oder Kantons.
        </Trans>
      </Point>
      <Point title={t`Ihre Nummer ist zu sehen.`}>
        <Trans>
          Bei Werbeanrufen darf die Rufnummer nicht unterdrückt sein (§ 15 Abs. 2 TDDDG). Anrufe über einen Anschluss
          zeigen immer seine Nummer. Wählt Ihr eigenes Telefon, lassen Sie dort die Rufnummernanzeige eingeschaltet.
        </Trans>
      </Point>
    </section>
  );
}

function Point({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <div>
      <p className="font-medium">{title}</p>
      <p className="text-soft">{children}</p>
    </div>
  );
}

function People({ standing }: { standing: StandingWanted }) {
  const { t } = useLingui();
  const go = useGo();
  const rows = useListOf(listContacts, { query: { standing } });
  const columns: Column<StandingRow>[] = [
    {
      key: 'name',
      title: t`Name`,
      width: 200,
      grow: true,
      cell: ({ contactId, name }) => (
        <Link className="font-medium" quiet tabIndex={-1} to={pathTo.contact(contactId)}>
          {name}
        </Link>
      ),
    },
    { key: 'kind', title: t`Art`, width: 110, cell: ({ kind }) => (kind === 'business' ? t`geschäftlich` : t`privat`) },
    { key: 'city', title: t`Ort`, width: 160, cell: ({ city }) => city },
    { key: 'answer', title: t`Anruf`, width: 190, cell: ({ answer }) => <GateMark answer={answer} bare /> },
    { key: 'since', title: t`Eintrag`, width: 260, cell: (row) => <Entry row={row} /> },
  ];
  return (
    <Table
      columns={columns}
      empty={<NoneHere standing={standing} />}
      label={t`Einwilligungen`}
      onOpen={({ contactId }) => go(pathTo.contact(contactId))}
      phoneRow={(row) => (
        <span className="flex flex-col">
          <span className="flex items-center gap-2">
            <span className="min-w-0 flex-1 truncate font-medium">{row.name}</span>
            <GateMark answer={row.answer} />
          </span>
          <span className="truncate text-sm text-soft">
            <Entry row={row} />
          </span>
        </span>
      )}
      rowKey={({ contactId }) => contactId}
      rowLabel={({ name }) => name}
      rows={rows}
    />
  );
}

function Entry({ row: { standing } }: { row: StandingRow }) {
  const { t } = useLingui();
  if (standing.state === 'unknown') return <Standing bare kind="unknown">{t`nichts bekannt`}</Standing>;
  return <StandingWords standing={standing} />;
}

function NoneHere({ standing }: { standing: StandingWanted }) {
  const words = {
    granted: (
      <Trans>
        Noch hat niemand in Anrufe eingewilligt. Ein Brief mit QR-Code ist der erlaubte Weg, danach zu fragen.
      </Trans>
    ),
    presumed: (
      <Trans>
        Noch ist bei keinem Betrieb begründet, warum Sie anrufen dürfen. Die Begründung steht bei jedem Kontakt unter
        Einwilligung.
      </Trans>
    ),
    denied: <Trans>Niemand hat Anrufen widersprochen.</Trans>,
    unknown: <Trans>Zu jedem Kontakt ist etwas eingetragen.</Trans>,
  };
  return <EmptyState icon="shield">{words[standing]}</EmptyState>;
}
