/** What visitors read who wait for a time. */
export const waitingWords = {
  de: {
    heading: 'Sagen, wenn etwas frei wird',
    intro:
      'Wir schreiben Ihnen eine einzige E-Mail, sobald eine Zeit frei wird, der Reihe nach. Vorgemerkt wird nichts: Wer zuerst bucht, hat den Termin.',
    send: 'Auf die Warteliste',
    purpose: 'Wir nutzen Ihre Adresse für diese eine E-Mail und nicht für Werbung.',
    waits: 'Sie stehen auf der Warteliste.',
    waitsNote:
      'Sobald eine Zeit frei wird und Sie an der Reihe sind, schreiben wir Ihnen. Danach stehen Sie nicht mehr auf der Liste.',
    leave: 'Doch nicht, von der Liste nehmen',
    told: 'Wir haben Ihnen geschrieben.',
    toldNote: 'In der E-Mail ist der Link zu den freien Zeiten.',
    left: 'Sie stehen nicht mehr auf der Warteliste.',
    ended: 'Dieser Link gilt nicht mehr.',
    endedNote:
      'Er galt einen Tag. Vielleicht ist trotzdem noch etwas frei, oder Sie lassen sich noch einmal auf die Liste setzen:',
    toPage: 'Zu den Zeiten',
    mail: {
      subject: (title: string) => `Eine Zeit ist frei: ${title}`,
      hello: 'Guten Tag,',
      free: (title: string) =>
        `bei „${title}“ ist wieder eine Zeit frei. Vorgemerkt ist sie für niemanden: Wer zuerst bucht, hat sie.`,
      book: 'Hier suchen Sie sich die Zeit aus; der Link gilt 24 Stunden:',
      once: 'Darum hatten Sie uns gebeten. Es ist die einzige E-Mail dazu; auf der Warteliste stehen Sie nun nicht mehr.',
    },
  },
  en: {
    heading: 'Tell me when something comes free',
    intro:
      'We write you one single e-mail as soon as a time comes free, in the order of the list. Nothing is kept for anybody: whoever books first has the meeting.',
    send: 'Put me on the waiting list',
    purpose: 'We use your address for this one e-mail and not for advertising.',
    waits: 'You are on the waiting list.',
    waitsNote:
      'As soon as a time comes free and it is your turn, we will write to you. After that you are no longer on the list.',
    leave: 'Take me off the list after all',
    told: 'We have written to you.',
    toldNote: 'The e-mail has the link to the free times.',
    left: 'You are no longer on the waiting list.',
    ended: 'This link is no longer valid.',
    endedNote:
      'It was valid for a day. Perhaps something is free all the same, or you can be put on the list once more:',
    toPage: 'To the times',
    mail: {
      subject: (title: string) => `A time is free: ${title}`,
      hello: 'Hello,',
      free: (title: string) =>
        `a time has come free for “${title}”. It is kept for nobody: whoever books first has it.`,
      book: 'Choose the time here; the link is valid for 24 hours:',
      once: 'You had asked us for this. It is the only e-mail about it; you are no longer on the waiting list now.',
    },
  },
};
