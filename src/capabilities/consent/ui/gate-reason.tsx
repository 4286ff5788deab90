import { Trans, useLingui } from '@lingui/react/macro';
import type { Channel, MayContactAnswer, QuietTime } from '#consent/contract';
import { Note } from '#web/components/states.tsx';
import { DateText } from '#web/components/texts.tsx';
import { useMay } from '#web/session.ts';
import { useOpening } from './gate-mark.tsx';
import { useNorm } from './norm.ts';
import { WaysOn } from './ways-on.tsx';
import { basisWords, channelWords, documentationWords, presumptionWords, refusalWords } from './words.ts';

/** The gate's answer in words, with its paragraph, and the lawful ways on from a no. */
export function GateReason({
  answer,
  contactId,
  channel = 'phone',
}: {
  answer: MayContactAnswer;
  contactId: string;
  channel?: Channel;
}) {
  const { i18n } = useLingui();
  const may = useMay();
  if (answer.allowed && answer.quiet) return <Quiet answer={answer} quiet={answer.quiet} />;
  if (answer.allowed) {
    return (
      <Note kind="allowed">
        <p>{i18n._(basisWords[answer.basis])}</p>
        <Norm>{answer.norm}</Norm>
      </Note>
    );
  }
  const words = refusalWords[answer.because];
  return (
    <Note kind="careful">
      <p className="font-medium">{i18n._(words.says)}</p>
      <Facts facts={answer.facts} />
      <p>{i18n._(words.next)}</p>
      {may('write') && <WaysOn channel={channel} contactId={contactId} ways={answer.next} />}
      <Norm>{answer.norm}</Norm>
    </Note>
  );
}

/** Lawful, and yet nobody likes to be called then: for the person to weigh who knows what was agreed. */
function Quiet({ answer, quiet }: { answer: Extract<MayContactAnswer, { allowed: true }>; quiet: QuietTime }) {
  const { i18n } = useLingui();
  const opening = useOpening();
  return (
    <Note kind="careful">
      <p className="font-medium">
        {quiet.because === 'rest_day' ? (
          <Trans>Erlaubt, aber dort ist Sonntag oder Feiertag.</Trans>
        ) : (
          <Trans>Erlaubt, aber dort ist es zu früh oder zu spät.</Trans>
        )}
      </p>
      <p>
        {quiet.until ? (
          <Trans>Ist keine Uhrzeit vereinbart, rufen Sie besser ab {opening(quiet.until)} an.</Trans>
        ) : (
          <Trans>Ist keine Uhrzeit vereinbart, warten Sie besser.</Trans>
        )}
      </p>
      <p>{i18n._(basisWords[answer.basis])}</p>
      <Norm>{answer.norm}</Norm>
    </Note>
  );
}

function Norm({ children }: { children: string }) {
  return <p className="mt-1 text-sm text-soft">{useNorm()(children)}</p>;
}

function Facts({ facts }: { facts: Extract<MayContactAnswer, { allowed: false }>['facts'] }) {
  const { i18n } = useLingui();
  const opening = useOpening();
  const { since, until, granted, missing, basis } = facts;
  return (
    <>
      {since && (
        <p>
          <Trans>
            Seit <DateText value={since} />.
          </Trans>
        </p>
      )}
      {until && (
        <p>
          <Trans>Wieder ab {opening(until)}.</Trans>
        </p>
      )}
      {granted && (
        <p>
          <Trans>Eingewilligt ist in: {granted.map((channel) => i18n._(channelWords[channel])).join(', ')}.</Trans>
        </p>
      )}
      {missing && (
        <p>
          <Trans>Es fehlt: {missing.map((field) => i18n._(documentationWords[field])).join(', ')}.</Trans>
        </p>
      )}
      {basis && (
        <p>
          <Trans>Eingetragener Anlass: {i18n._(presumptionWords[basis])}.</Trans>
        </p>
      )}
    </>
  );
}
