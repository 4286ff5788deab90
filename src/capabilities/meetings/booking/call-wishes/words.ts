import type { DayPart } from './rules.ts';

/** What visitors read who may ask to be called. */
export const callWords = {
  de: {
    nobodyButCall:
      'Nach Ihren Antworten passt hier kein Termin. Lassen Sie uns Ihre Nummer da, dann rufen wir Sie an und sagen Ihnen, was geht.',
    callHeading: 'Wir rufen Sie an',
    callIntro: (title: string) => `Am besten sprechen wir kurz darüber: „${title}“`,
    dayPart: 'Wann passt es Ihnen?',
    dayParts: {
      any: 'egal wann',
      morning: 'vormittags',
      noon: 'mittags',
      afternoon: 'nachmittags',
      evening: 'abends bis 20 Uhr',
    } as Record<DayPart, string>,
    callWording: (company: string, title: string) =>
      `Ich bitte ${company}, mich unter dieser Nummer wegen „${title}“ anzurufen. Das ist keine Einwilligung in Werbung.`,
    callSend: 'Um Anruf bitten',
    callComes: 'Danke, wir rufen Sie an.',
    callComesNote:
      'Wir melden uns, sobald es zu Ihrer Zeit passt, in der Regel am selben oder nächsten Werktag. Wer uns gebeten hat, unter einer Nummer nicht anzurufen, den rufen wir dort auch jetzt nicht an.',
  },
  en: {
    nobodyButCall:
      'By your answers no meeting here suits you. Leave us your number: we will call you and tell you what we can do.',
    callHeading: 'We will call you',
    callIntro: (title: string) => `It is best to talk about it for a moment: “${title}”`,
    dayPart: 'When does it suit you?',
    dayParts: {
      any: 'any time',
      morning: 'in the morning',
      noon: 'around noon',
      afternoon: 'in the afternoon',
      evening: 'in the evening until 8 pm',
    } as Record<DayPart, string>,
    callWording: (company: string, title: string) =>
      `I ask ${company} to call me at this number about “${title}”. This is no consent to advertising.`,
    callSend: 'Ask for the call',
    callComes: 'Thank you, we will call you.',
    callComesNote:
      'We call as soon as it suits you, usually on the same or the next working day. Whoever has asked us not to call a number is not called there now either.',
  },
};
