import { classNames } from '#web/class-names.ts';
import { Icon, type IconName } from '#web/components/icon.tsx';

/** Allowed, careful, not allowed, or not known: always picture and word. The only place where green, amber and red may mean something. */
export function Standing({
  kind,
  children,
  bare,
}: {
  kind: 'allowed' | 'careful' | 'refused' | 'unknown';
  /** The word. */
  children: React.ReactNode;
  /** Without the tinted ground, inside dense rows. */
  bare?: boolean;
}) {
  return (
    <span
      className={classNames(
        'inline-flex items-center gap-1 align-middle whitespace-nowrap',
        bare ? texts[kind] : `rounded-sm px-1.5 py-0.5 text-sm ${grounds[kind]}`,
      )}
    >
      <Icon name={kind} size={bare ? 16 : 12} />
      {children}
    </span>
  );
}

const texts = { allowed: 'text-allowed', careful: 'text-careful', refused: 'text-refused', unknown: 'text-faint' };
const grounds = {
  allowed: 'bg-allowed-soft text-allowed',
  careful: 'bg-careful-soft text-careful',
  refused: 'bg-refused-soft text-refused',
  unknown: 'bg-hover text-soft',
};

/** A short fact without judgement: a tag, a role, a state. */
export function Badge({ children, icon, strong }: { children: React.ReactNode; icon?: IconName; strong?: boolean }) {
  return (
    <span
      className={classNames(
        'inline-flex max-w-full items-center gap-1 rounded-sm align-middle px-1.5 py-0.5 text-xs font-medium whitespace-nowrap',
        strong ? 'bg-brass-soft text-brass-deep' : 'bg-hover text-soft',
      )}
    >
      {icon && <Icon name={icon} size={12} />}
      <span className="truncate">{children}</span>
    </span>
  );
}
