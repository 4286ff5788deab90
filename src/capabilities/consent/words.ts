/**
 * The sentence for every answer of the gate, and what to do next, in German and English. Facts (dates, channels, missing
 * fields) are shown beside the sentence by the screen.
 */
import type { ContactBasis, NextWay, RefusedBecause } from './contract.ts';

type Words = { de: string; en: string };

export const basisWords: Record<ContactBasis, Words> = {
  not_advertising: {
    de: 'Erlaubt: Es geht um den Vertrag oder eine Anfrage, nicht um Werbung.',
    en: 'Allowed: this is about the contract or a question, not advertising.',
  },
  requested: {
    de: 'Erlaubt: Die Person hat darum gebeten. Bleiben Sie beim Thema der Bitte.',
    en: 'Allowed: the person asked for it. Stay with what they asked about.',
  },
  consent: { de: 'Erlaubt: Die Einwilligung liegt vor und ist belegt.', en: 'Allowed: consent is given and proven.' },
  presumed: {
    de: 'Erlaubt: Geschäftskontakt, Interesse begründet vermutet.',
    en: 'Allowed: business contact, interest presumed for a written reason.',
  },
  customer_exception: {
    de: 'Erlaubt: Werbung an Bestandskunden für ähnliche eigene Leistungen.',
    en: 'Allowed: mail to an existing customer about similar own products.',
  },
  ch_customer: { de: 'Erlaubt: eigene Kundin oder eigener Kunde.', en: 'Allowed: an own customer.' },
  ch_listed: {
    de: 'Erlaubt: im Telefonverzeichnis ohne Stern eingetragen.',
    en: 'Allowed: listed in the directory without a star.',
  },
  no_consent_needed: {
    de: 'Erlaubt: Dieser Weg braucht keine Einwilligung, solange niemand widerspricht.',
    en: 'Allowed: this channel needs no consent as long as nobody objects.',
  },
};

type RefusalWords = Words & { nextDe: string; nextEn: string };

export const refusalWords: Record<RefusedBecause, RefusalWords> = {
  objected: {
    de: 'Nicht erlaubt: Die Person hat Werbung auf diesem Weg widersprochen.',
    en: 'Not allowed: the person objected to advertising on this channel.',
    nextDe: 'Warten Sie, bis sich die Person selbst meldet. Zum laufenden Vertrag dürfen Sie weiter Kontakt aufnehmen.',
    nextEn: 'Wait until they contact you. You may still contact them about a running contract.',
  },
  refused: {
    de: 'Nicht erlaubt: Die Person hat gesagt, dass sie das nicht möchte.',
    en: 'Not allowed: the person said they do not want this.',
    nextDe: 'Warten Sie, bis sich die Person selbst meldet.',
    nextEn: 'Wait until they contact you.',
  },
  suppressed: {
    de: 'Nicht erlaubt: Diese Nummer oder Adresse steht auf der Sperrliste.',
    en: 'Not allowed: this number or address is on the suppression list.',
    nextDe: 'Nur die Person selbst kann den Kontakt wieder aufnehmen.',
    nextEn: 'Only the person can take up contact again.',
  },
  no_request: {
    de: 'Nicht erlaubt: Es ist nicht festgehalten, wann und wozu die Person um Rückruf gebeten hat.',
    en: 'Not allowed: it is not recorded when and about what the person asked to be called back.',
    nextDe: 'Halten Sie die Bitte mit Datum und Thema fest.',
    nextEn: 'Record the request with its date and subject.',
  },
  caller_hidden: {
    de: 'Nicht erlaubt: Bei Werbeanrufen muss Ihre Rufnummer zu sehen sein.',
    en: 'Not allowed: your number must be shown on advertising calls.',
    nextDe: 'Schalten Sie die Rufnummernanzeige ein.',
    nextEn: 'Switch on caller identification.',
  },
  caller_not_ours: {
    de: 'Nicht erlaubt: Die angezeigte Rufnummer ist Ihnen nicht zugeteilt.',
    en: 'Not allowed: the number shown is not allocated to you.',
    nextDe: 'Rufen Sie mit einer eigenen Rufnummer an.',
    nextEn: 'Call from a number of your own.',
  },
  no_consent: {
    de: 'Nicht erlaubt: Es liegt keine Einwilligung vor.',
    en: 'Not allowed: there is no consent.',
    nextDe: 'Schreiben Sie einen Brief mit QR-Code zur Einwilligung. Auch ein Anruf, der danach fragt, wäre Werbung.',
    nextEn: 'Send a letter with a QR code for consent. Calling to ask for it would be advertising too.',
  },
  kind_unknown: {
    de: 'Nicht erlaubt: Es ist nicht bekannt, ob der Kontakt privat oder geschäftlich ist. Er gilt deshalb als privat.',
    en: 'Not allowed: it is not known whether this contact is private or business, so it counts as private.',
    nextDe: 'Stellen Sie fest, ob es ein Geschäftskontakt ist, oder schreiben Sie einen Brief.',
    nextEn: 'Find out whether it is a business contact, or send a letter.',
  },
  withdrawn: {
    de: 'Nicht erlaubt: Die Einwilligung wurde widerrufen.',
    en: 'Not allowed: consent was withdrawn.',
    nextDe: 'Warten Sie, bis sich die Person selbst meldet oder neu einwilligt.',
    nextEn: 'Wait until they contact you or give consent anew.',
  },
  other_channel: {
    de: 'Nicht erlaubt: Die Einwilligung gilt für einen anderen Weg.',
    en: 'Not allowed: the consent is for another channel.',
    nextDe: 'Bitten Sie per Brief oder auf Ihrer Seite um die Einwilligung für diesen Weg.',
    nextEn: 'Ask for consent to this channel by letter or on your site.',
  },
  other_advertiser: {
    de: 'Nicht erlaubt: Die Einwilligung nennt eine andere Firma.',
    en: 'Not allowed: the consent names another firm.',
    nextDe: 'Holen Sie eine Einwilligung ein, die Ihre Firma nennt.',
    nextEn: 'Obtain consent that names your firm.',
  },
  confirmed_elsewhere: {
    de: 'Nicht erlaubt: Die Bestätigung belegt diese Nummer oder Adresse nicht.',
    en: 'Not allowed: the confirmation does not prove this number or address.',
    nextDe: 'Lassen Sie die Nummer mit einem Code bestätigen, den die Person selbst anfordert.',
    nextEn: 'Have the number confirmed with a code that the person requests.',
  },
  not_prior: {
    de: 'Nicht erlaubt: Die Einwilligung ist auf einen späteren Zeitpunkt datiert.',
    en: 'Not allowed: the consent is dated later than the contact.',
    nextDe: 'Prüfen Sie das Datum der Einwilligung.',
    nextEn: 'Check the date of the consent.',
  },
  not_documented: {
    de: 'Nicht erlaubt: Zur Einwilligung fehlen Wortlaut oder Beleg.',
    en: 'Not allowed: the consent lacks its wording or its proof.',
    nextDe: 'Ergänzen Sie Wortlaut und Beleg.',
    nextEn: 'Add the wording and the proof.',
  },
  incomplete_documentation: {
    de: 'Nicht erlaubt: Der Nachweis der Einwilligung ist unvollständig.',
    en: 'Not allowed: the documentation of the consent is incomplete.',
    nextDe: 'Ergänzen Sie Namen und Anschrift, wie sie bei der Einwilligung angegeben wurden.',
    nextEn: 'Add name and home address as given with the consent.',
  },
  no_presumption: {
    de: 'Nicht erlaubt: Es ist nicht begründet, warum dieser Betrieb Interesse haben dürfte.',
    en: 'Not allowed: there is no reason on record why this business should be interested.',
    nextDe: 'Tragen Sie Anlass und Begründung ein.',
    nextEn: 'Record the occasion and the reason.',
  },
  basis_does_not_count: {
    de: 'Nicht erlaubt: Dieser Anlass reicht nicht, ein Interesse zu vermuten.',
    en: 'Not allowed: this occasion is not enough to presume interest.',
    nextDe: 'Nennen Sie einen konkreten Anlass: einen Vertrag, eine Anfrage, eine Ausschreibung.',
    nextEn: 'Name a concrete occasion: a contract, an inquiry, a tender.',
  },
  no_reason: {
    de: 'Nicht erlaubt: Zum Anlass fehlt die schriftliche Begründung.',
    en: 'Not allowed: the occasion lacks its written reason.',
    nextDe: 'Schreiben Sie auf, warum gerade dieses Angebot diesen Betrieb interessiert.',
    nextEn: 'Write down why this very offer interests this business.',
  },
  ch_starred: {
    de: 'Nicht erlaubt: Im Telefonverzeichnis steht ein Stern (keine Werbung).',
    en: 'Not allowed: the directory entry carries a star (no advertising).',
    nextDe: 'Schreiben Sie einen Brief mit QR-Code zur Einwilligung.',
    nextEn: 'Send a letter with a QR code for consent.',
  },
  ch_unlisted: {
    de: 'Nicht erlaubt: Die Nummer steht nicht im Telefonverzeichnis; das schützt wie ein Stern.',
    en: 'Not allowed: the number is not in the directory, which protects like a star.',
    nextDe: 'Schreiben Sie einen Brief mit QR-Code zur Einwilligung.',
    nextEn: 'Send a letter with a QR code for consent.',
  },
  ch_listing_unknown: {
    de: 'Nicht erlaubt: Der Eintrag im Telefonverzeichnis ist noch nicht geprüft.',
    en: 'Not allowed: the directory entry has not been checked yet.',
    nextDe: 'Prüfen Sie den Eintrag auf local.ch und tragen Sie das Ergebnis ein.',
    nextEn: 'Check the entry on local.ch and record the result.',
  },
  rest_day: {
    de: 'Heute nicht: Dort ist Sonntag oder Feiertag.',
    en: 'Not today: it is Sunday or a public holiday there.',
    nextDe: 'Am nächsten Werktag geht es weiter.',
    nextEn: 'Go on the next working day.',
  },
  outside_hours: {
    de: 'Jetzt nicht: Dort ist es zu früh oder zu spät.',
    en: 'Not now: it is too early or too late there.',
    nextDe: 'Warten Sie bis zur nächsten Anrufzeit.',
    nextEn: 'Wait for the next calling hours.',
  },
};

export const wayWords: Record<NextWay, Words> = {
  wait_until: { de: 'Später', en: 'Later' },
  letter: { de: 'Brief schreiben', en: 'Send a letter' },
  qr: { de: 'QR-Code zur Einwilligung mitgeben', en: 'Hand over a QR code for consent' },
  double_opt_in: { de: 'Formular mit Bestätigung auf Ihrer Seite', en: 'A confirmed form on your site' },
  ask_incoming: { de: 'Fragen, wenn sich die Person meldet', en: 'Ask when they contact you' },
  settle_kind: { de: 'Privat oder geschäftlich festlegen', en: 'Settle private or business' },
  record_presumption: { de: 'Anlass und Begründung eintragen', en: 'Record occasion and reason' },
  record_request: { de: 'Bitte um Rückruf festhalten', en: 'Record the request' },
  complete_proof: { de: 'Nachweis ergänzen', en: 'Complete the proof' },
  check_directory: { de: 'Telefonverzeichnis prüfen', en: 'Check the directory' },
  show_number: { de: 'Rufnummer anzeigen', en: 'Show the number' },
  use_own_number: { de: 'Eigene Rufnummer wählen', en: 'Use an own number' },
};
