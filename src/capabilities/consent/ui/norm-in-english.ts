/** Longer before shorter. What laws are called stays; the DSGVO has an English name of its own. */
const english: readonly (readonly [string, string])[] = [
  ['(ausdrücklicher Wunsch, begrenzt auf sein Thema)', '(express wish, limited to its subject)'],
  ['(ausdrücklicher Wunsch)', '(express wish)'],
  ['betreffen nur Werbung', 'concern advertising only'],
  ['betrifft nur Werbung', 'concerns advertising only'],
  ['Bundesgesetz über das Gewerbe der Reisenden', 'Federal Act on Itinerant Trade'],
  ['UWG Anhang', 'UWG annex'],
  ['Produktregel', 'our own rule'],
  ['(Österreich)', '(Austria)'],
  ['(Schweiz)', '(Switzerland)'],
  ['DSGVO', 'GDPR'],
  ['RL 2002/58/EG', 'Directive 2002/58/EC'],
  ['Abs.', 'para.'],
  ['Satz', 'sentence'],
  ['Nr.', 'no.'],
  ['lit.', 'point'],
  ['und', 'and'],
];

export function inEnglish(norm: string): string {
  const text = english.reduce((so, [german, word]) => so.replaceAll(german, word), norm);
  return text.charAt(0).toUpperCase() + text.slice(1);
}
