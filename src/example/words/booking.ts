import type { CreateBookingPage, CreatePlace } from '#meetings/contract';

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

const street = 'Wilhelmshöher Allee 210, 34121 Kassel';
/** Where a meeting in the showroom is. */
export const showroom = `Schauraum, ${street}`;

export const showroomPlace: CreatePlace = {
  name: 'Schauraum',
  address: street,
  spot: { latitude: 51.3103, longitude: 9.4593 },
  opening: 'Montag bis Freitag 9 bis 18 Uhr, Samstag 10 bis 14 Uhr. Der Eingang ist im Hof, Parkplätze sind davor.',
  capacity: 3,
  exhibits: [
    { name: 'Modul 440 W', line: 'Glas auf Glas, 30 Jahre Leistungsgarantie' },
    { name: 'Speicher 10 kWh', line: 'So groß wie ein Kühlschrank, und leiser' },
    { name: 'Wallbox 11 kW', line: 'Lädt zuerst, was das Dach gerade übrig hat' },
    { name: 'Wärmepumpe im Schnitt', line: 'Zum Hineinsehen: woher die Wärme kommt' },
  ],
};

export const showroomPage: Omit<CreateBookingPage, 'hostIds' | 'placeId'> = {
  title: 'Besuch im Schauraum',
  intro: 'Eine Stunde vor Ort: Module, Speicher und Wallbox zum Anfassen, und jemand, der Ihre Fragen beantwortet.',
  privacyUrl: 'https://www.example.org/datenschutz',
  where: { way: 'place', location: street },
  minutes: 60,
  noticeMinutes: 240,
  horizonDays: 30,
};
