import { Icon } from '#web/components/icon.tsx';
import { classNames } from '#web/class-names.ts';

/** A drawn sign until somebody gives it a picture. */
export function AvatarPicture({ size }: { size: 'small' | 'large' }) {
  return (
    <span
      aria-hidden="true"
      className={classNames(
        'inline-flex shrink-0 items-center justify-center rounded-full border border-line bg-brass-soft text-brass-deep',
        size === 'small' ? 'size-10' : 'size-24',
      )}
    >
      <Icon name="person" size={size === 'small' ? 20 : 24} />
    </span>
  );
}
