import type { HostTelling } from './telling.ts';

type Say = { subject: (title: string, when: string) => string; said: string };

/** What hosts read. */
export const hostWords: Record<'de' | 'en', Record<HostTelling, Say> & { look: string; switch: string }> = {
  de: {
    planned: {
      subject: (title, when) => `Neuer Termin: ${title}, ${when}`,
      said: 'Sie haben einen neuen Termin:',
    },
    moved: {
      subject: (title, when) => `Geändert: ${title}, ${when}`,
      said: 'Ihr Termin ist geändert. Jetzt gilt:',
    },
    cancelled: {
      subject: (title, when) => `Abgesagt: ${title}, ${when}`,
      said: 'Dieser Termin ist abgesagt:',
    },
    left: {
      subject: (title, when) => `Ohne Sie: ${title}, ${when}`,
      said: 'Diesen Termin übernimmt jemand anderes. Sie haben die Zeit wieder frei:',
    },
    look: 'Mit wem, und was dazu bekannt ist:',
    switch: 'Solche Mails schalten Sie unter „Meine Terminzeiten“ ab.',
  },
  en: {
    planned: {
      subject: (title, when) => `New meeting: ${title}, ${when}`,
      said: 'You have a new meeting:',
    },
    moved: {
      subject: (title, when) => `Changed: ${title}, ${when}`,
      said: 'Your meeting has changed. It now is:',
    },
    cancelled: {
      subject: (title, when) => `Cancelled: ${title}, ${when}`,
      said: 'This meeting is cancelled:',
    },
    left: {
      subject: (title, when) => `Without you: ${title}, ${when}`,
      said: 'Somebody else takes this meeting. The time is yours again:',
    },
    look: 'With whom, and what we know about it:',
    switch: 'You can switch these mails off under “My meeting hours”.',
  },
};
