import { useLingui } from '@lingui/react/macro';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import type { CallView } from '#calls/contract';
import { CallButton } from '#calls/ui';
import { GateMark, GateReason } from '#consent/ui';
import { ContactMeetings } from '#meetings/ui';
import { type NextStepView, noteTouch, type TodayRow } from '#next-steps/contract';
import { useGo } from '#web/address.ts';
import { Button } from '#web/components/button.tsx';
import { Icon } from '#web/components/icon.tsx';
import { Key } from '#calls/ui';
import { Link } from '#web/components/link.tsx';
import { Menu } from '#web/components/menu.tsx';
import { Badge } from '#web/components/standing.tsx';
import { Money, PhoneText } from '#web/components/texts.tsx';
import { useMutationOf } from '#web/data.ts';
import { useKeys } from '#web/keys.ts';
import { onDemand } from '#web/on-demand.tsx';
import { pathTo } from '#web/paths.ts';
import { usePhone } from '#web/phone-width.ts';
import { useMay } from '#web/session.ts';
import { useDays } from './days.ts';
import { LastWordsNote } from './last-words.tsx';
import { reasonIcons, useReasonWords } from './names.ts';
import { useMoveEntries } from './move-entries.ts';
import { OutcomeForm } from './outcome-form.tsx';
import { useStepActions } from './step-actions.ts';

/** Fetched with the first call. */
const OutcomeWithScript = lazy(async () => ({
  default: (await import('./outcome-with-script.tsx')).OutcomeWithScript,
}));
/** Stands below what one reads before it rings. */
const Background = onDemand(async () => (await import('./background.tsx')).Background);
const WhyHere = onDemand(async () => (await import('./reach/why-here.tsx')).WhyHere);
const NextStepDialog = onDemand(async () => (await import('./next-step-dialog.tsx')).NextStepDialog);

/** Everything one needs to know before it rings, and what one does after. */
export function TodayStory({ row, onDone, onSkip }: { row: TodayRow; onDone: () => void; onSkip: () => void }) {
  const { t } = useLingui();
  const may = useMay();
  const phone = usePhone();
  const [setting, setSetting] = useState(false);
  const [started, setStarted] = useState<CallView | null>(null);
  const openCall = started ?? row.openCall;
  const note = useMutationOf(noteTouch, { quiet: true });
  /** A call that was made from here counts in the experiment, begun by our button or dialled by hand. */
  const noteCall = (callId: string) => {
    if (row.reach?.arm) note.mutate({ body: { callId } });
  };
  const begun = ({ call }: { call: CallView }) => {
    setStarted(call);
    noteCall(call.id);
  };
  const { contact } = row;
  const whom = contact && {
    contactId: contact.id,
    ...(row.deal && { dealId: row.deal.id }),
    purpose: row.purpose,
    ...(row.request && { request: row.request }),
  };
  const { deal, step, purpose, request } = row;
  const subject = contact && { contactId: contact.id, deal, step, purpose, request };
  // It is done when somebody has said how the meeting went.
  const followsMeeting = contact && step?.kind === 'meeting' && step.createdBy === null;
  const teamMeets = isOfTeam(row);
  const mayCall = may('write') && whom !== null && row.phone?.allowed === true;
  useKeys(
    [{ keys: 't', label: t`Nächsten Schritt setzen`, run: () => setSetting(true) }],
    may('write') && !row.unknownNumber,
  );
  const about = {
    ...(contact && { contactId: contact.id }),
    ...(!contact && row.company && { companyId: row.company.id }),
    ...(row.deal && { dealId: row.deal.id }),
  };

  const skipOrCall = (
    <>
      <Button kind="plain" onPress={onSkip}>
        {t`Überspringen`}
        <Key keys="s" />
      </Button>
      {may('write') && whom && !openCall && <CallButton answer={row.phone} keys="c" onStarted={begun} whom={whom} />}
    </>
  );

  return (
    <article
      aria-labelledby="story-name"
      className="flex flex-col gap-4 px-6 py-4 phone:min-h-full phone:px-4 phone:pb-0"
    >
      <header className="flex flex-wrap items-start gap-x-4 gap-y-2">
        <StoryName row={row} />
        {!phone && <span className="ml-auto flex shrink-0 items-center gap-2">{skipOrCall}</span>}
      </header>

      <Reasons row={row} />
      {row.reach && (row.reach.worth || row.reach.best) && <WhyHere reach={row.reach} />}
      {row.lastWords && <LastWordsNote words={row.lastWords} />}
      {row.phone && contact && (!row.phone.allowed || row.phone.quiet) && (
        <GateReason answer={row.phone} contactId={contact.id} />
      )}
      {teamMeets && <Link to={pathTo.teamMeetings()}>{t`Zur Teamrunde`}</Link>}
      {followsMeeting && <ContactMeetings id={contact.id} />}
      {row.step && !followsMeeting && row.step.kind !== 'call' && may('write') && (
        <StepBar onDone={onDone} step={row.step} />
      )}
      {row.step?.kind === 'call' && !row.phone?.allowed && !openCall && may('write') && (
        <StepBar onDone={onDone} step={row.step} unknownNumber={row.unknownNumber} />
      )}
      {!row.step && !mayCall && !openCall && may('write') && (
        <div>
          <Button icon="plus" kind="primary" onPress={() => setSetting(true)}>
            {t`Nächsten Schritt setzen`}
            <Key keys="t" />
          </Button>
        </div>
      )}
      {subject && mayCall && !openCall && (
        <OutcomeForm onDone={onDone} onLogged={noteCall} openCall={null} subject={subject} />
      )}
      {subject && may('write') && openCall && (
        <Suspense fallback={<OutcomeForm onDone={onDone} openCall={openCall} subject={subject} />}>
          <OutcomeWithScript onDone={onDone} openCall={openCall} subject={subject} />
        </Suspense>
      )}
      {contact && <Background after={1} contactId={contact.id} />}
      {phone && (
        <div className="sticky bottom-0 z-2 -mx-4 mt-auto flex items-center justify-end gap-2 border-t border-line bg-paper px-4 py-2">
          {skipOrCall}
        </div>
      )}
      {setting && <NextStepDialog about={about} onClose={() => setSetting(false)} open />}
    </article>
  );
}

/** About nobody, and no number either. */
const isOfTeam = ({ contact, company, deal, unknownNumber, step }: TodayRow): boolean =>
  !(contact ?? company ?? deal ?? unknownNumber) && step?.kind === 'meeting';

function StoryName({ row: { contact, company, deal, phone, unknownNumber, step } }: { row: TodayRow }) {
  const { t } = useLingui();
  const facts: ReactNode[] = [];
  if (contact && company)
    facts.push(
      <Link quiet to={pathTo.company(company.id)}>
        {company.name}
      </Link>,
    );
  if (contact?.city) facts.push(contact.city);
  if (contact?.phone) facts.push(<PhoneText e164={contact.phone} />);
  if (unknownNumber) facts.push(<PhoneText e164={unknownNumber} />);
  if (phone) facts.push(<GateMark answer={phone} bare />);
  if (deal) {
    facts.push(
      <span>
        <Link quiet to={pathTo.deal(deal.id)}>
          {deal.title}
        </Link>
        {' · '}
        <Money cents={deal.valueCents} currency={deal.currency} whole /> <Badge>{deal.stageName}</Badge>
      </span>,
    );
  }
  const to = contact ? pathTo.contact(contact.id) : company ? pathTo.company(company.id) : deal && pathTo.deal(deal.id);
  const known = contact?.name ?? company?.name ?? deal?.title;
  const name = known ?? (unknownNumber ? t`Noch nicht bekannt` : step?.title);
  return (
    <div className="min-w-56 flex-1">
      <h2 className="flex flex-wrap items-center gap-2 text-xl font-semibold" id="story-name">
        {to ? (
          <Link quiet to={to}>
            {name}
          </Link>
        ) : (
          name
        )}
        {contact && <Badge>{contact.kind === 'private' ? t`privat` : t`geschäftlich`}</Badge>}
      </h2>
      <p className="flex flex-wrap gap-x-3 gap-y-0.5 text-soft">
        {facts.map((fact, index) => (
          <span key={index}>{fact}</span>
        ))}
      </p>
    </div>
  );
}

function Reasons({ row }: { row: TodayRow }) {
  const words = useReasonWords();
  return (
    <ul className="flex flex-col gap-1">
      {[row.reason, ...row.others].map((reason, index) => (
        <li
          className={index === 0 ? 'flex items-center gap-2 font-medium' : 'flex items-center gap-2 text-soft'}
          key={`${reason.code} ${index}`}
        >
          <Icon className="text-brass-deep" name={reasonIcons[reason.code]} />
          {words(reason)}
        </li>
      ))}
      {row.step?.note && <li className="border-l-2 border-line pl-3 whitespace-pre-line text-soft">{row.step.note}</li>}
    </ul>
  );
}

/** A step that is not settled by a call. */
function StepBar({
  step,
  unknownNumber = null,
  onDone,
}: {
  step: NextStepView;
  unknownNumber?: string | null;
  onDone: () => void;
}) {
  const { t } = useLingui();
  const go = useGo();
  const days = useDays();
  const actions = useStepActions();
  const moves = useMoveEntries(
    step,
    (moved, dueOn) => {
      onDone();
      actions.move(moved, dueOn);
    },
    days,
  );
  const complete = () => {
    onDone();
    actions.complete(step);
  };
  useKeys([{ keys: 'd', label: t`Schritt erledigt`, run: complete }]);
  return (
    <div className="flex flex-wrap items-center gap-2">
      {unknownNumber && (
        <Button
          icon="plus"
          kind="primary"
          onPress={() => go(`${pathTo.contacts()}?new=1&phone=${encodeURIComponent(unknownNumber)}`)}
        >{t`Neuer Mensch`}</Button>
      )}
      <Button icon="check" kind={unknownNumber ? 'quiet' : 'primary'} onPress={complete}>
        {t`Erledigt`}
        <Key keys="d" />
      </Button>
      <Menu entries={moves} label={t`Verschieben`}>
        <Button icon="clock">{t`Verschieben`}</Button>
      </Menu>
      <Button
        kind="plain"
        onPress={() => {
          onDone();
          actions.drop(step);
        }}
      >{t`Fallen lassen`}</Button>
    </div>
  );
}
