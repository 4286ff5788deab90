/** What the members of a team meeting read, each in their language. */
export const planWords = {
  de: {
    title: 'Teamrunde',
    planned: { subject: (when: string) => `Teamrunde: ${when}`, said: 'Ihre nächste Teamrunde:' },
    moved: { subject: (when: string) => `Teamrunde verschoben: ${when}`, said: 'Ihre Teamrunde ist verschoben auf:' },
    cancelled: { subject: (when: string) => `Teamrunde abgesagt: ${when}`, said: 'diese Teamrunde ist abgesagt:' },
    left: {
      subject: (when: string) => `Teamrunde ohne Sie: ${when}`,
      said: 'an dieser Teamrunde nehmen Sie nicht mehr teil:',
    },
    weekly: 'jede Woche um diese Zeit',
    look: 'Tagesordnung, eigene Vorschläge und der Videoraum des Teams stehen hier:',
    switch: 'Solche Mails schalten Sie unter „Meine Terminzeiten“ ab.',
  },
  en: {
    title: 'Team meeting',
    planned: { subject: (when: string) => `Team meeting: ${when}`, said: 'your next team meeting:' },
    moved: { subject: (when: string) => `Team meeting moved: ${when}`, said: 'your team meeting has been moved to:' },
    cancelled: {
      subject: (when: string) => `Team meeting cancelled: ${when}`,
      said: 'this team meeting is cancelled:',
    },
    left: {
      subject: (when: string) => `Team meeting without you: ${when}`,
      said: 'you no longer take part in this team meeting:',
    },
    weekly: 'every week at this time',
    look: 'The agenda, your own proposals and the video room of the team are here:',
    switch: 'You can switch these mails off under “My meeting hours”.',
  },
};
