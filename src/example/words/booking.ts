import type { CreateBookingPage } from '#meetings/contract';

export const bookingQuestion = 'Wie viel Strom verbrauchen Sie im Jahr?';

export const bookingPage: Omit<CreateBookingPage, 'hostIds'> = {
  title: 'Beratung per Video',
  intro:
    'Eine Dreiviertelstunde am Bildschirm: Wir sehen uns Ihr Dach gemeinsam an und rechnen vor, was eine Anlage bringt. Sie brauchen nur einen Browser.',
  privacyUrl: 'https://www.example.org/datenschutz',
  where: { way: 'video' },
  minutes: 45,
  stepMinutes: 30,
  afterMinutes: 15,
  noticeMinutes: 240,
  horizonDays: 30,
  mostPerDay: 4,
  questions: [{ label: bookingQuestion, required: false }],
};
