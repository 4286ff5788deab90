import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type {
  Channel,
  ConsentSource,
  ContactBasis,
  DeniedBecause,
  DocumentationField,
  Listing,
  NextWay,
  PresumptionBasis,
  RefusedBecause,
  WordingPurpose,
} from '#consent/contract';
import type { IconName } from '#web/components/icon.tsx';

/** The sentence for every yes of the gate. */
export const basisWords: Record<ContactBasis, MessageDescriptor> = {
  not_advertising: msg`Erlaubt: Es geht um den Vertrag oder eine Anfrage, nicht um Werbung.`,
  requested: msg`Erlaubt: Die Person hat darum gebeten. Bleiben Sie beim Thema der Bitte.`,
  consent: msg`Erlaubt: Die Einwilligung liegt vor und ist belegt.`,
  presumed: msg`Erlaubt: Geschäftskontakt, Interesse begründet vermutet.`,
  customer_exception: msg`Erlaubt: Werbung an Bestandskunden für ähnliche eigene Leistungen.`,
  ch_customer: msg`Erlaubt: eigene Kundin oder eigener Kunde.`,
  ch_listed: msg`Erlaubt: im Telefonverzeichnis ohne Stern eingetragen.`,
  no_consent_needed: msg`Erlaubt: Dieser Weg braucht keine Einwilligung, solange niemand widerspricht.`,
};

/** The sentence for every no, and what to do about it. */
export const refusalWords: Record<RefusedBecause, { says: MessageDescriptor; next: MessageDescriptor }> = {
  objected: {
    says: msg`Nicht erlaubt: Die Person hat Werbung auf diesem Weg widersprochen.`,
    next: msg`Warten Sie, bis sich die Person selbst meldet. Zum laufenden Vertrag dürfen Sie weiter Kontakt aufnehmen.`,
  },
  refused: {
    says: msg`Nicht erlaubt: Die Person hat gesagt, dass sie das nicht möchte.`,
    next: msg`Warten Sie, bis sich die Person selbst meldet.`,
  },
  suppressed: {
    says: msg`Nicht erlaubt: Diese Nummer oder Adresse steht auf der Sperrliste.`,
    next: msg`Nur die Person selbst kann den Kontakt wieder aufnehmen.`,
  },
  no_request: {
    says: msg`Nicht erlaubt: Es ist nicht festgehalten, wann und wozu die Person um Rückruf gebeten hat.`,
    next: msg`Halten Sie die Bitte mit Datum und Thema fest.`,
  },
  caller_hidden: {
    says: msg`Nicht erlaubt: Bei Werbeanrufen muss Ihre Rufnummer zu sehen sein.`,
    next: msg`Schalten Sie die Rufnummernanzeige ein.`,
  },
  caller_not_ours: {
    says: msg`Nicht erlaubt: Die angezeigte Rufnummer ist Ihnen nicht zugeteilt.`,
    next: msg`Rufen Sie mit einer eigenen Rufnummer an.`,
  },
  no_consent: {
    says: msg`Nicht erlaubt: Es liegt keine Einwilligung vor.`,
    next: msg`Schreiben Sie einen Brief mit QR-Code zur Einwilligung. Auch ein Anruf, der danach fragt, wäre Werbung.`,
  },
  kind_unknown: {
    says: msg`Nicht erlaubt: Es ist nicht bekannt, ob der Kontakt privat oder geschäftlich ist. Er gilt deshalb als privat.`,
    next: msg`Stellen Sie fest, ob es ein Geschäftskontakt ist, oder schreiben Sie einen Brief.`,
  },
  withdrawn: {
    says: msg`Nicht erlaubt: Die Einwilligung wurde widerrufen.`,
    next: msg`Warten Sie, bis sich die Person selbst meldet oder neu einwilligt.`,
  },
  other_channel: {
    says: msg`Nicht erlaubt: Die Einwilligung gilt für einen anderen Weg.`,
    next: msg`Bitten Sie per Brief oder auf Ihrer Seite um die Einwilligung für diesen Weg.`,
  },
  other_advertiser: {
    says: msg`Nicht erlaubt: Die Einwilligung nennt eine andere Firma.`,
    next: msg`Holen Sie eine Einwilligung ein, die Ihre Firma nennt.`,
  },
  confirmed_elsewhere: {
    says: msg`Nicht erlaubt: Die Bestätigung belegt diese Nummer oder Adresse nicht.`,
    next: msg`Lassen Sie die Nummer mit einem Code bestätigen, den die Person selbst anfordert.`,
  },
  not_prior: {
    says: msg`Nicht erlaubt: Die Einwilligung ist auf einen späteren Zeitpunkt datiert.`,
    next: msg`Prüfen Sie das Datum der Einwilligung.`,
  },
  not_documented: {
    says: msg`Nicht erlaubt: Zur Einwilligung fehlen Wortlaut oder Beleg.`,
    next: msg`Ergänzen Sie Wortlaut und Beleg.`,
  },
  incomplete_documentation: {
    says: msg`Nicht erlaubt: Der Nachweis der Einwilligung ist unvollständig.`,
    next: msg`Ergänzen Sie Namen und Anschrift, wie sie bei der Einwilligung angegeben wurden.`,
  },
  no_presumption: {
    says: msg`Nicht erlaubt: Es ist nicht begründet, warum dieser Betrieb Interesse haben dürfte.`,
    next: msg`Tragen Sie Anlass und Begründung ein.`,
  },
  basis_does_not_count: {
    says: msg`Nicht erlaubt: Dieser Anlass reicht nicht, ein Interesse zu vermuten.`,
    next: msg`Nennen Sie einen konkreten Anlass: einen Vertrag, eine Anfrage, eine Ausschreibung.`,
  },
  no_reason: {
    says: msg`Nicht erlaubt: Zum Anlass fehlt die schriftliche Begründung.`,
    next: msg`Schreiben Sie auf, warum gerade dieses Angebot diesen Betrieb interessiert.`,
  },
  ch_starred: {
    says: msg`Nicht erlaubt: Im Telefonverzeichnis steht ein Stern (keine Werbung).`,
    next: msg`Schreiben Sie einen Brief mit QR-Code zur Einwilligung.`,
  },
  ch_unlisted: {
    says: msg`Nicht erlaubt: Die Nummer steht nicht im Telefonverzeichnis; das schützt wie ein Stern.`,
    next: msg`Schreiben Sie einen Brief mit QR-Code zur Einwilligung.`,
  },
  ch_listing_unknown: {
    says: msg`Nicht erlaubt: Der Eintrag im Telefonverzeichnis ist noch nicht geprüft.`,
    next: msg`Prüfen Sie den Eintrag auf local.ch und tragen Sie das Ergebnis ein.`,
  },
  too_often: {
    says: msg`Jetzt nicht: Diese Person wurde schon so oft kontaktiert, wie Ihr Team es sich erlaubt.`,
    next: msg`Lassen Sie ihr Ruhe und versuchen Sie es später.`,
  },
  rest_day: {
    says: msg`Heute nicht: Dort ist Sonntag oder Feiertag.`,
    next: msg`Am nächsten Werktag geht es weiter.`,
  },
  outside_hours: {
    says: msg`Jetzt nicht: Dort ist es zu früh oder zu spät.`,
    next: msg`Warten Sie bis zur nächsten Anrufzeit.`,
  },
};

/** Lawful ways on. */
export const wayWords: Record<NextWay, MessageDescriptor> = {
  wait_until: msg`Später`,
  letter: msg`Brief schreiben`,
  qr: msg`QR-Code zur Einwilligung mitgeben`,
  double_opt_in: msg`Formular mit Bestätigung auf Ihrer Seite`,
  ask_incoming: msg`Fragen, wenn sich die Person meldet`,
  settle_kind: msg`Privat oder geschäftlich festlegen`,
  record_presumption: msg`Anlass und Begründung eintragen`,
  record_request: msg`Bitte um Rückruf festhalten`,
  complete_proof: msg`Nachweis ergänzen`,
  check_directory: msg`Telefonverzeichnis prüfen`,
  show_number: msg`Rufnummer anzeigen`,
  use_own_number: msg`Eigene Rufnummer wählen`,
};

/** What going each way means, for whoever asks. */
export const wayExplained: Partial<Record<NextWay, MessageDescriptor>> = {
  letter: msg`Ein Brief mit der Post ist erlaubt, solange die Person nicht widersprochen hat. Legen Sie eine Antwortkarte oder einen QR-Code für die Einwilligung bei.`,
  qr: msg`Der QR-Code führt auf ein Formular Ihrer Seite. Wer dort einwilligt, tut es selbst, mit Wortlaut und Uhrzeit.`,
  double_opt_in: msg`Die Person trägt sich selbst ein und bestätigt: bei der Nummer mit einem Code per SMS oder Anruf, bei der E-Mail mit einem Link. Ein Link in der E-Mail belegt keine Telefonnummer.`,
  ask_incoming: msg`Ruft oder schreibt die Person von sich aus, dürfen Sie nach der Einwilligung fragen. Halten Sie Wortlaut und Zeitpunkt fest.`,
  record_request: msg`Bittet die Person um einen Rückruf, legen Sie einen vereinbarten nächsten Schritt mit dem Thema an. Er erlaubt den Anruf zu diesem Thema.`,
  settle_kind: msg`Ob privat oder geschäftlich, steht in den Angaben zur Person.`,
  show_number: msg`In den Einstellungen des Telefons: eigene Rufnummer anzeigen.`,
  use_own_number: msg`Rufen Sie mit einer Nummer an, die Ihrer Firma zugeteilt ist.`,
};

export const channelWords: Record<Channel, MessageDescriptor> = {
  phone: msg`Anruf`,
  email: msg`E-Mail`,
  sms: msg`SMS`,
  post: msg`Brief`,
  visit: msg`Besuch`,
};

export const channelIcons: Record<Channel, IconName> = {
  phone: 'phone',
  email: 'mail',
  sms: 'message',
  post: 'post',
  visit: 'visit',
};

export const sourceWords: Record<ConsentSource, MessageDescriptor> = {
  form: msg`Formular`,
  double_opt_in: msg`Double-Opt-in`,
  incoming_call: msg`Anruf der Person`,
  outgoing_call: msg`Unser Anruf`,
  incoming_message: msg`Nachricht der Person`,
  letter: msg`Brief der Person`,
  showroom: msg`Schauraum`,
  visit: msg`Hausbesuch`,
  in_person: msg`Persönlich`,
  contract: msg`Vertrag`,
  import: msg`Importierte Liste`,
};

export const deniedWords: Record<DeniedBecause, MessageDescriptor> = {
  objected: msg`Widerspruch`,
  withdrawn: msg`Einwilligung widerrufen`,
  refused: msg`Abgelehnt`,
};

export const documentationWords: Record<DocumentationField, MessageDescriptor> = {
  personName: msg`Name`,
  personAddress: msg`Anschrift`,
};

export const presumptionWords: Record<PresumptionBasis, MessageDescriptor> = {
  existing_contract_same_field: msg`Laufender Vertrag im selben Bereich`,
  earlier_contract_same_field: msg`Früherer Vertrag im selben Bereich`,
  inquiry: msg`Anfrage des Betriebs`,
  tender: msg`Ausschreibung`,
  contact_asked_for: msg`Der Betrieb hat um Kontakt gebeten`,
  directory_entry: msg`Eintrag im Verzeichnis`,
  same_industry: msg`Gleiche Branche`,
  recommendation: msg`Empfehlung`,
};

export const listingWords: Record<Listing, MessageDescriptor> = {
  listed: msg`Eingetragen, ohne Stern`,
  starred: msg`Eingetragen, mit Stern`,
  unlisted: msg`Nicht eingetragen`,
};

export const wordingPurposeWords: Record<WordingPurpose, MessageDescriptor> = {
  advertising: msg`Werbung`,
  recording: msg`Aufnahme des Gesprächs`,
};
