/** What we add to a mail that advertises: who it is from, and how to be left alone (§ 7 Abs. 2 Nr. 3 and Abs. 3 Nr. 4 UWG). */
export function withUnsubscribeNote(
  text: string,
  { company, unsubscribe, locale }: { company: string; unsubscribe: string; locale: 'de' | 'en' },
): string {
  const note =
    locale === 'en'
      ? `No more advertising from us by e-mail: ${unsubscribe}\nOr simply reply to this mail. You may object to the use of your address for advertising at any time, at no cost other than transmission at basic rates.`
      : `Keine Werbung mehr von uns per E-Mail: ${unsubscribe}\nOder antworten Sie einfach auf diese E-Mail. Sie können der Verwendung Ihrer Adresse für Werbung jederzeit widersprechen, ohne dass dafür andere als die Übermittlungskosten nach den Basistarifen entstehen.`;
  return `${text.trimEnd()}\n\n--\n${company}\n${note}\n`;
}
