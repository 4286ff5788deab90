/** Why the undoing of an import leaves something where it is; the weightiest first. */
export const keptReasons = [
  'removed',
  'call',
  'deal',
  'next_step',
  'note',
  'consent',
  'changed',
  'other_import',
  'people',
] as const;
export type KeptReason = (typeof keptReasons)[number];

export type Found = {
  /** Removed by hand: it lies where it can be brought back from. */
  removed: boolean;
  /** The types of the events that people, not imports, brought about. */
  byHand: readonly string[];
  hasDeal?: boolean;
  /** The ledger has an entry that does not come from this import. */
  hasWord?: boolean;
  otherImport?: boolean;
  peopled?: boolean;
};

/** Undefined: nobody has done anything with it, so it goes. */
export function keptBecause(found: Found): KeptReason | undefined {
  const reasons = new Set<KeptReason>(found.byHand.map(reasonOf));
  if (found.removed) reasons.add('removed');
  if (found.hasDeal) reasons.add('deal');
  if (found.hasWord) reasons.add('consent');
  if (found.otherImport) reasons.add('other_import');
  if (found.peopled) reasons.add('people');
  return keptReasons.find((reason) => reasons.has(reason));
}

function reasonOf(eventType: string): KeptReason {
  switch (eventType.split('.')[0]) {
    case 'calls':
      return 'call';
    case 'deals':
      return 'deal';
    case 'next-steps':
      return 'next_step';
    case 'timeline':
      return 'note';
    case 'consent':
      return 'consent';
    default:
      return 'changed';
  }
}
