import { downloadPicture } from '#audiences/contract';
import { addressOf } from '#web/api.ts';
import { classNames } from '#web/class-names.ts';
import { Icon } from '#web/components/icon.tsx';

/** The face that somebody gave it; until then a drawn sign. The name stands beside it. */
export function AvatarPicture({
  avatar,
  size,
}: {
  avatar: { id: string; pictureId: string | null } | undefined;
  size: 'small' | 'large';
}) {
  const look = classNames('shrink-0 rounded-full border border-line', size === 'small' ? 'size-10' : 'size-24');
  if (avatar?.pictureId)
    return (
      <img
        alt=""
        className={`${look} object-cover`}
        src={addressOf(downloadPicture, { params: { avatarId: avatar.id }, query: { picture: avatar.pictureId } })}
      />
    );
  return (
    <span
      aria-hidden="true"
      className={`${look} inline-flex items-center justify-center bg-brass-soft text-brass-deep`}
    >
      <Icon name="person" size={size === 'small' ? 20 : 24} />
    </span>
  );
}
