import { Trans, useLingui } from '@lingui/react/macro';
import { useEffect, useRef, useState } from 'react';
import { handInCard, openShowroom, type ShowroomPage as Shown } from '#consent/contract';
import { BesideExhibits } from '#meetings/ui';
import { Button } from '#web/components/button.tsx';
import { TextField } from '#web/components/fields.tsx';
import { Icon } from '#web/components/icon.tsx';
import { ErrorNote, Note, Skeleton } from '#web/components/states.tsx';
import { useMutationOf, useQueryOf } from '#web/data.ts';
import { SignaturePad } from './signature-pad.tsx';
import { channelWords } from './words.ts';

const thanksMs = 20_000;

/** A tablet for visitors. Its address lets it hand in cards and see the texts, nothing else. */
export function ShowroomPage() {
  const { t } = useLingui();
  // Behind the #, so that it stands in no log on the way.
  const token = location.hash.slice(1);
  const isWhole = /^[\w-]{43}$/.test(token);
  const { data, error, refetch } = useQueryOf(openShowroom, isWhole ? { body: { token } } : null);
  const [round, setRound] = useState(0);
  useEffect(() => {
    document.title = t`Schauraum`;
  }, [t]);
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-2xl flex-col gap-5 px-6 py-8 text-lg">
      {error && <ErrorNote error={error} onRetry={() => void refetch()} />}
      {!isWhole && (
        <Note>
          <Trans>
            Zu dieser Adresse gehört kein Tablet. Ein neues starten Sie unter Einwilligungen → Wege; öffnen Sie hier die
            ganze Adresse, die dort steht.
          </Trans>
        </Note>
      )}
      {!data && !error && isWhole && <Skeleton lines={6} />}
      {data && (
        <BesideExhibits label={t`Kontakt`} token={token}>
          <Card key={round} onNext={() => setRound(round + 1)} shown={data} token={token} />
        </BesideExhibits>
      )}
    </main>
  );
}

const empty = { firstName: '', lastName: '', street: '', postalCode: '', city: '', email: '', phone: '' };

function Card({ shown, token, onNext }: { shown: Shown; token: string; onNext: () => void }) {
  const { t, i18n } = useLingui();
  const [draft, setDraft] = useState(empty);
  const [chosen, setChosen] = useState<string[]>([]);
  const [signature, setSignature] = useState<string | null>(null);
  // One card, however often it has to be sent.
  const [cardId] = useState(() => crypto.randomUUID());
  const hand = useMutationOf(handInCard, { quiet: true });
  const set = (field: keyof typeof empty) => (value: string) => setDraft({ ...draft, [field]: value });
  if (hand.isSuccess) return <Thanks onNext={onNext} />;

  const faults = hand.error?.code === 'card_incomplete' ? (hand.error.details['fields'] as string[]) : [];
  const fault = (field: string) => (faults.includes(field) ? t`Bitte prüfen Sie diese Angabe.` : undefined);
  const field = (
    name: keyof typeof empty,
    label: string,
    more: { type?: 'email' | 'tel'; required?: boolean } = {},
  ) => (
    <TextField label={label} maxLength={160} onChange={set(name)} value={draft[name]} error={fault(name)} {...more} />
  );
  const asked = shown.asked.filter(({ wordingId }) => chosen.includes(wordingId)).map(({ channel }) => channel);
  const given = Object.fromEntries(Object.entries(draft).filter(([, value]) => value.trim() !== ''));
  return (
    <form
      className="flex flex-col gap-5"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (signature)
          hand.mutate({
            body: { ...given, lastName: draft.lastName, token, cardId, wordingIds: chosen, signature },
          });
      }}
    >
      <h1 className="text-2xl font-semibold" id="page-title" tabIndex={-1}>
        <Trans>Bleiben wir in Kontakt</Trans>
      </h1>
      <p className="text-soft">{shown.company}</p>
      {hand.error && (
        <ErrorNote error={hand.error} kept={t`Ihre Angaben stehen noch hier. Bitte senden Sie sie noch einmal ab.`} />
      )}
      <div className="grid grid-cols-2 gap-4 phone:grid-cols-1">
        {field('firstName', t`Vorname`)}
        {field('lastName', t`Nachname`, { required: true })}
        {field('phone', t`Telefon`, { type: 'tel' })}
        {field('email', t`E-Mail`, { type: 'email' })}
        {field('street', t`Straße und Hausnummer`)}
        <div className="grid grid-cols-[8rem_1fr] gap-4">
          {field('postalCode', t`Postleitzahl`)}
          {field('city', t`Ort`)}
        </div>
      </div>
      <fieldset className="flex flex-col gap-3">
        <legend className="mb-2 font-semibold">{t`Wie dürfen wir Sie erreichen?`}</legend>
        {shown.asked.map(({ channel, wordingId, text }) => (
          <div className="flex items-start gap-3 border-t border-line pt-3" key={wordingId}>
            <input
              aria-describedby={`text-${channel}`}
              checked={chosen.includes(wordingId)}
              className="mt-0.5 size-6 shrink-0 accent-brass"
              id={`tick-${channel}`}
              onChange={({ target }) =>
                setChosen(target.checked ? [...chosen, wordingId] : chosen.filter((each) => each !== wordingId))
              }
              type="checkbox"
            />
            <span>
              <label className="block font-semibold" htmlFor={`tick-${channel}`}>
                {i18n._(channelWords[channel])}
              </label>
              <span className="whitespace-pre-line" id={`text-${channel}`}>
                {text}
              </span>
            </span>
          </div>
        ))}
      </fieldset>
      {asked.includes('phone') && (
        <p className="text-soft">{t`Für Anrufe verlangt das Gesetz (§ 7a UWG), dass wir Ihre Anschrift festhalten.`}</p>
      )}
      <SignaturePad onChange={setSignature} />
      <Button
        disabled={!draft.lastName.trim() || chosen.length === 0 || !signature}
        kind="primary"
        pending={hand.isPending}
        type="submit"
        wide
      >
        <Trans>Absenden</Trans>
      </Button>
      <Button kind="plain" onPress={onNext}>{t`Alles leeren`}</Button>
    </form>
  );
}

/** Then empty again: the next visitor finds nothing of this one. */
function Thanks({ onNext }: { onNext: () => void }) {
  const { t } = useLingui();
  const next = useRef(onNext);
  useEffect(() => {
    const timer = setTimeout(() => next.current(), thanksMs);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className="flex flex-1 flex-col items-center justify-center gap-5 text-center" role="status">
      <Icon className="text-allowed" name="allowed" size={24} />
      <h1 className="text-2xl font-semibold">{t`Vielen Dank!`}</h1>
      <p className="text-soft">
        <Trans>Ihre Einwilligung ist eingetragen. Sie können sie jederzeit widerrufen; sagen Sie es uns einfach.</Trans>
      </p>
      <Button onPress={onNext}>{t`Nächste Karte`}</Button>
    </div>
  );
}
