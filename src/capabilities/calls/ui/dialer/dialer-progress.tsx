import { Plural, Trans, useLingui } from '@lingui/react/macro';
import type { DialerSession, PassedBecause } from '#calls/contract';
import { RefusalText } from '#consent/ui';
import { TimeText } from '#web/components/texts.tsx';

/** How far the list is, and who was not called, with the reason in plain words. */
export function DialerProgress({ session: { counts } }: { session: DialerSession }) {
  const { t } = useLingui();
  const refused = counts.refused.reduce((sum, { people }) => sum + people, 0);
  const facts = [
    { label: t`noch offen`, people: counts.open },
    { label: t`angerufen`, people: counts.called },
    { label: t`von Hand übersprungen`, people: counts.skipped },
    { label: t`nicht erlaubt`, people: refused },
  ];
  return (
    <aside
      aria-label={t`Stand der Liste`}
      className="w-72 shrink-0 overflow-y-auto border-l border-line px-5 py-4 phone:w-auto phone:border-t phone:border-l-0 phone:px-4"
    >
      <h2 className="font-semibold">
        <Plural one="# Mensch in der Liste" other="# Menschen in der Liste" value={counts.people} />
      </h2>
      <dl className="grid grid-cols-[1fr_auto] gap-x-3 gap-y-1 pt-2 tabular-nums">
        {facts.map(({ label, people }) => (
          <div className="contents" key={label}>
            <dt className="text-soft">{label}</dt>
            <dd className="text-right font-medium">{people}</dd>
          </div>
        ))}
      </dl>
      {counts.refused.length > 0 && (
        <>
          <h3 className="pt-4 pb-1 font-semibold">
            <Trans>Nicht angerufen, weil</Trans>
          </h3>
          <ul className="flex flex-col gap-2">
            {counts.refused.map(({ because, people, again }) => (
              <li className="flex gap-2 text-sm" key={because}>
                <span className="w-7 shrink-0 text-right font-medium tabular-nums">{people}</span>
                <span className="text-soft">
                  <Because because={because} />
                  {again && (
                    <span className="block">
                      <Trans>
                        Kommen wieder ab <TimeText at={again} withDay />.
                      </Trans>
                    </span>
                  )}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </aside>
  );
}

function Because({ because }: { because: PassedBecause }) {
  if (because === 'no_number') return <Trans>Es ist keine Telefonnummer hinterlegt.</Trans>;
  if (because === 'number_wrong') return <Trans>Die Nummer ist als falsch vermerkt.</Trans>;
  return <RefusalText because={because} />;
}
