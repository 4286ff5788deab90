import { Tooltip as AriaTooltip, TooltipTrigger } from 'react-aria-components/Tooltip';
import { Kbd } from '#web/components/kbd.tsx';

/** A word about the control inside, after a moment's rest or on keyboard focus. Never the only place of something needed. */
export function Tooltip({
  text,
  keys,
  children,
}: {
  text: string;
  keys?: string | undefined;
  children: React.ReactElement;
}) {
  return (
    <TooltipTrigger closeDelay={60} delay={500}>
      {children}
      <AriaTooltip
        className="appear flex max-w-72 items-center gap-2 rounded bg-ink px-2 py-1 text-xs text-paper shadow"
        offset={6}
      >
        {text}
        {keys && <Kbd keys={keys} onInk />}
      </AriaTooltip>
    </TooltipTrigger>
  );
}
