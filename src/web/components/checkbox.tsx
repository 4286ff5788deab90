import { useEffect, useId, useRef } from 'react';
import { Icon } from '#web/components/icon.tsx';

export type OneChoice = {
  /** Shown beside the box; with `labelHidden` only spoken. */
  label: string;
  labelHidden?: boolean;
  hint?: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
  disabled?: boolean;
};

export function Checkbox({
  label,
  labelHidden,
  hint,
  checked,
  partly,
  onChange,
  disabled,
  skipTab,
}: OneChoice & {
  /** Some of what it stands for, not all. */
  partly?: boolean;
  /** Inside grids, which have keys of their own for it. */
  skipTab?: boolean;
}) {
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (box.current) box.current.indeterminate = partly ?? false;
  }, [partly]);
  return (
    <Choice disabled={disabled} hint={hint} label={label} labelHidden={labelHidden}>
      {(names) => (
        <span className="relative mt-0.5 flex size-4 shrink-0 phone:size-5">
          <input
            {...names}
            checked={checked}
            className="peer size-full appearance-none rounded-sm border border-strong bg-raised checked:border-brass-deep checked:bg-brass indeterminate:border-brass-deep indeterminate:bg-brass disabled:border-line"
            disabled={disabled}
            onChange={(event) => onChange(event.target.checked)}
            ref={box}
            tabIndex={skipTab ? -1 : undefined}
            type="checkbox"
          />
          <span className="pointer-events-none absolute inset-0 flex items-center justify-center text-brass-ink">
            {partly ? <Icon name="minus" size={12} /> : checked && <Icon name="check" size={12} />}
          </span>
        </span>
      )}
    </Choice>
  );
}

/** A control and its words. */
export function Choice({
  label,
  labelHidden,
  hint,
  disabled,
  children,
}: {
  label: string;
  labelHidden?: boolean | undefined;
  hint: string | undefined;
  disabled: boolean | undefined;
  children: (names: { 'aria-label'?: string; 'aria-describedby'?: string }) => React.ReactNode;
}) {
  const id = useId();
  const names = { ...(labelHidden && { 'aria-label': label }), ...(hint && { 'aria-describedby': id }) };
  return (
    <span className="inline-flex flex-col">
      <label className="inline-flex min-h-5 items-start gap-2 phone:min-h-11 phone:items-center">
        {children(names)}
        {!labelHidden && <span className={disabled ? 'text-faint' : undefined}>{label}</span>}
      </label>
      {hint && (
        <span className="pl-6 text-sm text-faint phone:-mt-2 phone:pl-7" id={id}>
          {hint}
        </span>
      )}
    </span>
  );
}
