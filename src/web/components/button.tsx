import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components/Button';
import { classNames } from '#web/class-names.ts';
import { Icon, type IconName } from '#web/components/icon.tsx';
import { Tooltip } from '#web/components/tooltip.tsx';

type Kind = 'primary' | 'quiet' | 'danger' | 'plain';

export type ButtonProps = Omit<AriaButtonProps, 'className' | 'style' | 'isDisabled' | 'isPending'> & {
  kind?: Kind;
  icon?: IconName;
  disabled?: boolean;
  /** Work is under way: the button stays focused and says so, and takes no second press. */
  pending?: boolean;
  wide?: boolean;
  children?: React.ReactNode;
};

export function Button({ kind = 'quiet', icon, disabled, pending, wide, children, ...rest }: ButtonProps) {
  return (
    <AriaButton
      {...rest}
      className={classNames(
        'inline-flex h-(--control) shrink-0 items-center justify-center gap-1.5 rounded border px-3 font-medium whitespace-nowrap select-none',
        'data-disabled:border-line data-disabled:bg-transparent data-disabled:text-faint',
        looks[kind],
        wide && 'w-full',
      )}
      isDisabled={disabled ?? false}
      isPending={pending ?? false}
    >
      {pending ? <Icon className="animate-spin" name="spinner" /> : icon && <Icon name={icon} />}
      {children}
    </AriaButton>
  );
}

/** A button of one picture; `label` is its name for screen readers and its tooltip. */
export function IconButton({
  icon,
  label,
  kind = 'plain',
  keys,
  size = 16,
  disabled,
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
      <AriaButton
        {...rest}
        aria-label={label}
        className={classNames(
          'inline-flex shrink-0 items-center justify-center rounded border select-none',
          'data-disabled:text-faint',
          small ? 'size-6 phone:size-(--control)' : 'size-(--control)',
          looks[kind],
        )}
        isDisabled={disabled ?? false}
      >
        <Icon name={icon} size={size} />
      </AriaButton>
    </Tooltip>
  );
}

const looks: Record<Kind, string> = {
  primary: 'border-transparent bg-brass text-brass-ink data-hovered:bg-brass-hover data-pressed:bg-brass-hover',
  quiet: 'border-strong/50 bg-raised text-ink data-hovered:bg-hover data-pressed:bg-hover',
  danger: 'border-transparent bg-refused-solid text-refused-ink data-hovered:opacity-90 data-pressed:opacity-80',
  plain:
    'border-transparent bg-transparent text-soft data-hovered:bg-hover data-hovered:text-ink data-pressed:bg-hover aria-expanded:bg-hover',
};
