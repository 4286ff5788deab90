import { useLingui } from '@lingui/react/macro';
import { Icon, type IconName } from '#web/components/icon.tsx';

/** A filter that reads as a sentence: "Ort ist Kassel". Pressing it changes it, the cross takes it away. */
export function Chip({
  children,
  label,
  onPress,
  onRemove,
  removeLabel,
  icon,
}: {
  children: React.ReactNode;
  /** What the filter says, for the name of the cross. */
  label: string;
  onPress?: () => void;
  onRemove?: () => void;
  /** Where it is no filter. */
  removeLabel?: string;
  icon?: IconName;
}) {
  const { t } = useLingui();
  const words = (
    <>
      {icon && <Icon name={icon} size={12} />}
      {children}
    </>
  );
  return (
    <span className="inline-flex h-6 items-stretch overflow-hidden rounded border border-line bg-raised text-sm phone:h-9">
      {onPress ? (
        <button
          type="button"
          className="inline-flex items-center gap-1 px-2 focus-visible:-outline-offset-2 hover:bg-hover"
          onClick={onPress}
        >
          {words}
        </button>
      ) : (
        <span className="inline-flex items-center gap-1 px-2">{words}</span>
      )}
      {onRemove && (
        <button
          type="button"
          aria-label={removeLabel ?? t`Filter entfernen: ${label}`}
          className="flex w-6 items-center justify-center border-l border-line text-faint focus-visible:-outline-offset-2 hover:bg-hover hover:text-ink phone:w-9"
          onClick={onRemove}
        >
          <Icon name="close" size={12} />
        </button>
      )}
    </span>
  );
}
