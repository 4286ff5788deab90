import type { MeetingAt, MeetingWay, ProviderKind } from '../contract/shapes.ts';
import type { Fault } from './rules/form-input.ts';

export type Locale = 'de' | 'en';

const tags = { de: 'de-DE', en: 'en-GB' } as const;

/** Monday, 30 November 2026 */
export function dayIn(locale: Locale, at: Date, timeZone: string): string {
  return new Intl.DateTimeFormat(tags[locale], {
    timeZone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  }).format(at);
}

/** 14:30 */
export function timeIn(locale: Locale, at: Date, timeZone: string): string {
  return new Intl.DateTimeFormat(tags[locale], { timeZone, hour: '2-digit', minute: '2-digit' }).format(at);
}

export function spanIn(
  locale: Locale,
  { startsAt, endsAt }: { startsAt: Date; endsAt: Date },
  timeZone: string,
): string {
  const span = `${timeIn(locale, startsAt, timeZone)}–${timeIn(locale, endsAt, timeZone)}`;
  return `${dayIn(locale, startsAt, timeZone)}, ${span}${locale === 'de' ? ' Uhr' : ''} (${zoneName(timeZone)})`;
}

export const zoneName = (timeZone: string): string => timeZone.replaceAll('_', ' ');

/** Where one meets, in a line. */
export function whereIn(
  locale: Locale,
  { way, location, place }: { way: MeetingWay; location: string | null; place?: MeetingAt | null },
): string {
  if (place?.joinUrl) return `${providerNames[place.kind]}: ${place.joinUrl}`;
  return location ?? words[locale].ways[way];
}

/** As they call themselves. */
export const providerNames: Record<ProviderKind, string> = {
  zoom: 'Zoom',
  meet: 'Google Meet',
  teams: 'Microsoft Teams',
  jitsi: 'Jitsi',
  livekit: 'LiveKit',
};

/** What visitors read, in the language of their browser. */
export const words = {
  de: {
    with: (company: string) => `Termin mit ${company}`,
    minutes: (minutes: number) => `${minutes} Minuten`,
    ways: { video: 'Videogespräch', phone: 'Wir rufen Sie an', place: '', link: '' } as Record<MeetingWay, string>,
    zone: 'Zeitzone',
    zoneApply: 'Anwenden',
    free: 'Wann passt es Ihnen?',
    none: 'Gerade ist kein Termin frei. Bitte schauen Sie später noch einmal vorbei.',
    earlier: 'Frühere Tage',
    later: 'Spätere Tage',
    days: 'Weitere Tage',
    clock: (time: string) => `${time} Uhr`,
    otherTime: 'Andere Zeit wählen',
    toTimes: 'Weiter zu den Zeiten',
    nobody: 'Dafür haben wir leider niemanden.',
    nobodyNote:
      'Nach Ihren Antworten ist das nichts, wobei wir Ihnen helfen können. Wir sagen es lieber gleich, als Ihnen einen Termin zu geben, der nichts bringt.',
    answerAnew: 'Antworten ändern',
    yours: 'Ihre Angaben',
    firstName: 'Vorname',
    lastName: 'Nachname',
    email: 'E-Mail',
    phone: 'Telefon',
    optional: 'freiwillig',
    purpose: 'Wir nutzen Ihre Angaben für diesen Termin und nicht für Werbung.',
    privacy: 'Datenschutz',
    trap: 'Bitte leer lassen',
    book: 'Termin buchen',
    faulty: 'Bitte prüfen Sie die markierten Felder.',
    taken: 'Diese Zeit ist gerade vergeben worden.',
    takenNote: 'Ihre Angaben stehen noch hier. Bitte wählen Sie eine andere Zeit:',
    takenNone: 'Ihre Angaben stehen noch hier, aber es ist keine andere Zeit frei.',
    booked: 'Ihr Termin steht.',
    bookedNote: 'Wir haben Ihnen eine E-Mail mit dem Termin für Ihren Kalender geschickt.',
    exhibits: 'Das finden Sie bei uns',
    arrival: 'Wenn Sie da sind',
    arrivalNote: 'Zeigen Sie uns am Eingang diesen Code. Wir wissen dann, dass Sie da sind.',
    moved: 'Ihr Termin ist verschoben.',
    enter: 'Zum Videogespräch',
    linkSoon: 'Der Link zum Videogespräch kommt gleich. Sie finden ihn dann hier und in Ihrer E-Mail.',
    move: 'Verschieben',
    moveHeading: 'Auf wann möchten Sie verschieben?',
    moveNow: 'Auf diese Zeit verschieben',
    cancel: 'Absagen',
    cancelHeading: 'Möchten Sie diesen Termin absagen?',
    cancelNow: 'Jetzt absagen',
    back: 'Zurück zum Termin',
    cancelled: 'Dieser Termin ist abgesagt.',
    arrived: 'Schön, dass Sie da sind.',
    over: 'Dieser Termin ist vorbei.',
    gone: 'Diese Seite gibt es nicht (mehr).',
    goneNote: 'Vielleicht ist die Adresse nicht vollständig, oder es werden hier keine Termine mehr vergeben.',
    busy: 'Gerade kommen von hier zu viele Buchungen. Bitte versuchen Sie es später noch einmal.',
    faults: {
      firstName: 'Bitte kürzer.',
      lastName: 'Bitte Ihren Nachnamen angeben.',
      email: 'Bitte eine E-Mail-Adresse angeben, die es gibt.',
      phone: 'Bitte eine gültige Telefonnummer mit Vorwahl angeben.',
      question: 'Bitte beantworten.',
    },
    mail: {
      confirmed: (title: string) => `Ihr Termin: ${title}`,
      moved: (title: string) => `Verschoben: ${title}`,
      changed: (title: string) => `Geändert: ${title}`,
      cancelled: (title: string) => `Abgesagt: ${title}`,
      reminder: (title: string) => `Erinnerung: ${title}`,
      hello: 'Guten Tag,',
      said: {
        confirmed: 'Ihr Termin steht:',
        moved: 'Ihr Termin ist verschoben auf:',
        changed: 'bei Ihrem Termin hat sich geändert, wo wir uns sehen oder sprechen. Jetzt gilt:',
        cancelled: 'dieser Termin ist abgesagt:',
        reminder: 'wir freuen uns auf Ihren Termin:',
      },
      way: {
        booking: {
          change: 'Verschieben oder absagen können Sie hier:',
          show: 'Hier ist der Code, den Sie am Eingang zeigen; auch verschieben oder absagen können Sie hier:',
          enter: 'Zum Videogespräch kommen Sie hier; auch verschieben oder absagen können Sie hier:',
        },
        hand: {
          change: 'Absagen können Sie hier:',
          show: 'Hier ist der Code, den Sie am Eingang zeigen; auch absagen können Sie hier:',
          enter: 'Zum Videogespräch kommen Sie hier; auch absagen können Sie hier:',
        },
      },
    },
  },
  en: {
    with: (company: string) => `Meeting with ${company}`,
    minutes: (minutes: number) => `${minutes} minutes`,
    ways: { video: 'Video call', phone: 'We will call you', place: '', link: '' } as Record<MeetingWay, string>,
    zone: 'Time zone',
    zoneApply: 'Apply',
    free: 'When does it suit you?',
    none: 'No time is free at the moment. Please look in again later.',
    earlier: 'Earlier days',
    later: 'Later days',
    days: 'Further days',
    clock: (time: string) => time,
    otherTime: 'Choose another time',
    toTimes: 'On to the times',
    nobody: 'We are sorry: nobody of us can help with that.',
    nobodyNote:
      'By your answers this is nothing we can help you with. We would rather say so now than give you a meeting that leads nowhere.',
    answerAnew: 'Change your answers',
    yours: 'About you',
    firstName: 'First name',
    lastName: 'Last name',
    email: 'E-mail',
    phone: 'Phone',
    optional: 'optional',
    purpose: 'We use what you enter for this meeting and not for advertising.',
    privacy: 'Privacy',
    trap: 'Please leave empty',
    book: 'Book the meeting',
    faulty: 'Please check the marked fields.',
    taken: 'This time has just been taken.',
    takenNote: 'What you entered is still here. Please choose another time:',
    takenNone: 'What you entered is still here, but no other time is free.',
    booked: 'Your meeting is booked.',
    bookedNote: 'We have sent you an e-mail with the meeting for your calendar.',
    exhibits: 'What you find here',
    arrival: 'When you are here',
    arrivalNote: 'Show us this code at the entrance. Then we know that you are here.',
    moved: 'Your meeting has been moved.',
    enter: 'To the video call',
    linkSoon: 'The link to the video call will be here in a moment, and in your e-mail.',
    move: 'Move',
    moveHeading: 'When would you like to meet instead?',
    moveNow: 'Move to this time',
    cancel: 'Cancel',
    cancelHeading: 'Do you want to cancel this meeting?',
    cancelNow: 'Cancel now',
    back: 'Back to the meeting',
    cancelled: 'This meeting is cancelled.',
    arrived: 'Good to have you here.',
    over: 'This meeting is over.',
    gone: 'This page does not exist (any more).',
    goneNote: 'Perhaps the address is not complete, or no meetings are given here any more.',
    busy: 'Too many bookings are coming from here. Please try again later.',
    faults: {
      firstName: 'Shorter, please.',
      lastName: 'Please enter your last name.',
      email: 'Please enter an e-mail address that exists.',
      phone: 'Please enter a valid phone number with its area code.',
      question: 'Please answer.',
    },
    mail: {
      confirmed: (title: string) => `Your meeting: ${title}`,
      moved: (title: string) => `Moved: ${title}`,
      changed: (title: string) => `Changed: ${title}`,
      cancelled: (title: string) => `Cancelled: ${title}`,
      reminder: (title: string) => `Reminder: ${title}`,
      hello: 'Hello,',
      said: {
        confirmed: 'your meeting is booked:',
        moved: 'your meeting has been moved to:',
        changed: 'where we meet or talk has changed. It now is:',
        cancelled: 'this meeting is cancelled:',
        reminder: 'we look forward to your meeting:',
      },
      way: {
        booking: {
          change: 'You can move or cancel it here:',
          show: 'Here is the code that you show at the entrance; you can also move or cancel it here:',
          enter: 'Join the video call here; you can also move or cancel it here:',
        },
        hand: {
          change: 'You can cancel it here:',
          show: 'Here is the code that you show at the entrance; you can also cancel it here:',
          enter: 'Join the video call here; you can also cancel it here:',
        },
      },
    },
  },
};

export function faultIn(locale: Locale, fault: Fault): string {
  const { faults } = words[locale];
  return fault in faults ? faults[fault as keyof typeof faults] : faults.question;
}
