/** Escape in a field gives the keys back to the page. */
export function leaveByEscape(event: React.KeyboardEvent): void {
  if (event.key !== 'Escape' || !(event.target instanceof HTMLElement)) return;
  event.preventDefault();
  event.target.blur();
}
