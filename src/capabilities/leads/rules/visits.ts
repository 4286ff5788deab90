import { foldText } from './header-text.ts';

export type VisitResult =
  | 'not_home'
  | 'not_interested'
  | 'come_back'
  | 'appointment'
  | 'sold'
  | 'moved'
  | 'tenant'
  | 'callback'
  | 'do_not_knock'
  | 'other';

/** First match wins: "kein Interesse, bitte nicht mehr klingeln" is an objection before it is a lack of interest. */
const patterns: [RegExp, VisitResult][] = [
  [
    /nicht (?:mehr|wieder|noch ?mal|nochmals?) (?:an ?)?(?:klingeln|kommen|besuchen|laeuten|stoeren|vorbei|klopfen|kontaktieren|melden|aufsuchen|erscheinen)|nie (?:wieder|mehr)|klingelverbot|betretungsverbot|hausverbot|verbot|wuenscht keine? (?:weiteren? )?(?:besuch|kontakt|werbung)|keine? weiteren? besuche?|kein besuch mehr|keine werbung|werbesperre|do not (?:knock|contact|disturb|return|visit|come)|don t (?:knock|come)|dont knock|never (?:knock|come|return)|no (?:soliciting|solicitors|knock)|widerspr|sperren|gesperrt|blacklist|^dnk$|^dnc$|^bnmk$/,
    'do_not_knock',
  ],
  [/kein(?:en)? termin|termin (?:abgesagt|geplatzt|storniert)|no show/, 'other'],
  [
    /nicht (?:an ?getroffen|da|zu ?hause|daheim|anwesend|erreicht|geoeffnet|aufgemacht|vor ort)|niemand(?:en)?\b|keiner (?:da|zu|auf|geoeffnet)|^keiner$|abwesend|nicht angetr|n angetr|not (?:at )?home|no(?:body| one|t) (?:home|there|in)\b|no answer|no response|nobody|unattended|ausser haus|im urlaub|verreist|kein oeffnen|keine antwort/,
    'not_home',
  ],
  [
    /kein(?:erlei)? ?(?:interesse|bedarf|int\b)|kein int|ohne interesse|desinteress|uninteressiert|abgelehnt|lehnt ab|ablehnung|abgewimmelt|abgewiesen|absage|nicht interessiert|not interested|no interest|uninterested|rejected|refused|declined|hard no|soft no|^nein(?: danke)?$|^no$/,
    'not_interested',
  ],
  [
    /\bmieter(?:in|haus)?\b|zur miete|wohnt (?:zur|in) miete|nur miete|\brenter\b|\btenant\b|\brental\b|\brents\b/,
    'tenant',
  ],
  [
    /verzogen|umgezogen|weggezogen|ausgezogen|\bmoved?\b|moving|leerstand|steht leer|leerstehend|unbewohnt|vacant|verstorben|deceased/,
    'moved',
  ],
  [
    /rueck ?ruf|rueckrufen|zurueck ?rufen|anruf(?:en)?\b|telefonieren|telefonisch|call ?back|call (?:later|again|back)|phone (?:later|back)|ruft (?:an|zurueck)|anzurufen/,
    'callback',
  ],
  [
    /verkauft|abgeschlossen|abschluss|verkauf\b|vertrag (?:gemacht|unterschrieben|geschlossen|abgeschl)|unterschrieben|unterzeichnet|neukunde|kunde geworden|gekauft|auftrag|\bsold\b|\bsale\b|\bsigned\b|closed ?won|^won$|^closed$|gewonnen|installed/,
    'sold',
  ],
  [
    /termin|appointment|appt|meeting|beratung vereinbart|demo (?:set|scheduled|booked)|verabredet|scheduled|\bbooked\b/,
    'appointment',
  ],
  [
    /wieder ?kommen|wieder ?vorlage|nochmals?\b|noch ?mal|noch einmal|spaeter|erneut|come back|go back|back later|return|revisit|follow ?up|try again|again later|interessiert|interesse\b|interested|maybe|vielleicht|ueberlegt|bedenkzeit|pending|potential/,
    'come_back',
  ],
  [/^vertrag$/, 'sold'],
];

/** The short signs of a door list; they mean this only in a column of results. */
const codes: Record<string, VisitResult> = {
  na: 'not_home',
  'n a': 'not_home',
  nang: 'not_home',
  nh: 'not_home',
  nz: 'not_home',
  nzh: 'not_home',
  ki: 'not_interested',
  'k i': 'not_interested',
  ni: 'not_interested',
  abl: 'not_interested',
  wv: 'come_back',
  wk: 'come_back',
  'w v': 'come_back',
  gb: 'come_back',
  t: 'appointment',
  te: 'appointment',
  ter: 'appointment',
  appt: 'appointment',
  v: 'sold',
  vk: 'sold',
  ab: 'sold',
  vz: 'moved',
  verz: 'moved',
  uv: 'moved',
  m: 'tenant',
  mi: 'tenant',
  rr: 'callback',
  r: 'callback',
  rueck: 'callback',
  cb: 'callback',
  bnk: 'do_not_knock',
  nk: 'do_not_knock',
  x: 'do_not_knock',
};

const known = new Map<string, VisitResult | undefined>();

/** What happened at the door. `undefined`: the words say nothing about a visit that we know. */
export function recogniseVisitResult(text: string): VisitResult | undefined {
  if (known.has(text)) return known.get(text);
  const folded = foldText(text);
  const result = folded.length > 200 ? undefined : patterns.find(([pattern]) => pattern.test(folded))?.[1];
  // Lists repeat a dozen results a million times; free text must not fill the memory.
  if (known.size < 2000) known.set(text, result);
  return result;
}

export function isVisitCode(text: string): boolean {
  return Object.hasOwn(codes, foldText(text));
}

export function visitResult(text: string): VisitResult {
  return recogniseVisitResult(text) ?? codes[foldText(text)] ?? 'other';
}

const noCalls =
  /(?:nicht|nie|kein(?:e|en|er)?) (?:mehr |wieder |weiteren? )?(?:anruf|angerufen|telefonier|telefonisch|kontakt per telefon)|keine anrufe|do not call|don'?t call|\bdnc\b|telefonwerbung untersagt|werbe(?:sperre|verbot|widerspruch)|widerspruch (?:gegen )?(?:werbung|telefon)|no calls/i;
const noMails =
  /keine (?:weiteren )?e-?mails?\b|nicht (?:mehr )?(?:per )?(?:e-?)?mail|unsubscribed?|abgemeldet vom newsletter|do not e-?mail|opted? ?out|werbe(?:sperre|verbot|widerspruch)/i;

/** A no to calls or mails that somebody noted down. */
export function objectionsIn(text: string): ('phone' | 'email')[] {
  const found: ('phone' | 'email')[] = [];
  if (noCalls.test(text)) found.push('phone');
  if (noMails.test(text)) found.push('email');
  return found;
}
