import type { Chance } from './chance.ts';

export type Place = {
  postalCode: string;
  city: string;
  street: string;
  houseNumber: string;
  latitude: number;
  longitude: number;
};

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

/** Roughly the middle of each, by postal code. */
const middles: Readonly<Record<string, readonly [latitude: number, longitude: number]>> = {
  34117: [51.315, 9.495], 34119: [51.316, 9.47], 34121: [51.3, 9.478], 34123: [51.303, 9.54], 34125: [51.332, 9.515], 34127: [51.331, 9.495],
  34128: [51.345, 9.45], 34130: [51.325, 9.44], 34131: [51.31, 9.425], 34132: [51.285, 9.435], 34134: [51.28, 9.47], 34246: [51.358, 9.478],
  34225: [51.255, 9.41], 34260: [51.283, 9.617], 34253: [51.265, 9.545], 34277: [51.262, 9.49], 34233: [51.385, 9.535], 34266: [51.312, 9.57],
  34292: [51.37, 9.42], 34270: [51.28, 9.36], 34314: [51.4, 9.46], 34317: [51.32, 9.33], 34320: [51.24, 9.57], 34298: [51.26, 9.69],
  34295: [51.21, 9.41], 34302: [51.2, 9.48], 34308: [51.24, 9.26], 34379: [51.41, 9.4], 34376: [51.43, 9.48], 34393: [51.45, 9.41],
  34369: [51.5, 9.39], 34466: [51.33, 9.17], 34289: [51.37, 9.3], 34212: [51.13, 9.55], 34560: [51.13, 9.27], 34281: [51.18, 9.37],
  34587: [51.13, 9.42], 34576: [51.03, 9.41], 37213: [51.34, 9.86], 37235: [51.2, 9.72], 37269: [51.19, 10.05], 34582: [51.04, 9.28],
  34613: [50.91, 9.19], 34497: [51.27, 8.87],
}; // prettier-ignore

/** Each house somewhere within a kilometre of it, always the same. */
function spotOf(postalCode: string, street: string, houseNumber: string): Pick<Place, 'latitude' | 'longitude'> {
  const [latitude, longitude] = middles[postalCode] ?? [51.315, 9.495];
  const sum = [...`${street} ${houseNumber}`].reduce((all, sign) => (all * 31 + sign.charCodeAt(0)) % 10_007, 7);
  const away = (part: number) => ((part % 100) - 50) / 6000;
  const near = (degrees: number) => Math.round(degrees * 1e5) / 1e5;
  return { latitude: near(latitude + away(sum)), longitude: near(longitude + away(Math.floor(sum / 100)) * 1.5) };
}

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

/** Mostly where such people live. */
export function placeOf(by: Chance, kind: 'home' | 'business', where: RegExp): Place {
  const area = by.pick(by.likely(0.7) ? byWeight.filter(({ postalCode }) => where.test(postalCode)) : byWeight);
  const streets = kind === 'business' && by.likely(0.7) ? businessStreets : (area.streets ?? villageStreets);
  const letter = by.likely(0.07) ? by.pick(['a', 'b', 'c']) : '';
  const { postalCode, city } = area;
  const street = by.pick(streets);
  const houseNumber = `${by.between(1, 96)}${letter}`;
  return { postalCode, city, street, houseNumber, ...spotOf(postalCode, street, houseNumber) };
}
