import type { OutgoingMail } from '#platform/ports';

/** A name somebody chose must not become a second line of the subject or a link of its own. */
const oneLine = (text: string): string =>
  text
    .replace(/[\r\n\t]+/g, ' ')
    .replace(/[<>]/g, '')
    .slice(0, 120);

export function invitationMail(
  to: string,
  link: string,
  about: { workspaceName: string; inviterName: string; locale: 'de' | 'en' },
): OutgoingMail {
  const [workspace, inviter] = [oneLine(about.workspaceName), oneLine(about.inviterName)];
  return about.locale === 'de'
    ? {
        to,
        subject: `Einladung zu ${workspace}`,
        text: `Guten Tag,\n\n${inviter} lädt Sie ein, mit Klinke für „${workspace}“ zu arbeiten.\n\nHier annehmen (gilt 14 Tage):\n${link}\n\nWenn Sie das nicht erwartet haben, können Sie diese Nachricht löschen.\n`,
      }
    : {
        to,
        subject: `Invitation to ${workspace}`,
        text: `Hello,\n\n${inviter} invites you to work with Klinke for "${workspace}".\n\nAccept here (valid for 14 days):\n${link}\n\nIf you did not expect this, you can delete this message.\n`,
      };
}

export function resetMail(to: string, link: string, locale: 'de' | 'en'): OutgoingMail {
  return locale === 'de'
    ? {
        to,
        subject: 'Neues Passwort für Klinke',
        text: `Guten Tag,\n\nhier können Sie ein neues Passwort wählen (30 Minuten lang):\n${link}\n\nWenn Sie das nicht wollten, ist nichts zu tun: Ihr Passwort gilt weiter.\n`,
      }
    : {
        to,
        subject: 'New password for Klinke',
        text: `Hello,\n\nchoose a new password here (valid for 30 minutes):\n${link}\n\nIf you did not ask for this, there is nothing to do: your password stays valid.\n`,
      };
}
