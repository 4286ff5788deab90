import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { getMyLine, type PassOnTo, type TelephoneTalk, type TelephoneWish } from '#telephony/contract';
import { Button } from '#web/components/button.tsx';
import { TextField } from '#web/components/fields.tsx';
import { useQueryOf } from '#web/data.ts';
import { formatPhone } from '#web/phone-numbers.ts';

type Ways = {
  /** Somebody can be asked before. */
  consults: boolean;
  onWish: (wish: TelephoneWish) => void;
};

/** To a colleague or to any number: at once, or after asking. */
export function PassOn({ consult, consults, onWish }: Ways & { consult: TelephoneTalk | null }) {
  const { t } = useLingui();
  const colleagues = useQueryOf(getMyLine).data?.colleagues ?? [];
  if (consult) {
    const number = consult.number === null ? '' : formatPhone(consult.number);
    const name = colleagues.find((one) => one.number === consult.number)?.name ?? number;
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
  return (
    <div className="flex flex-col gap-3 border-t border-line pt-3">
      {colleagues.length > 0 && (
        <ul className="flex max-h-60 flex-col gap-2 overflow-y-auto">
          {colleagues.map(({ lineId, name }) => (
            <li className="flex flex-wrap items-center gap-1" key={lineId}>
              <span className="min-w-0 flex-1 truncate">{name}</span>
              <Choice consults={consults} name={name} onWish={onWish} to={{ lineId }} />
            </li>
          ))}
        </ul>
      )}
      <ToANumber consults={consults} onWish={onWish} />
    </div>
  );
}

function ToANumber(ways: Ways) {
  const { t } = useLingui();
  const [typed, setTyped] = useState('');
  const number = typed.trim();
  return (
    <div className="flex flex-col gap-2">
      <TextField label={t`An eine andere Nummer`} onChange={setTyped} type="tel" value={typed} />
      {number && (
        <div className="flex justify-end gap-1">
          <Choice {...ways} name={number} to={{ number: number.slice(0, 40) }} />
        </div>
      )}
    </div>
  );
}

function Choice({ name, to, consults, onWish }: Ways & { name: string; to: PassOnTo }) {
  const { t } = useLingui();
  return (
    <>
      {consults && (
        <Button
          aria-label={t`${name} erst fragen`}
          onPress={() => onWish({ do: 'consult', to })}
        >{t`Erst fragen`}</Button>
      )}
      <Button
        aria-label={t`Gleich mit ${name} verbinden`}
        onPress={() => onWish({ do: 'transfer', to })}
      >{t`Verbinden`}</Button>
    </>
  );
}
