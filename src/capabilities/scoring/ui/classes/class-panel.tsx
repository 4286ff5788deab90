import { Trans, useLingui } from '@lingui/react/macro';
import { type ComponentType, useState } from 'react';
import { usePeople } from '#access/ui';
import { type ClassRun, type CustomerView, getCustomerOf } from '#scoring/contract';
import { Button } from '#web/components/button.tsx';
import { Link } from '#web/components/link.tsx';
import { Section } from '#web/components/page.tsx';
import { ErrorNote, Skeleton } from '#web/components/states.tsx';
import { useQueryOf } from '#web/data.ts';
import { useFormat } from '#web/format.ts';
import { pathTo } from '#web/paths.ts';
import { useMay } from '#web/session.ts';
import { ExpensesPart } from '../expenses/expenses-part.tsx';
import { CarePart } from './care-part.tsx';
import { ClassBadge } from './class-badge.tsx';
import { ClassDialog } from './class-dialog.tsx';
import { ClassReasons, Outlook } from './reasons.tsx';
import { useDecisions } from './use-decisions.ts';

export const panels: Record<'contact' | 'company', ComponentType<{ id: string }>> = {
  contact: function ContactClass({ id }) {
    return <ClassPanel about={{ contactId: id }} id={id} />;
  },
  company: function CompanyClass({ id }) {
    return <ClassPanel about={{ companyId: id }} id={id} />;
  },
};

/** Which class they are and why, with the word of whoever decided. */
function ClassPanel({ about, id }: { about: { contactId: string } | { companyId: string }; id: string }) {
  const { t } = useLingui();
  const { data, error, refetch } = useQueryOf(getCustomerOf, { query: about });
  return (
    <Section title={t`Kundenwert`}>
      {error && <ErrorNote error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton lines={2} />}
      {data &&
        (data.customer ? (
          <ClassOf customer={data.customer} elsewhere={data.customer.id !== id} run={data.run} />
        ) : (
          <p className="text-soft">
            {data.objected ? (
              <Trans>Diese Person hat der Bewertung widersprochen: Ihr Wert wird nicht ausgerechnet.</Trans>
            ) : (
              <Trans>Noch kein Kunde: nichts gekauft, nichts offen, kein Vertrag.</Trans>
            )}
          </p>
        ))}
      <ExpensesPart about={about} />
    </Section>
  );
}

function ClassOf({ customer, run, elsewhere }: { customer: CustomerView; run: ClassRun | null; elsewhere: boolean }) {
  const { t } = useLingui();
  const may = useMay();
  const [deciding, setDeciding] = useState(false);
  const decisions = useDecisions();
  const waits = customer.class !== null && !customer.confirmed && !customer.set;
  return (
    <div className="flex flex-col gap-2">
      <p className="flex flex-wrap items-center gap-2">
        <ClassBadge of={customer.class} />
        <Decided customer={customer} />
      </p>
      {elsewhere && (
        <p className="text-sm text-soft">
          <Trans>
            Kunde ist die Firma: <Link to={pathTo.company(customer.id)}>{customer.name}</Link>
          </Trans>
        </p>
      )}
      <ClassReasons customer={customer} run={run} />
      <Outlook customer={customer} />
      {may('write') && (
        <div className="flex flex-wrap gap-2">
          {waits && (
            <Button icon="check" onPress={() => decisions.confirm(customer)} pending={decisions.pending}>
              <Trans>Bestätigen</Trans>
            </Button>
          )}
          {customer.set && (
            <Button icon="undo" onPress={() => decisions.release(customer)} pending={decisions.pending}>
              <Trans>Aufheben</Trans>
            </Button>
          )}
          <Button kind="plain" onPress={() => setDeciding(true)}>{t`Anders einstufen`}</Button>
        </div>
      )}
      <CarePart customer={customer} />
      {deciding && <ClassDialog customer={customer} onClose={() => setDeciding(false)} to={null} />}
    </div>
  );
}

/** Whose word the class is. */
export function Decided({ customer: { class: current, classBefore, set, confirmed } }: { customer: CustomerView }) {
  const { nameOf } = usePeople();
  const format = useFormat();
  if (current === null) return null;
  const before = classBefore && classBefore !== current && (
    <>
      <Trans>vorher {classBefore}</Trans> ·{' '}
    </>
  );
  return (
    <span className="text-sm text-soft">
      {before}
      {set ? (
        <Trans>
          festgelegt von {nameOf(set.by)} bis {format.dayOf(set.until)}: {set.reason}
        </Trans>
      ) : confirmed ? (
        <Trans>
          bestätigt von {nameOf(confirmed.by)} am {format.dayOf(confirmed.at)}
        </Trans>
      ) : (
        <Trans>berechnet, noch nicht bestätigt</Trans>
      )}
    </span>
  );
}
