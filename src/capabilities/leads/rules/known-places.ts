import { foldText } from './header-text.ts';
import type { Country } from './fields.ts';

const set = (text: string): ReadonlySet<string> =>
  new Set(
    text
      .split('|')
      .map((word) => foldText(word))
      .filter(Boolean),
  );

const germanCities = set(`
  Aachen|Aalen|Ahlen|Altenburg|Amberg|Ansbach|Apolda|Arnsberg|Arnstadt|Aschaffenburg|Augsburg|Aurich|Bad Arolsen|Bad Hersfeld|Bad Homburg|Bad Nauheim|Bad Wildungen|Baden-Baden|Bamberg|Baunatal|Bautzen|Bayreuth|Bensheim|Bergheim|
  Bergisch Gladbach|Berlin|Bernburg|Biberach|Bielefeld|Bocholt|Bochum|Bonn|Borken|Bottrop|Brandenburg|Braunschweig|Bremen|Bremerhaven|Brühl|Buchholz|Buxtehude|Calw|Castrop-Rauxel|Celle|Chemnitz|Coburg|Cottbus|Cuxhaven|Dachau|
  Darmstadt|Deggendorf|Delmenhorst|Dessau|Detmold|Döbeln|Dormagen|Dorsten|Dortmund|Dresden|Duisburg|Düren|Düsseldorf|Eberswalde|Eisenach|Eisenhüttenstadt|Elmshorn|Emden|Erding|Erfurt|Erlangen|Eschwege|Essen|Esslingen|Euskirchen|
  Flensburg|Forchheim|Frankenberg|Frankfurt|Frankfurt am Main|Frankfurt (Oder)|Freiberg|Freiburg|Freising|Friedberg|Friedrichshafen|Fritzlar|Fulda|Fuldabrück|Fuldatal|Fürstenfeldbruck|Fürth|Garbsen|Garmisch-Partenkirchen|
  Gelsenkirchen|Gera|Gießen|Gifhorn|Gladbeck|Göppingen|Görlitz|Goslar|Gotha|Göttingen|Greifswald|Grevenbroich|Gudensberg|Gummersbach|Gütersloh|Hagen|Halberstadt|Halle|Halle (Saale)|Hamburg|Hameln|Hamm|Hanau|Hann. Münden|
  Hannoversch Münden|Hannover|Heidelberg|Heidenheim|Heilbronn|Helsa|Herford|Herne|Herten|Hilden|Hildesheim|Hof|Hofgeismar|Homberg|Hürth|Ibbenbüren|Ingolstadt|Iserlohn|Jena|Kaiserslautern|Karlsruhe|Kassel|Kaufbeuren|Kaufungen|
  Kempten|Kiel|Kleve|Koblenz|Köln|Konstanz|Korbach|Krefeld|Landau|Landshut|Langenfeld|Langenhagen|Leipzig|Lemgo|Leverkusen|Lindau|Lingen|Lippstadt|Lohfelden|Lörrach|Lübeck|Lüdenscheid|Ludwigsburg|Ludwigshafen|Lüneburg|Lünen|
  Magdeburg|Mainz|Mannheim|Marburg|Marl|Meerbusch|Meißen|Melsungen|Memmingen|Menden|Merseburg|Minden|Moers|Mönchengladbach|Mühlhausen|Mülheim|Mülheim an der Ruhr|München|Münster|Naumburg|Neubrandenburg|Neumünster|Neuss|Neustadt|
  Neu-Ulm|Nienburg|Norderstedt|Nordhausen|Nordhorn|Nürnberg|Oberhausen|Offenbach|Offenburg|Oldenburg|Oranienburg|Osnabrück|Paderborn|Passau|Peine|Pforzheim|Pirmasens|Pirna|Plauen|Potsdam|Quedlinburg|Rastatt|Ratingen|Ravensburg|
  Recklinghausen|Regensburg|Remscheid|Rendsburg|Reutlingen|Rheine|Rosenheim|Rostock|Rüsselsheim|Saarbrücken|Salzgitter|Sankt Augustin|Schauenburg|Schweinfurt|Schwerin|Schwabach|Siegburg|Siegen|Sindelfingen|Singen|Soest|Solingen|Speyer|Stade|
  Stendal|Stralsund|Straubing|Stuttgart|Suhl|Trier|Troisdorf|Tübingen|Ulm|Unna|Vellmar|Velbert|Viersen|Villingen-Schwenningen|Völklingen|Waiblingen|Warburg|Weiden|Weimar|Wesel|Wetzlar|Wiesbaden|Wilhelmshaven|Willich|Witten|Wittenberg|
  Witzenhausen|Wolfenbüttel|Wolfhagen|Wolfsburg|Worms|Wuppertal|Würzburg|Zittau|Zwickau
`);
const austrianCities = set(`
  Wien|Graz|Linz|Salzburg|Innsbruck|Klagenfurt|Villach|Wels|Sankt Pölten|St. Pölten|Dornbirn|Wiener Neustadt|Steyr|Feldkirch|Bregenz|Leonding|Klosterneuburg|Baden|Wolfsberg|Leoben|Krems|Traun|Amstetten|Lustenau|Kapfenberg|Mödling|Hallein|Kufstein|
  Traiskirchen|Schwechat|Braunau|Stockerau|Saalfelden|Ansfelden|Tulln|Hohenems|Spittal|Telfs|Ternitz|Perchtoldsdorf|Feldkirchen|Bludenz|Eisenstadt|Lienz|Kitzbühel|Zell am See|Schwaz|Hall in Tirol|Vienna
`);
const swissCities = set(`
  Zürich|Genf|Genève|Basel|Lausanne|Bern|Winterthur|Luzern|St. Gallen|Sankt Gallen|Lugano|Biel|Bienne|Thun|Köniz|La Chaux-de-Fonds|Freiburg im Üechtland|Fribourg|Schaffhausen|Chur|Vernier|Neuchâtel|Uster|Sion|Sitten|Lancy|Emmen|Zug|Kriens|Yverdon|Rapperswil|
  Dübendorf|Dietikon|Montreux|Frauenfeld|Wetzikon|Baar|Wil|Meyrin|Bülach|Aarau|Kreuzlingen|Wädenswil|Horgen|Carouge|Solothurn|Olten|Burgdorf|Bellinzona|Zurich|Geneva|Locarno|Davos|Glarus|Altdorf|Schwyz|Herisau|Liestal
`);

const cityEnding =
  /(?:stadt|burg|berg|heim|hausen|ingen|furt|dorf|feld|bach|brück|brücken|kirchen|münde|haven|roda|rode|leben|itz|walde|tal|au|hofen|born|stedt|see|wil|ikon|büttel)(?: .*)?$/i;
const cityStart = /^(?:Bad|Sankt|St\.|Hann\.|Neu-?|Alt-?|Groß|Klein|Ober|Unter)[ -]?\p{Lu}?/u;

/** 1 for a place that is surely one, a half for one that sounds like it. */
export function cityLikeness(text: string): number {
  const folded = foldText(text);
  if (germanCities.has(folded) || austrianCities.has(folded) || swissCities.has(folded)) return 1;
  if (/\d|@|[;:]/.test(text) || text.length > 40) return 0;
  if (/^(?:[A-ZÄÖÜ]\S+)(?: (?:an der|am|a\.|bei|b\.|im|in|i\.|ob der|vor der) \S+)/.test(text)) return 0.8;
  return cityStart.test(text) || (cityEnding.test(text) && !text.includes(' ')) ? 0.5 : 0;
}

/** Only a country's own places decide; "Freiburg" and "Baden" exist twice. */
export function countryOfCity(city: string): Country | undefined {
  const folded = foldText(city);
  if (germanCities.has(folded)) return austrianCities.has(folded) || swissCities.has(folded) ? undefined : 'DE';
  if (austrianCities.has(folded)) return 'AT';
  return swissCities.has(folded) ? 'CH' : undefined;
}

const countries: Record<string, string> = {
  DE: 'deutschland|germany|allemagne|germania|brd|bundesrepublik deutschland|d|de|deu|ger|federal republic of germany',
  AT: 'oesterreich|osterreich|austria|a|at|aut|autriche|oe',
  CH: 'schweiz|switzerland|suisse|svizzera|ch|che|confoederatio helvetica',
  LI: 'liechtenstein|li|fl|lie',
  LU: 'luxemburg|luxembourg|lu|l|lux',
  FR: 'frankreich|france|fr|f|fra',
  IT: 'italien|italy|italia|it|i|ita',
  NL: 'niederlande|netherlands|holland|nl|nld|the netherlands',
  BE: 'belgien|belgium|be|b|bel',
  DK: 'daenemark|danemark|denmark|dk|dnk',
  PL: 'polen|poland|polska|pl|pol',
  CZ: 'tschechien|czech republic|czechia|cz|cze|tschechische republik',
  GB: 'grossbritannien|vereinigtes koenigreich|united kingdom|uk|gb|gbr|england',
  US: 'usa|us|united states|vereinigte staaten|united states of america',
  ES: 'spanien|spain|es|e|esp',
  SE: 'schweden|sweden|se|swe',
  NO: 'norwegen|norway|no|nor',
  HU: 'ungarn|hungary|hu|hun',
  TR: 'tuerkei|turkey|tuerkiye|tr|tur',
  PT: 'portugal|pt|prt',
  IE: 'irland|ireland|ie|irl',
  FI: 'finnland|finland|fi|fin',
};
const countryCodes = new Map(
  Object.entries(countries).flatMap(([code, names]) => names.split('|').map((name) => [name, code] as const)),
);

/** "Österreich", "AUT", "A" → "AT"; undefined when the text names no country we know. */
export function countryCode(text: string): string | undefined {
  return countryCodes.get(foldText(text));
}

const regionNames = set(`
  Baden-Württemberg|Bayern|Berlin|Brandenburg|Bremen|Hamburg|Hessen|Mecklenburg-Vorpommern|Niedersachsen|Nordrhein-Westfalen|Rheinland-Pfalz|Saarland|Sachsen|Sachsen-Anhalt|Schleswig-Holstein|Thüringen|
  Wien|Niederösterreich|Oberösterreich|Salzburg|Tirol|Vorarlberg|Kärnten|Steiermark|Burgenland|Zürich|Bern|Luzern|Uri|Schwyz|Obwalden|Nidwalden|Glarus|Zug|Freiburg|Solothurn|Basel-Stadt|Basel-Landschaft|Schaffhausen|
  Appenzell Ausserrhoden|Appenzell Innerrhoden|St. Gallen|Graubünden|Aargau|Thurgau|Tessin|Waadt|Wallis|Neuenburg|Genf|Jura|Bavaria|Hesse|Saxony|Lower Saxony|North Rhine-Westphalia|Thuringia|Rhineland-Palatinate|Tyrol|
  BW|BY|BE|BB|HB|HH|HE|MV|NI|NW|NRW|RP|RLP|SL|SN|ST|SH|TH|NÖ|OÖ|ZH|LU|UR|SZ|OW|NW|GL|ZG|FR|SO|BS|BL|SG|GR|AG|TG|TI|VD|VS|NE|GE|JU
`);
export const isRegion = (text: string): boolean => regionNames.has(foldText(text));
