import { Trans, useLingui } from '@lingui/react/macro';
import { getMyLine, type TelephoneTalk, type TelephoneWish } from '#telephony/contract';
import { Button } from '#web/components/button.tsx';
import { useQueryOf } from '#web/data.ts';

/** To a colleague: at once, or after asking them. */
export function PassOn({
  consult,
  consults,
  onWish,
}: {
  consult: TelephoneTalk | null;
  consults: boolean;
  onWish: (wish: TelephoneWish) => void;
}) {
  const { t } = useLingui();
  const colleagues = useQueryOf(getMyLine).data?.colleagues ?? [];
  if (consult) {
    const name = colleagues.find(({ number }) => number === consult.number)?.name ?? consult.number;
    return (
      <div className="flex flex-col gap-2 border-t border-line pt-3">
        <p aria-live="polite" className="text-sm text-soft">
          {consult.state === 'talking' ? (
            <Trans>Sie sprechen mit {name}.</Trans>
          ) : (
            <Trans>{name} wird angerufen.</Trans>
          )}
        </p>
        <div className="flex gap-2">
          <Button
            disabled={consult.state !== 'talking'}
            kind="primary"
            onPress={() => onWish({ do: 'handOver' })}
            wide
          >{t`Verbinden`}</Button>
          <Button onPress={() => onWish({ do: 'takeBack' })} wide>{t`Zurück`}</Button>
        </div>
      </div>
    );
  }
  if (colleagues.length === 0)
    return (
      <p className="border-t border-line pt-3 text-sm text-soft">
        <Trans>Es hat noch niemand anderes im Team einen Anschluss.</Trans>
      </p>
    );
  return (
    <ul className="flex max-h-60 flex-col gap-2 overflow-y-auto border-t border-line pt-3">
      {colleagues.map(({ lineId, name }) => (
        <li className="flex flex-wrap items-center gap-1" key={lineId}>
          <span className="min-w-0 flex-1 truncate">{name}</span>
          {consults && (
            <Button
              aria-label={t`${name} erst fragen`}
              onPress={() => onWish({ do: 'consult', lineId })}
            >{t`Erst fragen`}</Button>
          )}
          <Button
            aria-label={t`Gleich mit ${name} verbinden`}
            onPress={() => onWish({ do: 'transfer', lineId })}
          >{t`Verbinden`}</Button>
        </li>
      ))}
    </ul>
  );
}
