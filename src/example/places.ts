import type { Chance } from './chance.ts';

export type Place = { postalCode: string; city: string; street: string; houseNumber: string };

type Area = { postalCode: string; city: string; weight: number; streets?: readonly string[] };

const kassel = (postalCode: string, weight: number, ...streets: string[]): Area => ({
  postalCode,
  city: 'Kassel',
  weight,
  streets,
});
const around = (postalCode: string, city: string, weight: number): Area => ({ postalCode, city, weight });

/** Where the doors stood: Kassel by its quarters, and Nordhessen around it. */
const areas: readonly Area[] = [
  kassel('34117', 1, 'Wilhelmsstraße', 'Garde-du-Corps-Straße', 'Wolfsschlucht', 'Frankfurter Straße'),
  kassel(
    '34119',
    3,
    'Friedrich-Ebert-Straße',
    'Goethestraße',
    'Querallee',
    'Kirchweg',
    'Lassallestraße',
    'Germaniastraße',
    'Herkulesstraße',
  ),
  kassel(
    '34121',
    4,
    'Tischbeinstraße',
    'Heckerstraße',
    'Schönfelder Straße',
    'Ludwig-Mond-Straße',
    'Wilhelmshöher Allee',
  ),
  kassel(
    '34123',
    5,
    'Leipziger Straße',
    'Forstbachweg',
    'Ochshäuser Straße',
    'Heiligenröder Straße',
    'Lilienthalstraße',
  ),
  kassel('34125', 5, 'Wolfsangerstraße', 'Ihringshäuser Straße', 'Weserstraße', 'Eisenschmiede'),
  kassel('34127', 2, 'Holländische Straße', 'Quellhofstraße', 'Mombachstraße', 'Philippinenhöfer Weg'),
  kassel('34128', 7, 'Wolfhager Straße', 'Ahnatalstraße', 'Rasenallee', 'Eschebergstraße'),
  kassel('34130', 4, 'Zentgrafenstraße', 'Christbuchenstraße', 'Teichstraße'),
  kassel('34131', 6, 'Mulangstraße', 'Kunoldstraße', 'Landgraf-Karl-Straße', 'Wigandstraße', 'Druseltalstraße'),
  kassel('34132', 5, 'Konrad-Adenauer-Straße', 'Nordshäuser Straße', 'Eugen-Richter-Straße', 'Heinrich-Schütz-Allee'),
  kassel('34134', 4, 'Korbacher Straße', 'Dennhäuser Straße', 'Brückenhofstraße', 'Credéstraße'),
  around('34246', 'Vellmar', 7),
  around('34225', 'Baunatal', 9),
  around('34260', 'Kaufungen', 5),
  around('34253', 'Lohfelden', 5),
  around('34277', 'Fuldabrück', 4),
  around('34233', 'Fuldatal', 4),
  around('34266', 'Niestetal', 4),
  around('34292', 'Ahnatal', 3),
  around('34270', 'Schauenburg', 3),
  around('34314', 'Espenau', 2),
  around('34317', 'Habichtswald', 2),
  around('34320', 'Söhrewald', 2),
  around('34298', 'Helsa', 2),
  around('34295', 'Edermünde', 3),
  around('34302', 'Guxhagen', 2),
  around('34308', 'Bad Emstal', 2),
  around('34379', 'Calden', 2),
  around('34376', 'Immenhausen', 2),
  around('34393', 'Grebenstein', 2),
  around('34369', 'Hofgeismar', 4),
  around('34466', 'Wolfhagen', 3),
  around('34289', 'Zierenberg', 2),
  around('34212', 'Melsungen', 3),
  around('34560', 'Fritzlar', 3),
  around('34281', 'Gudensberg', 3),
  around('34587', 'Felsberg', 3),
  around('34576', 'Homberg (Efze)', 2),
  around('37213', 'Witzenhausen', 3),
  around('37235', 'Hessisch Lichtenau', 2),
  around('37269', 'Eschwege', 2),
  around('34582', 'Borken (Hessen)', 2),
  around('34613', 'Schwalmstadt', 2),
  around('34497', 'Korbach', 2),
];

/** Streets that every place here has. */
const villageStreets = [
  'Hauptstraße', 'Schulstraße', 'Bahnhofstraße', 'Kasseler Straße', 'Gartenstraße', 'Lindenstraße', 'Am Kirchplatz', 'Mühlenweg', 'Wiesenweg',
  'Bergstraße', 'Ringstraße', 'Friedhofsweg', 'Waldstraße', 'Brunnenstraße', 'Feldstraße', 'Am Sportplatz', 'Birkenweg', 'Ahornweg', 'Drosselweg',
  'Brüder-Grimm-Straße', 'Am Steinbruch', 'Obere Dorfstraße', 'Untere Dorfstraße', 'Zum Hopfenberg', 'Neue Straße', 'Heinrich-Heine-Straße',
  'Goethestraße', 'Schillerstraße', 'Am Rasen', 'Burgstraße', 'Rosenweg', 'Sudetenstraße', 'Königsberger Straße', 'Zum Sandfeld',
]; // prettier-ignore
const businessStreets = [
  'Industriestraße',
  'Am Gewerbepark',
  'Werner-von-Siemens-Straße',
  'Otto-Hahn-Straße',
  'Max-Planck-Straße',
  'Kasseler Straße',
  'Bahnhofstraße',
  'Am Umspannwerk',
];

const byWeight = areas.flatMap((area) => Array.from({ length: area.weight }, () => area));

export function placeOf(by: Chance, kind: 'home' | 'business'): Place {
  const area = by.pick(byWeight);
  const streets = kind === 'business' && by.likely(0.7) ? businessStreets : (area.streets ?? villageStreets);
  const letter = by.likely(0.07) ? by.pick(['a', 'b', 'c']) : '';
  return {
    postalCode: area.postalCode,
    city: area.city,
    street: by.pick(streets),
    houseNumber: `${by.between(1, 96)}${letter}`,
  };
}
