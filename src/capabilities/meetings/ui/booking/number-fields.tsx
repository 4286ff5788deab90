import { useLingui } from '@lingui/react/macro';
import type { BookingPageView } from '#meetings/contract';
import { NumberField } from '#web/components/number-field.tsx';

export type Numbers = Pick<
  BookingPageView,
  | 'minutes'
  | 'stepMinutes'
  | 'beforeMinutes'
  | 'afterMinutes'
  | 'noticeMinutes'
  | 'horizonDays'
  | 'mostPerDay'
  | 'seats'
>;

export const usualNumbers: Numbers = {
  minutes: 30,
  stepMinutes: 30,
  beforeMinutes: 0,
  afterMinutes: 10,
  noticeMinutes: 120,
  horizonDays: 30,
  mostPerDay: null,
  seats: 1,
};

/** How long, how often, how far ahead. */
export function NumberFields({
  value,
  seated,
  onChange,
}: {
  value: Numbers;
  /** Not where a showroom says how many it takes. */
  seated: boolean;
  onChange: (value: Numbers) => void;
}) {
  const { t } = useLingui();
  const set = (change: Partial<Numbers>) => onChange({ ...value, ...change });
  const minutes = t`Min.`;
  return (
    <div className="grid grid-cols-3 gap-3 phone:grid-cols-2">
      <NumberField
        label={t`Dauer`}
        max={480}
        min={5}
        onChange={(given) => given !== null && set({ minutes: given })}
        unit={minutes}
        value={value.minutes}
      />
      <NumberField
        label={t`Beginn alle`}
        max={480}
        min={5}
        onChange={(given) => given !== null && set({ stepMinutes: given })}
        unit={minutes}
        value={value.stepMinutes}
      />
      <NumberField
        label={t`Frei davor`}
        max={480}
        min={0}
        onChange={(given) => given !== null && set({ beforeMinutes: given })}
        unit={minutes}
        value={value.beforeMinutes}
      />
      <NumberField
        label={t`Frei danach`}
        max={480}
        min={0}
        onChange={(given) => given !== null && set({ afterMinutes: given })}
        unit={minutes}
        value={value.afterMinutes}
      />
      <NumberField
        label={t`Spätestens vorher`}
        max={720}
        min={0}
        onChange={(given) => given !== null && set({ noticeMinutes: Math.round(given * 60) })}
        unit={t`Std.`}
        value={value.noticeMinutes / 60}
      />
      <NumberField
        label={t`Höchstens voraus`}
        max={365}
        min={1}
        onChange={(given) => given !== null && set({ horizonDays: given })}
        unit={t`Tage`}
        value={value.horizonDays}
      />
      <NumberField
        hint={t`Für jeden. Leer heißt beliebig viele.`}
        label={t`Am Tag höchstens`}
        max={100}
        min={1}
        onChange={(mostPerDay) => set({ mostPerDay })}
        value={value.mostPerDay}
      />
      {seated && (
        <NumberField
          hint={t`Je Gastgeber. Mehr als einer: wie in einem Schauraum.`}
          label={t`Plätze je Zeit`}
          max={100}
          min={1}
          onChange={(given) => given !== null && set({ seats: given })}
          value={value.seats}
        />
      )}
    </div>
  );
}
