import type { OutgoingMail } from '#platform/ports';

/** What somebody typed must become neither a second line nor a link. */
const oneLine = (text: string): string => text.replace(/\s+/g, ' ').replace(/[<>]/g, '').slice(0, 120);

/**
 * Asks for the confirmation and nothing else: a word of advertising in it would make it unlawful itself (BGH, 10.2.2011, I ZR 164/09). Nothing that
 * was typed into the form stands here, because whoever typed it may be a stranger with something to say to the owner of the mailbox.
 */
export function confirmationMail(
  to: string,
  about: { company: string; wordings: readonly string[]; confirm: string; withdraw: string; locale: 'de' | 'en' },
): OutgoingMail {
  const { wordings, confirm, withdraw, locale } = about;
  const company = oneLine(about.company);
  const texts = wordings.map((text) => `„${text.trim()}“`).join('\n\n');
  return locale === 'de'
    ? {
        to,
        subject: `Bitte bestätigen: Ihre Einwilligung für ${company}`,
        text: `Guten Tag,\n\nmit dieser E-Mail-Adresse wurde ein Formular von ${company} ausgefüllt:\n\n${texts}\n\nWaren Sie das? Dann bestätigen Sie bitte hier (gilt 7 Tage):\n${confirm}\n\nWaren Sie es nicht, ist nichts zu tun: Ohne Bestätigung gilt keine Einwilligung.\n\nWiderrufen können Sie jederzeit hier:\n${withdraw}\n\n${company}\n`,
      }
    : {
        to,
        subject: `Please confirm: your consent for ${company}`,
        text: `Hello,\n\na form of ${company} was filled in with this e-mail address:\n\n${texts}\n\nWas it you? Then please confirm here (valid for 7 days):\n${confirm}\n\nIf it was not you, there is nothing to do: without confirmation there is no consent.\n\nYou can withdraw at any time here:\n${withdraw}\n\n${company}\n`,
      };
}
