import { useRef } from 'react';
import { Button as AriaButton } from 'react-aria-components/Button';
import { Header } from 'react-aria-components/Header';
import { ListBox, ListBoxItem, ListBoxSection } from 'react-aria-components/ListBox';
import { Popover } from 'react-aria-components/Popover';
import { Select as AriaSelect, SelectValue } from 'react-aria-components/Select';
import { FieldFoot, FieldLabel } from '#web/components/aria-field.tsx';
import { Icon } from '#web/components/icon.tsx';
import type { Option, SelectProps } from '#web/components/select.tsx';

export function OpenSelect(props: SelectProps<string>) {
  const { label, labelHidden, hint, error, required, disabled, options, value, onChange, placeholder } = props;
  // The button that had the focus before the list was fetched is gone.
  const button = useRef<HTMLButtonElement>(null);
  return (
    <AriaSelect
      {...(labelHidden && { 'aria-label': label })}
      {...(placeholder !== undefined && { placeholder })}
      className="flex min-w-0 flex-col gap-1"
      defaultOpen
      isDisabled={disabled ?? false}
      isInvalid={Boolean(error)}
      onOpenChange={(open) => !open && requestAnimationFrame(() => button.current?.focus())}
      isRequired={required ?? false}
      onChange={(key) => onChange(String(key))}
      validationBehavior="aria"
      value={value}
    >
      {!labelHidden && <FieldLabel required={required}>{label}</FieldLabel>}
      <AriaButton ref={button} className="field justify-between gap-2 text-left">
        <SelectValue className="min-w-0 flex-1 truncate data-placeholder:text-faint">
          {({ selectedText, defaultChildren }) => selectedText || defaultChildren}
        </SelectValue>
        <Icon className="text-faint" name="chevron-down" size={12} />
      </AriaButton>
      <FieldFoot error={error} hint={hint} />
      <Popover className="appear min-w-(--trigger-width) rounded border border-line bg-raised p-1 shadow" offset={4}>
        <ListBox className="max-h-80 overflow-auto outline-none">
          {[...Map.groupBy(options, ({ group }) => group)].map(([group, entries]) =>
            group === undefined ? (
              entries.map((option) => <OptionRow key={option.value} option={option} />)
            ) : (
              <ListBoxSection key={group}>
                <Header className="px-2 pt-2 pb-1 text-xs font-medium text-faint">{group}</Header>
                {entries.map((option) => (
                  <OptionRow key={option.value} option={option} />
                ))}
              </ListBoxSection>
            ),
          )}
        </ListBox>
      </Popover>
    </AriaSelect>
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
