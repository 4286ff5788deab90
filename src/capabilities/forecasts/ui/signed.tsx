import { useFormat } from '#web/format.ts';

/** A difference of amounts, with its sign. */
export function Signed({ cents, currency, whole = false }: { cents: number; currency: string; whole?: boolean }) {
  const format = useFormat();
  const size = Math.abs(cents);
  const words = whole ? format.wholeMoney(size, currency) : format.money(size, currency);
  return (
    <span className="shrink-0 whitespace-nowrap tabular-nums">
      {cents === 0 ? '±0' : `${cents > 0 ? '+' : '−'}${words}`}
    </span>
  );
}
