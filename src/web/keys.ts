import { useEffect, useLayoutEffect, useRef } from 'react';

export type KeyBinding = {
  /** "j", "g h" (one after the other), "mod+k" (Ctrl or ⌘), "shift+Enter", "?". Letters as on the keyboard of the user. */
  keys: string;
  label: string;
  run: () => void;
  /** Works inside text fields too; only for combinations with mod. */
  everywhere?: boolean;
  /** Stands in a dialog itself, and works while that is open. */
  inDialog?: boolean;
  /** Not listed under `?`. */
  hidden?: boolean;
};

/** Keys that work while the component is there. Later ones win. They rest inside text fields and while a dialog is open. */
export function useKeys(bindings: readonly KeyBinding[], active = true): void {
  const current = useRef(bindings);
  useLayoutEffect(() => {
    current.current = bindings;
  });
  useEffect(() => {
    if (!active) return;
    const entry = () => current.current;
    stack.push(entry);
    return () => void stack.splice(stack.indexOf(entry), 1);
  }, [active]);
}

/** All keys that would work now, for the help. */
export function keysInForce(): readonly KeyBinding[] {
  const byKeys = new Map<string, KeyBinding>();
  for (const binding of stack.flatMap((entry) => entry())) byKeys.set(binding.keys, binding);
  return [...byKeys.values()].filter((binding) => !binding.hidden);
}

const stack: (() => readonly KeyBinding[])[] = [];
let begun = '';
let begunAt = 0;

export function listenForKeys(): void {
  document.addEventListener('keydown', (event) => {
    if (
      event.defaultPrevented ||
      event.isComposing ||
      ['Shift', 'Control', 'Alt', 'Meta', 'AltGraph'].includes(event.key)
    )
      return;
    const pressed = nameOf(event);
    const typing = isTyping(event.target);
    const sequence = begun && event.timeStamp - begunAt < 1200 ? `${begun} ${pressed}` : '';
    begun = '';

    const usable = stack
      .toReversed()
      .flatMap((entry) => entry())
      .filter((binding) => (binding.everywhere ? true : !typing && (binding.inDialog || !modalOpen())))
      // Enter and Space alone belong to the control that has the focus.
      .filter(() => !['Enter', ' '].includes(pressed) || !isControl(event.target));
    const hit =
      usable.find((binding) => sequence && binding.keys === sequence) ??
      usable.find((binding) => binding.keys === pressed);
    if (hit) {
      event.preventDefault();
      hit.run();
      return;
    }
    if (usable.some((binding) => binding.keys.startsWith(`${pressed} `))) {
      begun = pressed;
      begunAt = event.timeStamp;
    }
  });
}

function nameOf(event: KeyboardEvent): string {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const mod = event.ctrlKey || event.metaKey ? 'mod+' : '';
  // Shift is part of the sign itself for ? and /, which sit elsewhere on every keyboard.
  const shift = event.shiftKey && (event.key.length > 1 || /[a-zäöü]/.test(key)) ? 'shift+' : '';
  return `${mod}${event.altKey ? 'alt+' : ''}${shift}${key}`;
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement)
    return !['checkbox', 'radio', 'button', 'submit', 'range'].includes(target.type);
  return (
    target.isContentEditable ||
    target.matches('textarea, select, [role=combobox], [role=menuitem], [role=option], [role=spinbutton]')
  );
}

function isControl(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest('button, a[href], summary, [role=tab], [role=button], input, label') !== null
  );
}

function modalOpen(): boolean {
  return document.querySelector('[data-modal]') !== null;
}
