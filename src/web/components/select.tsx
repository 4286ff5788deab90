import { Button as AriaButton } from 'react-aria-components/Button';
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox';
import { Popover } from 'react-aria-components/Popover';
import { Select as AriaSelect, SelectValue } from 'react-aria-components/Select';
import { FieldFoot, FieldLabel, type FieldProps } from '#web/components/fields.tsx';
import { Icon, type IconName } from '#web/components/icon.tsx';

export type Option<Value extends string = string> = {
  value: Value;
  label: string;
  hint?: string;
  icon?: IconName;
  disabled?: boolean;
};

export type SelectProps<Value extends string> = FieldProps & {
  options: readonly Option<Value>[];
  value: Value | null;
  onChange: (value: Value) => void;
  placeholder?: string;
};

export function Select<Value extends string>(props: SelectProps<Value>) {
  const {
    label,
    labelHidden,
    hint,
    error,
    required,
    disabled,
    options,
    value,
    onChange,
    placeholder,
    autoFocus,
    name,
  } = props;
  return (
    <AriaSelect
      {...(labelHidden && { 'aria-label': label })}
      {...(placeholder !== undefined && { placeholder })}
      {...(name && { name })}
      autoFocus={autoFocus ?? false}
      className="flex min-w-0 flex-col gap-1"
      isDisabled={disabled ?? false}
      isInvalid={Boolean(error)}
      isRequired={required ?? false}
      onChange={(key) => onChange(key as Value)}
      validationBehavior="aria"
      value={value}
    >
      {!labelHidden && <FieldLabel required={required}>{label}</FieldLabel>}
      <AriaButton className="field justify-between gap-2 text-left">
        <SelectValue className="min-w-0 flex-1 truncate data-placeholder:text-faint">
          {({ selectedText, defaultChildren }) => selectedText || defaultChildren}
        </SelectValue>
        <Icon className="text-faint" name="chevron-down" size={12} />
      </AriaButton>
      <FieldFoot error={error} hint={hint} />
      <Popover className="appear min-w-(--trigger-width) rounded border border-line bg-raised p-1 shadow" offset={4}>
        <Options options={options} />
      </Popover>
    </AriaSelect>
  );
}

/** The list that opens below a field. */
export function Options<Value extends string>({ options }: { options: readonly Option<Value>[] }) {
  return (
    <ListBox
      className="max-h-80 overflow-auto outline-none"
      items={options.map((option) => ({ ...option, id: option.value }))}
    >
      {(option) => <OptionRow option={option} />}
    </ListBox>
  );
}

export function OptionRow({ option }: { option: Option }) {
  return (
    <ListBoxItem
      className="group flex min-h-(--control) items-center gap-2 rounded-sm px-2 py-1 outline-none data-disabled:text-faint data-focused:bg-hover data-selected:font-medium"
      id={option.value}
      isDisabled={option.disabled ?? false}
      textValue={option.label}
    >
      {option.icon && <Icon className="text-faint" name={option.icon} />}
      <span className="min-w-0 flex-1">
        <span className="block truncate">{option.label}</span>
        {option.hint && (
          <span className="block truncate text-sm text-faint" slot="description">
            {option.hint}
          </span>
        )}
      </span>
      <Icon className="text-brass-deep opacity-0 group-data-selected:opacity-100" name="check" />
    </ListBoxItem>
  );
}
