export const firstCall = [
  'Erstanruf: Anfrage über die Webseite',
  'Anrufen wie im Formular gewünscht',
  'Erstgespräch führen',
  'Auf Brief-Rückmeldung anrufen',
] as const;
export const callAgain = ['Noch einmal versuchen', 'Wieder anrufen', 'Erneut versuchen, andere Tageszeit'] as const;
export const promisedCall = [
  'Rückruf wie ausgemacht',
  'Rückruf: hat dann mit {partner} gesprochen',
  'Zurückrufen, Stromrechnung liegt dann vor',
  'Rückruf, dann in Ruhe',
] as const;
export const followUp = [
  'Nachfassen: Unterlagen gelesen?',
  'Wirtschaftlichkeit durchgehen',
  'Nachfragen, was {partnerWer} sagt',
  'Dachfotos angekommen? Nachhaken',
  'Verbrauch klären und Termin machen',
] as const;
export const meetings = [
  'Videoberatung',
  'Videoberatung mit beiden',
  'Beratung im Schauraum',
  'Dachbegehung vor Ort',
  'Videotermin: Planung zeigen',
  'Telefontermin: Förderung und Ablauf',
] as const;
export const meetingsBusiness = [
  'Videotermin mit Geschäftsführung',
  'Dachbegehung Halle',
  'Videotermin: Wirtschaftlichkeit',
  'Termin mit Steuerberater dazu',
] as const;
export const reschedule = ['Neuen Termin finden', 'Termin verlegen: wollte umbuchen'] as const;
export const discussOffer = ['Angebot durchsprechen', 'Fragen zum Angebot klären', 'Angebot: nachfassen'] as const;
export const adjustOffer = [
  'Angebot ohne Speicher rechnen',
  'Zweite Variante mit Wallbox rechnen',
  'Angebot auf Ost-West umplanen',
  'Finanzierungsplan beilegen',
  'Preis für Zählerschrank nachreichen',
] as const;
export const adjustOfferBusiness = [
  'Angebot mit Leasing statt Kauf rechnen',
  'Zweite Variante mit Ladepunkten rechnen',
  'Nur die Südseite der Halle rechnen',
  'Seite für die Bank beilegen: Rate, Ersparnis, Abschreibung',
] as const;
export const decide = [
  'Entscheidung abholen',
  'Letzte Fragen vor der Unterschrift',
  'Nachfragen: Bank hat zugesagt?',
] as const;
export const signing = ['Auftrag zur Unterschrift schicken', 'Unterschrift einholen', 'Auftrag fertig machen'] as const;
export const letters = [
  'Brief mit QR-Karte schicken',
  'Unterlagen per Post schicken',
  'Referenzliste aus der Nachbarschaft schicken',
] as const;
export const keepInTouch = [
  'Im Frühjahr wieder melden',
  'Nach dem Dachausbau wieder fragen',
  'Nachfragen, wenn Vergütung neu geregelt ist',
] as const;
export const again = [
  'Nachfragen: läuft die Anlage?',
  'Ein Jahr Ertrag besprechen, Erweiterung ansprechen',
  'Nachfragen: Speicher oder Wallbox dazu?',
  'Wartung anbieten',
] as const;
/** What customers buy later, and for how many euros. */
export type More = { title: string; euros: readonly [from: number, to: number] };
export const moreForHomes: readonly More[] = [
  { title: 'Wartungsvertrag', euros: [390, 740] },
  { title: 'Wartungsvertrag', euros: [390, 740] },
  { title: 'Speicher nachrüsten', euros: [5200, 8900] },
  { title: 'Wallbox 11 kW', euros: [1190, 1690] },
  { title: 'Zweites Dach: Garage', euros: [3800, 7400] },
];
export const moreForBusinesses: readonly More[] = [
  { title: 'Wartungsvertrag', euros: [890, 2400] },
  { title: 'Zwei Ladepunkte', euros: [4400, 6800] },
  { title: 'Zweites Dach', euros: [18_000, 64_000] },
  { title: 'Speicher nachrüsten', euros: [16_000, 38_000] },
];

export const noShow = [
  'Nicht zum Termin erschienen, geht auch nicht ans Telefon.',
  'Zehn Minuten im Videoraum gewartet, keiner kam. Angerufen: klingelt durch.',
  'Termin vergessen? Nicht erreicht, neuen vorschlagen.',
] as const;

export const meetingNotes = [
  'Guter Termin. Er wollte jede Zahl sehen, sie vor allem, wie es vom Garten aus aussieht.',
  'Eine Stunde Video, Bildschirm geteilt, Dach zusammen belegt. Entscheidung nach dem Angebot.',
  'Im Schauraum gewesen, Speicher angefasst, Kaffee getrunken. Sehr angenehm.',
  'Ton ging erst nicht, dann telefoniert und Bild dazu. Hat trotzdem geklappt.',
  'Zählerschrank angesehen: muss neu, rund 1.900. Hat er geschluckt.',
  'Schwiegervater saß dabei und hatte die meisten Fragen. Alle beantwortet.',
  'Wollen mit Wallbox, Auto kommt im Sommer.',
  'Beide überzeugt, Frage ist nur noch die Finanzierung.',
] as const;

export const dealNotes = [
  'Wünscht schwarze Module.', 'Gerüst kann der Schwager stellen, prüfen.', 'Speicher später nachrüstbar halten.', 'Notstrom ist Bedingung.',
  'Finanzierung über die Hausbank, KfW geprüft.', 'Zählerschrank im Keller, Platz ist knapp.', 'Gaube im Süden, Strings teilen.',
  'Will vor Weihnachten fertig sein.', 'Baut im nächsten Jahr eine Wärmepumpe ein.', 'Zwei Wohnungen, Mieterstrom ansprechen.',
] as const; // prettier-ignore

export const lossNotes: Readonly<Record<string, readonly string[]>> = {
  price: ['Konkurrenz lag 3.400 darunter.', 'Mehr als 20.000 war nicht drin.', 'Monatsrate zu hoch.'],
  need: [
    'Verbrauch zu klein, lohnt sich ehrlich nicht.',
    'Zieht in zwei Jahren ins Betreute Wohnen.',
    'Balkonkraftwerk reicht ihnen.',
  ],
  rival: [
    'Stadtwerk hat den Zuschlag.',
    'Nachbar arbeitet bei einem anderen Anbieter.',
    'Hat im Baumarkt unterschrieben.',
  ],
  budget: ['Bank hat abgelehnt.', 'Dach ging vor.', 'Heizung kaputt, Geld ist weg.'],
  silence: ['Fünfmal versucht, kein Rückruf.', 'Nach dem Angebot nie wieder erreicht.'],
  timing: ['Erst wenn der Anbau steht.', 'Will die neue Förderung abwarten.', 'Nächstes Jahr wieder fragen.'],
};
