import { useLingui } from '@lingui/react/macro';
import { useEffect, useRef, useState } from 'react';
import { ComboBox as AriaComboBox } from 'react-aria-components/ComboBox';
import { Input } from 'react-aria-components/Input';
import { ListBox } from 'react-aria-components/ListBox';
import { Popover } from 'react-aria-components/Popover';
import { useAutoFocus } from '#web/auto-focus.ts';
import { FieldFoot, FieldLabel } from '#web/components/aria-field.tsx';
import type { ComboBoxProps } from '#web/components/combo-box.tsx';
import { Icon } from '#web/components/icon.tsx';
import { OptionRow } from '#web/components/open-select.tsx';
import type { Option } from '#web/components/select.tsx';

export function OpenComboBox(props: ComboBoxProps<Option>) {
  const { label, labelHidden, hint, error, required, disabled, value, onChange, search, placeholder, onCreate } = props;
  const autoFocus = useAutoFocus(props.autoFocus);
  const { t } = useLingui();
  const [text, setText] = useState(value?.label ?? '');
  const { found, looking, look } = useSearch(search);
  const [shown, setShown] = useState(value?.value);
  if (shown !== value?.value) {
    setShown(value?.value);
    setText(value?.label ?? '');
  }

  const typed = text.trim();
  const offersNew =
    onCreate && typed !== '' && typed !== value?.label && !found.some((option) => option.label === typed);
  const items: readonly Option[] = offersNew
    ? [...found, { value: NEW, label: t`„${typed}“ neu anlegen`, icon: 'plus' }]
    : found;

  return (
    <AriaComboBox<Option>
      {...(labelHidden && { 'aria-label': label })}
      allowsEmptyCollection
      autoFocus={autoFocus}
      className="flex min-w-0 flex-col gap-1"
      defaultFilter={() => true}
      inputValue={text}
      isDisabled={disabled ?? false}
      isInvalid={Boolean(error)}
      isRequired={required ?? false}
      items={items.map((option) => ({ ...option, id: option.value }))}
      menuTrigger="focus"
      onChange={(key) => {
        if (key === NEW) return onCreate?.(typed);
        const chosen = found.find((option) => option.value === key) ?? (key === value?.value ? value : null);
        setText(chosen?.label ?? '');
        onChange(chosen);
      }}
      onInputChange={(next) => {
        setText(next);
        look(next === value?.label ? '' : next);
      }}
      onOpenChange={(open) => {
        if (open) look(typed === value?.label ? '' : typed);
      }}
      validationBehavior="aria"
      value={value?.value ?? null}
    >
      {!labelHidden && <FieldLabel required={required}>{label}</FieldLabel>}
      <span className="relative flex items-center">
        <Input className="field pr-8" {...(placeholder !== undefined && { placeholder })} />
        <Icon
          className={
            looking
              ? 'pointer-events-none absolute right-2 animate-spin text-faint'
              : 'pointer-events-none absolute right-2 text-faint'
          }
          name={looking ? 'spinner' : 'search'}
        />
      </span>
      <FieldFoot error={error} hint={hint} />
      <Popover className="appear w-(--trigger-width) rounded border border-line bg-raised p-1 shadow" offset={4}>
        <ListBox<Option>
          className="max-h-80 overflow-auto outline-none"
          renderEmptyState={() => (
            <p className="px-2 py-1.5 text-faint">{looking ? t`Suche …` : t`Nichts gefunden.`}</p>
          )}
        >
          {(option) => <OptionRow option={option} />}
        </ListBox>
      </Popover>
    </AriaComboBox>
  );
}

const NEW = '\u0000new';

function useSearch<Found>(search: (text: string, signal: AbortSignal) => Promise<readonly Found[]>) {
  const [found, setFound] = useState<readonly Found[]>([]);
  const [looking, setLooking] = useState(false);
  const running = useRef<AbortController>(undefined);

  useEffect(() => () => running.current?.abort(), []);

  function look(text: string) {
    running.current?.abort();
    const abort = new AbortController();
    running.current = abort;
    setLooking(true);
    const ask = async (): Promise<void> => {
      try {
        const answer = await search(text, abort.signal);
        if (!abort.signal.aborted) setFound(answer);
      } catch {
        if (!abort.signal.aborted) setFound([]);
      } finally {
        if (!abort.signal.aborted) setLooking(false);
      }
    };
    const started = setTimeout(() => void ask(), 120);
    abort.signal.addEventListener('abort', () => clearTimeout(started));
  }

  return { found, looking, look };
}
