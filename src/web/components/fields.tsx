import { useId } from 'react';
import { FieldError } from 'react-aria-components/FieldError';
import { Input } from 'react-aria-components/Input';
import { Label } from 'react-aria-components/Label';
import { Text } from 'react-aria-components/Text';
import { TextArea } from 'react-aria-components/TextArea';
import { TextField as AriaTextField } from 'react-aria-components/TextField';
import { classNames } from '#web/class-names.ts';
import { Icon, type IconName } from '#web/components/icon.tsx';

/** What every field says about itself. */
export type FieldProps = {
  label: string;
  /** The label is there for screen readers only, where the place already says it. */
  labelHidden?: boolean;
  hint?: React.ReactNode;
  /** The refusal for this field; stands until the value changes. */
  error?: string | undefined;
  required?: boolean;
  disabled?: boolean;
  autoFocus?: boolean;
  name?: string;
};

export type TextFieldProps = FieldProps & {
  value?: string;
  defaultValue?: string;
  onChange?: (value: string) => void;
  onBlur?: () => void;
  type?: 'text' | 'email' | 'password' | 'search' | 'tel' | 'url';
  autoComplete?: string;
  placeholder?: string;
  icon?: IconName;
  multiline?: boolean;
  rows?: number;
  maxLength?: number;
  minLength?: number;
};

export function TextField(props: TextFieldProps) {
  const {
    label,
    labelHidden,
    hint,
    error,
    required,
    disabled,
    multiline,
    rows = 3,
    icon,
    placeholder,
    autoComplete = 'off',
    ...rest
  } = props;
  return (
    <AriaTextField
      {...rest}
      {...(labelHidden && { 'aria-label': label })}
      className="flex min-w-0 flex-col gap-1"
      isDisabled={disabled ?? false}
      isInvalid={Boolean(error)}
      isRequired={required ?? false}
      validationBehavior="aria"
    >
      {!labelHidden && <FieldLabel required={required}>{label}</FieldLabel>}
      {multiline ? (
        <TextArea className="field min-h-16 resize-y py-1.5 leading-5" placeholder={placeholder ?? ''} rows={rows} />
      ) : (
        <span className="relative flex items-center">
          {icon && <Icon className="pointer-events-none absolute left-2 text-faint" name={icon} />}
          <Input
            autoComplete={autoComplete}
            className={classNames('field', icon && 'pl-7.5')}
            placeholder={placeholder ?? ''}
          />
        </span>
      )}
      <FieldFoot error={error} hint={hint} />
    </AriaTextField>
  );
}

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

/** A labelled place for a control that is no field of its own. */
export function Labelled({
  label,
  hint,
  children,
}: {
  label: string;
  hint?: string;
  children: (id: string) => React.ReactNode;
}) {
  const id = useId();
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <label className="text-sm font-medium text-soft" htmlFor={id}>
        {label}
      </label>
      {children(id)}
      {hint && <span className="text-sm text-faint">{hint}</span>}
    </div>
  );
}
