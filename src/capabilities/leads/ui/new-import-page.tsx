import { Trans, useLingui } from '@lingui/react/macro';
import { Icon, type IconName } from '#web/components/icon.tsx';
import { Link } from '#web/components/link.tsx';
import { Page } from '#web/components/page.tsx';
import { EmptyState } from '#web/components/states.tsx';
import { pathTo } from '#web/paths.ts';
import { useMay } from '#web/session.ts';
import { DropPlace } from './drop-place.tsx';

/** Hand a list over. What it means is looked at next; nothing is taken over here. */
export function NewImportPage() {
  const { t } = useLingui();
  const may = useMay();
  return (
    <Page actions={<Link to={pathTo.imports()}>{t`Alle Importe`}</Link>} title={t`Liste einlesen`}>
      {may('write') ? (
        <div className="grid max-w-5xl grid-cols-[minmax(0,3fr)_minmax(16rem,2fr)] gap-x-10 gap-y-6 max-desk:grid-cols-1">
          <DropPlace />
          <Explanation />
        </div>
      ) : (
        <EmptyState icon="import">
          <Trans>Sie dürfen hier lesen, aber keine Listen einlesen. Fragen Sie jemanden mit mehr Rechten.</Trans>
        </EmptyState>
      )}
    </Page>
  );
}

function Explanation() {
  const { t } = useLingui();
  return (
    <div className="flex flex-col gap-6">
      <section>
        <h2 className="pb-1 font-semibold">{t`Was Sie mitbringen können`}</h2>
        <ul>
          <Point icon="visit" title={t`Ihre Türliste`}>
            <Trans>Ergebnisse an der Tür werden Hausbesuche, „bitte nicht mehr klingeln“ wird ein Widerspruch.</Trans>
          </Point>
          <Point icon="columns" title={t`Eine Excel-Datei`}>
            <Trans>So, wie sie ist: mit Titelzeilen, Summen am Ende und mehreren Nummern in einer Zelle.</Trans>
          </Point>
          <Point icon="export" title={t`Den Export Ihres bisherigen Systems`}>
            <Trans>HubSpot, Pipedrive, Salesforce, SalesRabbit, Google-Kontakte, Outlook, das Handy und andere.</Trans>
          </Point>
        </ul>
      </section>
      <section>
        <h2 className="pb-1 font-semibold">{t`Was mit den Daten geschieht`}</h2>
        <ul>
          <Point icon="eye" title={t`Erst ansehen`}>
            <Trans>Klinke zeigt, wie es jede Spalte versteht. Übernommen wird erst, wenn Sie es sagen.</Trans>
          </Point>
          <Point icon="check" title={t`Nichts geht verloren`}>
            <Trans>Was nicht passt, steht mit dem Grund in einer Fehlerdatei. Unbekanntes kommt in die Notiz.</Trans>
          </Point>
          <Point icon="undo" title={t`Alles lässt sich zurücknehmen`}>
            <Trans>Ein Knopf entfernt, was die Liste gebracht hat. Die Datei bleibt auf Ihrem eigenen Server.</Trans>
          </Point>
        </ul>
      </section>
    </div>
  );
}

function Point({ icon, title, children }: { icon: IconName; title: string; children: React.ReactNode }) {
  return (
    <li className="flex gap-2.5 py-1.5">
      <Icon className="mt-0.5 text-brass-deep" name={icon} />
      <div>
        <p className="font-medium">{title}</p>
        <p className="text-soft">{children}</p>
      </div>
    </li>
  );
}
