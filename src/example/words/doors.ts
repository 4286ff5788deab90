/** What stood in the door logs, in the sellers' own words, by what it meant. */
export const doorWords = {
  not_home: ['nicht angetroffen', 'nicht da', 'n. a.', 'niemand zu Hause', 'keiner geöffnet'],
  not_interested: ['kein Interesse', 'KI', 'abgelehnt', 'kein Bedarf'],
  come_back: ['wiederkommen', 'noch mal vorbeikommen', 'WV', 'später noch mal'],
  callback: ['Rückruf gewünscht', 'bitte anrufen'],
  appointment: ['Termin', 'Termin vereinbart', 'Beratungstermin'],
  sold: ['verkauft', 'Vertrag unterschrieben', 'Abschluss'],
  tenant: ['Mieter', 'wohnt zur Miete'],
  moved: ['verzogen', 'steht leer'],
  do_not_knock: ['bitte nicht mehr klingeln', 'Klingelverbot', 'will keinen Besuch mehr'],
  other: ['Hund', 'Baustelle', 'nur Kinder da'],
} as const;

export const doorNotes = {
  not_home: [
    '',
    '',
    '',
    '',
    'Licht an, macht nicht auf.',
    'Laut Nachbarin im Urlaub.',
    'Auto vor der Tür, keiner öffnet.',
  ],
  not_interested: [
    '',
    '',
    'Tür gleich wieder zu.',
    'Hat schon eine Anlage.',
    '„Bei mir kommt nichts aufs Dach.“',
    'Freundlich, aber nein.',
  ],
  come_back: [
    '',
    'Mann ist Schicht, ab 17 Uhr da.',
    'Erst nach den Ferien.',
    'Wollte mit der Familie reden.',
    'Samstag vormittags versuchen.',
  ],
  callback: ['Hat die Karte genommen, ruft selbst an.', 'Will lieber telefonieren, meldet sich.'],
  appointment: [
    'Dach {dach}, Zählerschrank gesehen.',
    'Beide da gewesen, gute Stimmung.',
    'Kaffee bekommen. {kwh} kWh.',
    '',
  ],
  sold: ['An der Tür alles geklärt, Unterschrift beim zweiten Besuch.', 'Nachbar von Kunde, ging schnell.'],
  tenant: ['', 'Vermieter sitzt in Fulda.', 'Hat Nummer der Hausverwaltung genannt.'],
  moved: ['', 'Neuer Name am Briefkasten fehlt.'],
  do_not_knock: [
    'Deutlich geworden. Bitte respektieren.',
    'Schild am Tor: keine Vertreter.',
    'War der dritte Besuch von Solarfirmen in dem Monat.',
  ],
  other: ['', 'Großer Hund, kein Durchkommen.', 'Gerüst steht, Dachdecker da.'],
} as const;
export type DoorResult = keyof typeof doorWords;

export const roofs = ['Süd', 'Süd-West', 'Süd-Ost', 'Ost-West', 'West', 'Süd mit Gaube'] as const;
export const roofsEnglish: Readonly<Record<(typeof roofs)[number], string>> = {
  Süd: 'south',
  'Süd-West': 'south-west',
  'Süd-Ost': 'south-east',
  'Ost-West': 'east and west',
  West: 'west',
  'Süd mit Gaube': 'south, with a dormer',
};
export const heatings = [
  'Gasheizung von 1998',
  'Gasheizung, zehn Jahre alt',
  'Öl, Tank halb voll',
  'Wärmepumpe seit zwei Jahren',
  'Fernwärme',
  'Pellets',
  'Nachtspeicher',
] as const;
export const cars = [
  'E-Auto ist bestellt',
  'ein Elektroauto, lädt an der Steckdose',
  'zwei Verbrenner',
  'E-Auto erst in ein paar Jahren',
] as const;
/** With whom one wants to talk first; and the same as who says something. */
export const partners = {
  Frau: [
    ['ihrem Mann', 'ihr Mann'],
    ['ihrem Partner', 'ihr Partner'],
    ['ihrem Sohn', 'ihr Sohn'],
  ],
  Herr: [
    ['seiner Frau', 'seine Frau'],
    ['seiner Frau', 'seine Frau'],
    ['seinem Bruder', 'sein Bruder'],
  ],
  Familie: [
    ['der Familie', 'die Familie'],
    ['dem Schwiegersohn', 'der Schwiegersohn'],
  ],
} as const;
export const homeTags = {
  family: ['Reihenhaus', 'Reihenhaus', 'Doppelhaushälfte', 'Neubau'],
  retired: ['Einfamilienhaus', 'Einfamilienhaus', 'Altbau'],
  plain: ['Einfamilienhaus', 'Doppelhaushälfte', 'Mehrfamilienhaus', 'Altbau', 'Neubau'],
} as const;
export const wishTags = {
  family: ['Wallbox', 'Wallbox', 'Speicher', 'Ratenzahlung'],
  retired: ['Notstrom', 'Notstrom', 'Speicher'],
  plain: ['Speicher', 'Wallbox', 'Wärmepumpe', 'Notstrom', 'Ratenzahlung'],
} as const;
export const businessTags = {
  farm: ['Scheunendach', 'Scheunendach', 'Stallstrom', 'Volleinspeisung'],
  firm: ['Gewerbedach', 'Eigenverbrauch', 'Ladepunkte', 'Lastgang liegt vor'],
} as const;
