import { Link as RouterLink } from '@tanstack/react-router';
import { classNames } from '#web/class-names.ts';

/** A way to another page of Klinke. `to` is its address with everything filled in: /menschen/018f…?view=calls. */
export function Link({
  to,
  children,
  quiet,
  className,
  ...rest
}: {
  to: string;
  children: React.ReactNode;
  /** Looks like the text around it until it is pointed at. */
  quiet?: boolean;
  className?: string;
  tabIndex?: number;
  onClick?: (event: React.MouseEvent) => void;
  'aria-label'?: string;
}) {
  return (
    <RouterLink
      {...rest}
      className={classNames(
        quiet
          ? 'hover:underline'
          : 'font-medium text-brass-deep underline decoration-brass-deep/40 underline-offset-2 hover:decoration-brass-deep',
        className,
      )}
      to={to}
    >
      {children}
    </RouterLink>
  );
}
