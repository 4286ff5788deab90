import { FieldError } from 'react-aria-components/FieldError';
import { Label } from 'react-aria-components/Label';
import { Text } from 'react-aria-components/Text';
import { Icon } from '#web/components/icon.tsx';

/** Label of a field that react-aria runs. */
export function FieldLabel({ children, required }: { children: React.ReactNode; required?: boolean | undefined }) {
  return (
    <Label className="text-sm font-medium text-soft">
      {children}
      {required && <span aria-hidden="true"> *</span>}
    </Label>
  );
}

export function FieldFoot({ hint, error }: { hint?: React.ReactNode; error?: string | undefined }) {
  return (
    <>
      {hint && !error && (
        <Text className="text-sm text-faint" slot="description">
          {hint}
        </Text>
      )}
      <FieldError className="flex items-start gap-1 text-sm text-refused">
        <Icon className="mt-0.5" name="careful" size={12} />
        <span>{error}</span>
      </FieldError>
    </>
  );
}
