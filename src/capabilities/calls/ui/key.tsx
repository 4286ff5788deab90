import { Kbd } from '#web/components/kbd.tsx';

/** The key that does the same; where there is a keyboard. */
export function Key({ keys }: { keys: string }) {
  return (
    <span className="contents phone:hidden pointer-coarse:hidden">
      <Kbd keys={keys} />
    </span>
  );
}
