import { lazy, Suspense, useState } from 'react';
import { classNames } from '#web/class-names.ts';
import { type FieldProps, useFieldParts } from '#web/components/fields.tsx';
import { Icon, type IconName } from '#web/components/icon.tsx';

export type Option<Value extends string = string> = {
  value: Value;
  label: string;
  hint?: string;
  icon?: IconName;
  disabled?: boolean;
  /** Options of one group stand together, under its name. */
  group?: string;
};

export type SelectProps<Value extends string> = FieldProps & {
  options: readonly Option<Value>[];
  value: Value | null;
  onChange: (value: Value) => void;
  placeholder?: string;
};

const load = () => import('#web/components/open-select.tsx');
const OpenSelect = lazy(async () => ({ default: (await load()).OpenSelect }));

/** One of several. The list is fetched when somebody reaches for it. */
export function Select<Value extends string>(props: SelectProps<Value>) {
  const [wanted, setWanted] = useState(false);
  const closed = <ClosedSelect {...props} onOpen={() => setWanted(true)} />;
  if (!wanted) return closed;
  return (
    <Suspense fallback={closed}>
      <OpenSelect {...props} onChange={(value) => props.onChange(value as Value)} />
    </Suspense>
  );
}

function ClosedSelect<Value extends string>(props: SelectProps<Value> & { onOpen: () => void }) {
  const { options, value, placeholder, autoFocus, onOpen } = props;
  const { control, label, foot } = useFieldParts(props);
  const { 'aria-required': _, 'aria-invalid': invalid, 'aria-label': name, ...rest } = control;
  const chosen = options.find((option) => option.value === value);
  return (
    <div className="flex min-w-0 flex-col gap-1">
      {label}
      <button
        {...rest}
        aria-expanded="false"
        aria-haspopup="listbox"
        {...(name
          ? { 'aria-label': [name, chosen?.label].filter(Boolean).join(': ') }
          : { 'aria-labelledby': `${control.id}-label ${control.id}` })}
        autoFocus={autoFocus}
        className="field justify-between gap-2 text-left"
        data-invalid={invalid}
        onClick={onOpen}
        onFocus={() => void load()}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
          event.preventDefault();
          onOpen();
        }}
        onPointerEnter={() => void load()}
        type="button"
      >
        <span className={classNames('min-w-0 flex-1 truncate', !chosen && 'text-faint')}>
          {chosen?.label ?? placeholder}
        </span>
        <Icon className="text-faint" name="chevron-down" size={12} />
      </button>
      {foot}
    </div>
  );
}
