/**
 * Listening to what is not said in public is a crime (§ 201 StGB) unless both know and agree. Whoever telephones reads this out, and says that they did.
 */
export function listenNotice(name: string): string {
  return `Darf ${name} aus unserem Team bei diesem Gespräch mithören? Sie können gern nein sagen.`;
}

/** What they confirm with that. */
export const listenConfirmation = 'Der Kunde weiß Bescheid, einverstanden';
