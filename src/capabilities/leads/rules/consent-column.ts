import { foldText } from './header-text.ts';
import type { ImportObjection } from './import-row.ts';

type Channel = ImportObjection['channel'];

/** A column that says whether somebody may be approached. */
export type ConsentColumn = {
  channels: readonly Channel[];
  /** What a yes in this column means: "Anruf erlaubt" or "Werbesperre". */
  yesMeans: 'allowed' | 'blocked';
};

const blocked =
  /(?:werbe|werbung|marketing|anruf|telefon|ruf|kontakt|mail|newsletter) ?(?:sperr|verbot)|robinson|(?:do not|dont|don t|not) (?:call|contact|e ?mail|mail|knock|phone|text)|nicht (?:mehr )?(?:anrufen|kontaktieren|klingeln|anmailen|anschreiben|telefonieren)|kein(?:e|en)? (?:werbung|anrufe?|newsletter|e ?mails?|kontakt|telefon)|^(?:werbe)? ?widerspruch(?:$| (?:gegen|am|werbung|telefon|anruf|e ?mail|datum|post))|werbe ?widerspruch|opt(?:ed)? ?out|unsubscribed?|(?:newsletter|mail\w*) abgemeldet|\bdnc\b|klingelverbot|hausverbot|besuchsverbot/;
const allowed =
  /einwillig|\bopt ?in\b|einverstaend|consent|zustimmung|werbe ?erlaubnis|(?:anruf|telefon|kontakt|werbung|e ?mail|newsletter|sms|post)\w* (?:erlaubt|ok|okay|gestattet|erwuenscht|zulaessig|allowed)|(?:may|ok to) (?:call|contact|e ?mail)|darf (?:man )?(?:anrufen|angerufen|kontaktiert)|\bnewsletter\b|dsgvo|gdpr|permission/;

const channelWords: readonly (readonly [Channel, RegExp])[] = [
  ['phone', /\btel|telefon|anruf|anzurufen|\bcall|\bphone|\bfon\b|rufnummer|rufsperr|\bdnc\b/],
  ['email', /\be? ?mail(?!ing)|newsletter|unsubscribed?/],
  ['sms', /\bsms\b|\btext\b/],
  ['post', /\bpost\b|postalisch|brief|mailing|anschreiben/],
  ['visit', /besuch|klingel|haus ?(?:tuer|verbot)|\bknock/],
];
const everyWay: readonly Channel[] = ['phone', 'email', 'sms', 'post', 'visit'];
/** What needs a consent by law; letters and visits need none, so a missing one closes them not. */
const consentWays: readonly Channel[] = ['phone', 'email', 'sms'];

/** Undefined: the column says nothing about whether we may. */
export function consentColumn(header: string): ConsentColumn | undefined {
  const folded = foldText(header).slice(0, 120);
  const yesMeans = blocked.test(folded) ? 'blocked' : allowed.test(folded) ? 'allowed' : undefined;
  if (yesMeans === undefined) return undefined;
  const named = channelWords.flatMap(([channel, words]) => (words.test(folded) ? [channel] : []));
  if (named.length > 0) return { channels: named, yesMeans };
  // Nobody here sends telefaxes.
  if (/\bfax/.test(folded)) return undefined;
  const mailOnly = yesMeans === 'blocked' && /opt(?:ed)? ?out/.test(folded);
  return { channels: mailOnly ? ['email'] : yesMeans === 'blocked' ? everyWay : consentWays, yesMeans };
}

const yes = /^(?:ja|j|yes|y|true|wahr|1|x|✓|✔)$/i;
const writtenNo =
  /^(?:nein\b(?!.*\bdoch\b).*|no|n|nicht (?:erteilt|erlaubt|gestattet|erwünscht|gewünscht|anrufen|kontaktieren)|keine? (?:einwilligung|werbung|anrufe?|e-?mails?|newsletter|kontakt)|abgelehnt|verweigert|widerrufen|widersprochen|widerspruch|gesperrt|sperre|abgemeldet|opt(?:ed)?[ -]?out|unsubscribed|denied|refused|revoked|withdrawn|✗|✘)[.!]?$/isu;
const writtenBlock =
  /^(?:gesperrt|sperre|aktiv|eingetragen|gelistet|widersprochen|widerspruch|alle?|komplett|opt(?:ed)?[ -]?out|unsubscribed|abgemeldet|(?:seit |ab |am )?(?:\d{1,2}\.\d{1,2}\.\d{2,4}|\d{4}-\d{2}-\d{2}).*)$/isu;

/**
 * What a cell of such a column says. Only what is clear is a no: an unticked box ("false", "0") under "Newsletter" is silence. A yes is never a consent:
 * § 7a UWG asks for the proof of it, and a list is none.
 */
export function consentSaid({ yesMeans }: ConsentColumn, cell: string): 'no' | 'yes_without_proof' | undefined {
  if (yesMeans === 'blocked') return yes.test(cell) || writtenBlock.test(cell) ? 'no' : undefined;
  if (writtenNo.test(cell)) return 'no';
  return yes.test(cell) ||
    /^(?:ja\b|erteilt|erlaubt|liegt vor|vorhanden|opt(?:ed)?[ -]?in|subscribed|granted|confirmed|bestätigt|einverstanden)/i.test(
      cell,
    )
    ? 'yes_without_proof'
    : undefined;
}
