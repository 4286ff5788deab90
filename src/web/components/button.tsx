import { classNames } from '#web/class-names.ts';
import { Icon, type IconName } from '#web/components/icon.tsx';
import { Tooltip } from '#web/components/tooltip.tsx';

type Kind = 'primary' | 'quiet' | 'danger' | 'plain';

export type ButtonProps = {
  kind?: Kind;
  icon?: IconName;
  disabled?: boolean | undefined;
  /** Work is under way: the button keeps the focus and says so, and takes no second press. */
  pending?: boolean | undefined;
  wide?: boolean;
  /** In a narrow place: goes over several lines rather than out of it. */
  wraps?: boolean;
  type?: 'button' | 'submit';
  autoFocus?: boolean;
  onPress?: () => void;
  /** Somebody reaches for it: time to fetch what it will need. */
  onReach?: () => void;
  children?: React.ReactNode;
  id?: string;
} & React.AriaAttributes;

export function Button({ kind = 'quiet', wide, wraps, icon, children, pending, ...rest }: ButtonProps) {
  return (
    <PlainButton
      {...rest}
      className={classNames(
        'justify-center gap-1.5 px-3 font-medium disabled:border-line disabled:bg-transparent',
        wraps ? 'min-h-(--control) max-w-full py-1 text-left' : 'h-(--control) whitespace-nowrap',
        looks[kind],
        wide && 'w-full',
      )}
      pending={pending}
    >
      {pending ? <Icon className="animate-spin" name="spinner" /> : icon && <Icon name={icon} />}
      {children}
    </PlainButton>
  );
}

/** A button of one picture; `label` is its name for screen readers and its tooltip. */
export function IconButton({
  icon,
  label,
  kind = 'plain',
  keys,
  size = 16,
  small,
  ...rest
}: Omit<ButtonProps, 'children' | 'wide' | 'pending'> & {
  icon: IconName;
  label: string;
  keys?: string;
  size?: 16 | 20;
  /** For places inside a row; still 44 px to a finger. */
  small?: boolean;
}) {
  return (
    <Tooltip keys={keys} text={label}>
      <PlainButton
        {...rest}
        aria-label={label}
        className={classNames(
          'shrink-0 justify-center',
          small ? 'size-6 phone:size-(--control)' : 'size-(--control)',
          looks[kind],
        )}
      >
        <Icon name={icon} size={size} />
      </PlainButton>
    </Tooltip>
  );
}

function PlainButton({
  className,
  disabled,
  pending,
  onPress,
  onReach,
  type = 'button',
  ...rest
}: Omit<ButtonProps, 'kind' | 'icon' | 'wide'> & { className: string }) {
  return (
    <button
      {...rest}
      aria-disabled={pending}
      className={classNames(
        'inline-flex shrink-0 items-center rounded border select-none disabled:text-faint',
        className,
      )}
      disabled={disabled}
      onClick={(event) => {
        if (pending) return event.preventDefault();
        onPress?.();
      }}
      onPointerEnter={onReach}
      type={type}
    />
  );
}

const looks: Record<Kind, string> = {
  primary: 'border-transparent bg-brass text-brass-ink enabled:hover:bg-brass-hover',
  quiet: 'border-strong/50 bg-raised text-ink enabled:hover:bg-hover',
  danger: 'border-transparent bg-refused-solid text-refused-ink enabled:hover:opacity-90',
  plain:
    'border-transparent bg-transparent text-soft enabled:hover:bg-hover enabled:hover:text-ink aria-expanded:bg-hover',
};
