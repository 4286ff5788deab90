import type { ImportField } from './fields.ts';
import { compact } from './header-text.ts';

/**
 * The words people and programs put above columns, German and English. Written as read; compared without case,
 * blanks and punctuation, so "E-Mail", "EMail" and "e_mail" are one entry.
 */
const sure: Partial<Record<ImportField, string>> = {
  fullName: `
    full name | fullname | vollständiger name | vollname | vor- und nachname | vor- und zuname | vorname nachname | nachname vorname | name vorname | vorname name |
    name, vorname | vorname, name | zuname vorname | vorname + nachname | name/vorname | ansprechpartner | ansprechpartnerin | ansprechpartner name | name ansprechpartner |
    ansprechperson | kontaktperson | kontaktname | contact name | contact person | contact full name | lead name | leadname | person name | personenname | name des kontakts |
    anzeigename | display name | fn | hauptkontakt | primary contact | hauptansprechpartner | gesprächspartner | homeowner | home owner | homeowner name | resident | resident name |
    bewohner | haushalt | familie | fam. | name der familie | hauseigentümer | eigentümer | eigentümer name | mietername | interessent name | name des interessenten | kunde (name) |
    ap | asp | kontakt name | customer full name | name (vor- und nachname) | name komplett | gesamtname | vor-/nachname | vorname/nachname | nachname/vorname | nachname, vorname |
    name kontaktperson | zuständige person | wer | mensch | kontakt (person) | person | name des kunden | teilnehmer | teilnehmername | ansprechpartner/in | ansprechpartner:in`,
  firstName: `
    first name | firstname | vorname | given name | givenname | fname | f name | forename | rufname | vornamen | kontakt vorname | vorname kontakt | vorname ansprechpartner |
    ansprechpartner vorname | first | vn | vname | vorn. | christian name | contact first name | lead first name | person first name | vorname des kunden | prénom | nome | first_name | vor-name`,
  lastName: `
    last name | lastname | nachname | familienname | zuname | surname | family name | lname | l name | last | nn | nname | kontakt nachname | nachname kontakt | nachname ansprechpartner |
    ansprechpartner nachname | hausname | contact last name | lead last name | person last name | second name | nachn. | nach-name | cognome | name (nachname) | nachname/firma`,
  salutation: `
    anrede | salutation | anredeform | briefanrede | name prefix | namenspräfix | präfix | prefix | herr/frau | frau/herr | geschlecht | gender | titel/anrede | anrede/titel | form of address |
    akad. titel | akademischer titel | mr/mrs | honorific | namenstitel | anredetitel | hr/fr`,
  companyName: `
    company | company name | companyname | firma | firmenname | fa | fa. | unternehmen | unternehmensname | organisation | organization | organization name | organisation name | org |
    organisationsname | account | account name | accountname | betrieb | arbeitgeber | employer | associated company | associated company name | primary company | firma/organisation |
    firmierung | firma 1 | name der firma | firmenbezeichnung | business name | business | company/account | gesellschaft | institution | firma / unternehmen | name des unternehmens |
    kunde firma | kundenfirma | unternehmen name | related organization | firma name | geschäftsname | verein | praxis | company / account | name 1 firma | organisation - name | nombre empresa | société | ditta`,
  jobTitle: `
    job title | jobtitle | position | funktion | berufsbezeichnung | beruf | stellung | rolle | role | tätigkeit | stellenbezeichnung | stelle | organization title | organisation title | amt |
    contact title | position im unternehmen | funktionsbezeichnung | job | occupation | designation | pos. | job position | aufgabe im betrieb | funktion/position | jobtitel | position / funktion`,
  email: `
    email | e-mail | mail | emailadresse | e-mail-adresse | e-mail adresse | mailadresse | mail-adresse | email address | e-mail address | elektronische post | email 1 | e-mail 1 | primary email |
    e-mail geschäftlich | e-mail privat | email work | email home | work email | private email | business email | personal email | email addresses | emails | e-mails | e-post | e mail 1 value |
    kontakt email | firmen email | email kontakt | haupt-e-mail | mailkontakt | contact email | internet mail | email id | e-mailadr. | email adr | mail adr | e-mail-adr. | mailto | courriel | e-mail (primär)`,
  phone: `
    phone | phone number | telephone | telephone number | telefon | telefonnummer | telefonnr | tel | tel. | tel.nr. | tel-nr. | tel. nr. | telnr | fon | festnetz | festnetznummer | rufnummer | rufnr |
    primary phone | work phone | home phone | business phone | telefon geschäftlich | telefon privat | telefon firma | telefon 1 | telefon 2 | tel. privat | tel. geschäftlich | tel. dienstlich |
    phone 1 value | phone 2 value | phone 3 value | main phone | company phone | telefon büro | durchwahl | telefonnummern | phone numbers | phones | haustelefon | telephon | fernsprecher |
    büro telefon | telefon zentrale | zentrale | direct phone | other phone | phone work | phone home | landline | dienstlich telefon | festnetz privat | kontaktnummer | contact number | call number |
    primärtelefon | telefon (haupt) | rufnummer 1 | kontakt telefon | ruf-nr. | telef. | tf | tel./mobil | tel/handy | telefon / handy | weitere telefonnummer | telefon 3 | téléphone | telefono | hauptnummer | assistant's phone`,
  mobile: `
    mobile | mobile phone | mobile number | mobil | mobiltelefon | mobilnummer | mobilnr | mobil-nr. | mobil nr | handy | handynummer | handynr | handy-nr. | mobilfunk | mobilfunknummer | cell | cell phone |
    cellphone | cellular | natel | mobile phone number | mobil privat | mobil geschäftlich | mobiltelefon geschäftlich | mobil 1 | handy privat | diensthandy | phone mobile | phone cell | telefon mobil | mob | mob. |
    tel. mobil | mobil-telefon | mobil telefon | funk | funktelefon | whatsapp | whatsapp nummer | whatsapp number | smartphone | mobile no | handy 1 | portable | cellulare | sms nummer | car phone`,
  street: `
    street | strasse | straße | str. | strasse hausnummer | straße und hausnummer | straße + hausnr | straße, hausnummer | strasse/nr. | straße nr. | str. nr. | str./nr. | str. hausnr. | straße hausnr. |
    straße/hausnr. | straße & hausnummer | straße, nr. | street address | straße geschäftlich | straße privat | business street | home street | mailing street | billing street | street name |
    straßenname | street and number | street number and name | strasse/hausnr | str | anschrift straße | str. + nr. | straße u. nr. | straße mit hausnummer | strasse und nr | str. u. hausnr. | rue | via | strasse 1 |
    straße 1 | straße 2 | address 1 street | address street | postal street | lieferstraße | other street | straße (rechnung) | straße weitere | gasse | str hnr | strasse hnr | primary street`,
  houseNumber: `
    house number | housenumber | hausnummer | hausnr | haus-nr. | haus nr. | hnr | hnr. | h-nr. | hs.-nr. | hsnr | haus | house no | house no. | street number | nr. (haus) | hausnummer und zusatz | hausnummer + zusatz | gebäudenummer |
    building number | house nr | housenr | number house | haus no. | hausn.`,
  addressLine: `
    address | adresse | anschrift | full address | vollständige adresse | address line | address line 1 | address 1 | address1 | adresszeile | adresszeile 1 | postanschrift | postadresse | wohnadresse |
    address 1 formatted | formatted address | organization address | organisation adresse | organization adress | company address | firmenadresse | firmenanschrift | wohnanschrift | hausanschrift | mailing address | billing address |
    adresse 1 | kontaktadresse | lieferadresse | rechnungsadresse | besuchsadresse | property address | home address | work address | business address | adresse komplett | volle adresse | adr. | adr | komplette anschrift |
    address full | location address | objektadresse | objektanschrift | adresse privat | adresse geschäftlich | standort adresse | privatadresse | geschäftsadresse | adresse/anschrift | meldeadresse | wohnhaft in | wo`,
  postalCode: `
    postal code | postalcode | postcode | post code | zip | zip code | zipcode | plz | postleitzahl | zip/postal code | postal | plz geschäftlich | plz privat | postleitzahl geschäftlich | postleitzahl privat |
    postleitz. | postleitz | business postal code | home postal code | mailing zip | mailing postal code | billing zip | billing postal code | address 1 postal code | postl. | p.l.z. | npa | cap | postal zip | plz. | post-leitzahl | property zip |
    mailing zip/postal code | billing zip/postal code | other postal code | weitere postleitzahl`,
  city: `
    city | ort | stadt | town | wohnort | ortschaft | gemeinde | ort geschäftlich | ort privat | business city | home city | mailing city | billing city | address 1 city | stadt/ort | ort/stadt | city/town |
    plz ort | plz/ort | plz, ort | plz + ort | plz und ort | plz & ort | postleitzahl ort | postleitzahl/ort | postleitzahl und ort | zip city | ortsname | municipality | ville | sitz | firmensitz | property city | standort | wohnsitz | ort/gemeinde | other city |
    lieferort | plz u. ort | plz-ort | weiterer ort | dorf | stadtname`,
  region: `
    region | state | kt | kt. | bundesland | kanton | canton | province | state/province | state/region | land (bundesland) | provinz | county | landkreis | kreis | bundesland/kanton | mailing state | billing state | business state | home state |
    region geschäftlich | region privat | bundesland/kanton geschäftlich | address 1 region | mailing state/province | billing state/province | state or province | gebiet | stadtteil | ortsteil | bezirk | territory | area | quartier | viertel | district | property state | gebietskreis`,
  country: `
    country | land | staat | nation | country/region | land/region | country code | ländercode | länderkennzeichen | lkz | iso land | land geschäftlich | land privat | business country | home country | mailing country | billing country |
    address 1 country | land/region geschäftlich | land (iso) | country name | pays | landeskennung | land code | business country/region | home country/region | mailing country/territory | landkürzel | wohnland | herkunftsland | weiteres land`,
  website: `
    website | web site | webseite | web | homepage | url | website url | internet | internetseite | internetadresse | www | company domain name | domain | domain name | webadresse | home page | web page | website 1 value |
    firmenwebsite | unternehmenswebsite | company website | webseite url | link zur website | homepage url | web-adresse | site web | internetauftritt | online | seite | netzadresse`,
  birthday: `
    birthday | birth date | birthdate | date of birth | dob | geburtstag | geburtsdatum | geb. | geb.-datum | geb.datum | geb. datum | gebdat | geb.-dat. | geburtsdat. | geboren | geboren am | geb. am | geburts-datum | date de naissance | bday | gebdatum | geburtstagsdatum`,
  tags: `
    tags | tag | labels | label | person label | schlagworte | schlagwort | schlagwörter | stichwort | stichworte | kategorien | kategorie | category | categories | keywords | gruppen | gruppe | groups | group | group membership |
    merkmale | segment | markierung | kennzeichen | etikett | etiketten | zielgruppe | lists | liste | kontaktgruppe | kundengruppe | verteiler | organization label | deal label | selektionen | interessen`,
  note: `
    note | notes | notiz | notizen | bemerkung | bemerkungen | anmerkung | anmerkungen | kommentar | kommentare | comment | comments | info | infos | hinweis | hinweise | beschreibung | description | freitext | memo |
    sonstiges | zusatzinfo | zusatzinfos | zusatzinformation | details | text | remark | remarks | gesprächsnotiz | gesprächsnotizen | lead notes | notiz zum kontakt | bem. | bem | anm. | anm | vermerk | besonderheiten | besonderheit |
    weitere infos | additional information | was gesagt | kundennotiz | notizfeld | interne notiz | body | was wurde besprochen | gesprächsinhalt | gesprächsverlauf | kommentar vertrieb | zusatz | notiz/bemerkung | bemerkung/notiz | remarque | sonst. | misc | knock notes | verlauf`,
  owner: `
    owner | contact owner | lead owner | company owner | deal owner | record owner | account owner | opportunity owner | person owner | organization owner | besitzer | kontaktbesitzer | zuständig | zuständiger | zuständige |
    verantwortlich | verantwortlicher | verantwortliche | betreuer | betreuerin | kundenbetreuer | kundenberater | berater | bearbeiter | sachbearbeiter | assigned to | zugewiesen an | zugewiesen | zugeteilt | owner name | inhaber (crm) | lead inhaber |
    account manager | sales rep | sales owner | vertriebsmitarbeiter | datensatzbesitzer | verkäufer | innendienst | außendienst betreuer | hubspot owner | zuständiger mitarbeiter | verantwortlicher mitarbeiter | user | benutzer | rep name | deal - owner |
    ansprechpartner intern | interner betreuer | assignee | setter zuständig | kundenbetreuer/in | owner id | betreut durch | betreut von | gehört | kontakteigentümer | lead-eigentümer | hubspot-inhaber | responsible | responsible user | account-inhaber | assigned user | pipedrive owner`,
  status: `
    lead status | leadstatus | status label | kontaktstatus | contact status | kundenstatus | status kontakt | lead stage | lead-status | bearbeitungsstatus | kundenart | customer status | aktueller status | qualification status | interessentenstatus | statusbezeichnung | status lead | bearbeitungsstand | kontakt-status`,
  source: `
    source | lead source | leadsource | quelle | herkunft | lead quelle | leadquelle | original source | origin | herkunft des leads | kanal | channel | wie aufmerksam geworden | woher | aufmerksam durch | kontaktquelle | utm source | source channel |
    kampagne | campaign | campaign name | referral source | empfohlen von | empfehlung von | empfehlung durch | akquiseweg | original traffic source | lead origin | adressquelle | kontaktherkunft | contact source | wie gefunden | empfohlen durch | source of lead`,
  createdAt: `
    create date | created | created at | created on | creation date | created date | createdate | created time | date created | erstellt | erstellt am | erstelldatum | erstellungsdatum | angelegt | angelegt am | anlagedatum | anlage am |
    erfasst am | erfassungsdatum | kunde seit | mitglied seit | customer since | eingang | eingangsdatum | eingegangen am | date added | added on | hinzugefügt am | record created | add time | person created | lead created | deal created | datum anlage |
    anlegedatum | aufgenommen am | lead eingang | lead datum | eintragsdatum | signup date | angemeldet am | timestamp | zeitstempel | anfragedatum | anfrage vom | date entered | erstellungszeit | hinzugefügt | entry date | kontakt seit | erster kontakt | erstkontakt am`,
  externalId: `
    id | record id | recordid | contact id | person id | lead id | deal id | company id | account id | organization id | kundennummer | kundennr | kunden-nr. | kundennr. | kd-nr. | kd.-nr. | kdnr | kd nr | kunden id | kunden-id | customer number |
    customer no | customer id | debitorennummer | debitor | debitorennr | debitoren-nr. | adressnummer | adressnr | adress-nr. | mitgliedsnummer | mitgliedsnr. | kontaktnummer (id) | kontakt-id | datensatz-id | datensatz id | uid | uuid | guid | external id | externe id |
    interessentennummer | objekt-id | satznummer | lead-id | lead id | lead nr | leadnummer | personenkonto | konto-nr. | kontonummer debitor | kundenkonto | k-nr. | knr | knr. | ext id | matchcode | adress id | partner nr | partnernummer | geschäftspartnernummer | gp-nr | system id | crm id | hubspot id | pipedrive id | vorgangsnummer | aktenzeichen | satz-nr. | deal - id | datensatznummer | konto | kundenkennung`,
  latitude: `latitude | lat | breitengrad | geo lat | geolat | gps lat | gps breite | geo breite | breite | y koordinate | koordinate lat | geo latitude | geographische breite | location lat`,
  longitude: `longitude | lng | lon | long | längengrad | laengengrad | geo lng | geo lon | geolng | gps lon | gps lng | gps länge | geo länge | länge | x koordinate | koordinate lng | geo longitude | geographische länge | location lng`,
  'visit.result': `
    ergebnis | besuchsergebnis | resultat | result | outcome | disposition | visit result | visit outcome | knock result | knock status | door result | doorstatus | door status | türstatus | tür ergebnis | türergebnis | besuchsstatus |
    ergebnis des besuchs | ergebnis besuch | haustürergebnis | reaktion | ergebnis tür | status tür | knock disposition | ausgang | besuch ergebnis | ergebnis vor ort | lead disposition | rückmeldung | was kam raus | begehungsergebnis | visit status | ergebniscode | erg. | erg | dispo | ergebnis gespräch`,
  'visit.date': `
    besuchsdatum | besucht am | besuch am | datum besuch | datum des besuchs | visit date | date of visit | visited | visited on | visited at | knock date | knocked at | knocked on | wann da gewesen | wann da | wann besucht | letzter besuch | last visit | last visit date | last knock |
    geklingelt am | begangen am | begehung am | begehungsdatum | datum der begehung | tag des besuchs | besuchstag | date knocked | dagewesen am | da gewesen am | vor ort am | termin vor ort am | datum tür | besuch (datum) | date visited | last knocked | datum klingeln | wann geklingelt | besuchszeitpunkt`,
  'visit.time': `uhrzeit | besuchszeit | zeit | time | visit time | time of visit | knock time | uhrzeit besuch | uhrzeit des besuchs | um | besuch um | zeit des besuchs | besuchsuhrzeit | uhr | time knocked | geklingelt um | tageszeit`,
  'visit.by': `
    vertreter | besucht von | besuch durch | besuch von | visited by | knocked by | klinkenputzer | außendienst | außendienstler | außendienstmitarbeiter | adm | rep | canvasser | field rep | wer war da | wer da war | geklingelt von | begangen von | laufer | läufer | besucher | knocker | door rep | d2d rep | werber | promoter | visit by | vertreterin | gebietsvertreter`,
  'visit.count': `
    anzahl besuche | besuche | besuchsanzahl | besuchszahl | versuche | anzahl versuche | visits | visit count | number of visits | knocks | knock count | number of knocks | attempts | wie oft | wie oft da | klingelversuche | anzahl klingeln | anz. besuche | anz besuche | besuche gesamt | wie oft besucht | times knocked | total visits | total knocks | kontaktversuche | anz. versuche | besuchsversuche`,
  'deal.title': `
    deal name | dealname | deal title | opportunity name | opportunity | verkaufschance | abschluss | projektname | projekt | auftrag | auftragsbezeichnung | vorgang | deal | name des deals | deal-titel | title deal | opportunity title | chance | verkaufschance name |
    angebotsname | angebotstitel | project | project name | auftragsname | projekttitel | dealtitel | geschäft | potential name | potenzialname | vorhaben | projektbezeichnung | opportunity-name`,
  'deal.value': `
    amount | deal value | deal amount | value | wert | betrag | auftragswert | dealwert | volumen | auftragsvolumen | umsatz | angebotssumme | summe | total | preis | price | opportunity amount | angebotswert | erwarteter umsatz | expected revenue | revenue |
    verkaufspreis | nettobetrag | bruttobetrag | netto | brutto | kaufpreis | vertragswert | contract value | auftragssumme | gesamtwert | potenzial | deal - value | volumen € | betrag (€) | wert in euro | umsatzpotenzial | abschlusssumme | amount eur | vertragssumme | projektvolumen | wert (eur) | deal size | chancenwert | nettosumme | projektwert | anlagenpreis`,
  'deal.currency': `currency | währung | deal currency | waehrung | currency code | whg | whg. | wkz | currency iso code | währungscode | deal - currency of value | currency of value | währungskürzel`,
  'deal.stage': `
    deal stage | dealstage | stage | phase | verkaufsphase | opportunity stage | pipeline stage | pipelinephase | stufe | deal phase | vertriebsphase | auftragsstatus | deal status | deal-status | sales stage | verkaufsstufe | angebotsstatus | abschlussphase | deal - stage | opportunity status | projektstatus | auftragsphase | projektphase | status verkaufschance | dealphase`,
  'deal.closeDate': `
    close date | closedate | closing date | expected close date | abschlussdatum | erwartetes abschlussdatum | abschluss am | schlussdatum | voraussichtlicher abschluss | deal close date | won time | expected closing | geplanter abschluss | closed date | closed on |
    auftragsdatum | abschluss bis | abschluss geplant | deal - expected close date | won date | zielabschluss | erwarteter abschluss | close | vertragsdatum | voraussichtliches abschlussdatum | abgeschlossen am | expected close | vertragsabschluss am`,
  own: `
    middle name | weitere vornamen | zweiter vorname | nickname | spitzname | name suffix | suffix | namenszusatz | fax | faxnummer | telefax | fax geschäftlich | fax privat | business fax | home fax | industry | branche | lifecycle stage | lead score | pipeline | abteilung | department |
    organization department | last activity date | letzte aktivität | last activity | last modified | last modified date | geändert am | zuletzt geändert | update time | associated company ids | associated contact ids | associated contacts | associated deal ids | address 2 | address 2 apt suite |
    address line 2 | adresszusatz | adresszeile 2 | po box | address 1 po box | postfach | address 1 extended address | number of employees | mitarbeiterzahl | anzahl mitarbeiter | annual revenue | jahresumsatz | steuernummer | ust-id | ust-idnr. | iban | bic | bankverbindung | linkedin | facebook |
    instagram | twitter | xing | skype | geschäftspartnertyp | nächster schritt | next step | next activity date | nächste aktivität | etage | stockwerk | floor | klingelschild | stromverbrauch | verbrauch | kwh | dachfläche | dachausrichtung | heizung | baujahr | newsletter | opt-in | einwilligung | consent |
    sprache | language | zahlungsziel | rabatt | preisgruppe | spouse | partner | ehepartner | kinder | hobbys | hobby | probability | wahrscheinlichkeit | loss reason | verlustgrund | event name | relation 1 value | custom field 1 value | timezone | stromanbieter | zähler | zählernummer | wiedervorlage | wiedervorlage am | rückruf am | callback date | apt | suite | unit | wohnung | wohneinheiten | alter | age | familienstand | religion | modified | owner email | closed won reason | closed lost reason | forecast category | ad name | ad id | adset name | form name | form id | is organic | platform | do not call | email opt out | has opted out of email | fax opt out | werbesperre | anrufsperre | nicht anrufen | priorität | priority | bewertung | rating`,
  ignore: `
    phonetic first name | phonetic middle name | phonetic last name | file as | speichern unter | photo | foto | picture | bild | avatar | lfd. nr. | lfd nr | lfdnr | lfd. | laufende nummer | zeile | zeilennummer | row | row number | pos nr | rownum | checksum | initials | initialen | yomi name | given name yomi |
    family name yomi | vertraulichkeit | sensitivity | privat (ja/nein) | private | mileage | billing information | directory server | phonetic name`,
};

type Chances = Partial<Record<ImportField, number>>;

/** Words that mean different things in different lists; the other columns and the content decide. */
const unsure: Record<string, Chances> = {
  name: { fullName: 0.6, lastName: 0.22, companyName: 0.15, 'deal.title': 0.03 },
  'name 1': { fullName: 0.4, lastName: 0.2, companyName: 0.4 },
  name1: { fullName: 0.4, lastName: 0.2, companyName: 0.4 },
  'name 2': { fullName: 0.25, firstName: 0.3, companyName: 0.15, own: 0.3 },
  names: { fullName: 0.8, lastName: 0.2 },
  namen: { fullName: 0.7, lastName: 0.3 },
  kunde: { fullName: 0.5, companyName: 0.42, lastName: 0.08 },
  kunden: { fullName: 0.5, companyName: 0.5 },
  kundenname: { fullName: 0.55, companyName: 0.4, lastName: 0.05 },
  customer: { fullName: 0.55, companyName: 0.4, externalId: 0.05 },
  'customer name': { fullName: 0.6, companyName: 0.4 },
  client: { fullName: 0.55, companyName: 0.45 },
  'client name': { fullName: 0.55, companyName: 0.45 },
  mandant: { fullName: 0.5, companyName: 0.5 },
  'display name': { fullName: 0.7, companyName: 0.3 },
  anzeigename: { fullName: 0.7, companyName: 0.3 },
  interessent: { fullName: 0.75, companyName: 0.2, status: 0.05 },
  lead: { fullName: 0.75, companyName: 0.2, status: 0.05 },
  kontakt: { fullName: 0.6, email: 0.15, phone: 0.2, companyName: 0.05 },
  kontakte: { fullName: 0.7, email: 0.1, phone: 0.1, 'visit.count': 0.1 },
  contact: { fullName: 0.7, email: 0.12, phone: 0.13, companyName: 0.05 },
  kontaktdaten: { phone: 0.45, email: 0.35, own: 0.2 },
  erreichbar: { phone: 0.6, email: 0.1, note: 0.3 },
  'erreichbar unter': { phone: 0.8, email: 0.2 },
  mieter: { fullName: 0.6, own: 0.4 },
  inhaber: { fullName: 0.55, owner: 0.45 },
  geschaeftsfuehrer: { fullName: 0.7, jobTitle: 0.3 },
  empfaenger: { fullName: 0.7, email: 0.3 },
  mitglied: { fullName: 0.7, own: 0.3 },
  titel: { salutation: 0.4, jobTitle: 0.3, 'deal.title': 0.3 },
  title: { jobTitle: 0.45, salutation: 0.25, 'deal.title': 0.3 },
  bezeichnung: { 'deal.title': 0.4, companyName: 0.3, note: 0.3 },
  betreff: { 'deal.title': 0.5, note: 0.5 },
  subject: { 'deal.title': 0.4, note: 0.6 },
  produkt: { 'deal.title': 0.4, own: 0.6 },
  angebot: { 'deal.title': 0.55, 'deal.value': 0.35, own: 0.1 },
  nummer: { phone: 0.35, externalId: 0.3, houseNumber: 0.3, own: 0.05 },
  number: { phone: 0.35, externalId: 0.3, houseNumber: 0.3, own: 0.05 },
  nr: { houseNumber: 0.45, externalId: 0.4, ignore: 0.1, phone: 0.05 },
  no: { houseNumber: 0.4, externalId: 0.45, ignore: 0.15 },
  nrn: { phone: 0.6, externalId: 0.4 },
  privat: { phone: 0.6, email: 0.2, addressLine: 0.1, own: 0.1 },
  dienstlich: { phone: 0.6, email: 0.2, own: 0.2 },
  geschaeftlich: { phone: 0.55, email: 0.25, own: 0.2 },
  buero: { phone: 0.7, addressLine: 0.1, own: 0.2 },
  work: { phone: 0.5, email: 0.3, companyName: 0.2 },
  home: { phone: 0.6, email: 0.1, addressLine: 0.3 },
  status: { status: 0.62, 'visit.result': 0.2, 'deal.stage': 0.18 },
  stand: { status: 0.6, 'visit.result': 0.15, 'deal.stage': 0.15, note: 0.1 },
  zustand: { status: 0.7, 'visit.result': 0.15, own: 0.15 },
  'lead status': { status: 0.8, 'visit.result': 0.2 },
  leadstatus: { status: 0.8, 'visit.result': 0.2 },
  kontaktstatus: { status: 0.8, 'visit.result': 0.2 },
  typ: { status: 0.3, tags: 0.3, own: 0.4 },
  type: { status: 0.3, tags: 0.3, own: 0.4 },
  art: { status: 0.25, tags: 0.3, own: 0.45 },
  klasse: { tags: 0.5, own: 0.5 },
  klassifizierung: { tags: 0.5, own: 0.5 },
  datum: { 'visit.date': 0.42, createdAt: 0.4, 'deal.closeDate': 0.08, own: 0.1 },
  date: { 'visit.date': 0.4, createdAt: 0.42, 'deal.closeDate': 0.08, own: 0.1 },
  stage: { 'deal.stage': 0.8, 'visit.result': 0.1, status: 0.1 },
  phase: { 'deal.stage': 0.8, 'visit.result': 0.1, status: 0.1 },
  tag: { tags: 0.7, 'visit.date': 0.25, own: 0.05 },
  wann: { 'visit.date': 0.7, createdAt: 0.2, own: 0.1 },
  besuch: { 'visit.date': 0.5, 'visit.result': 0.35, 'visit.count': 0.15 },
  besuche: { 'visit.count': 0.7, 'visit.date': 0.2, 'visit.result': 0.1 },
  letzterkontakt: { own: 0.6, 'visit.date': 0.4 },
  'letzter kontakt': { own: 0.55, 'visit.date': 0.45 },
  termin: { own: 0.45, 'visit.date': 0.35, 'visit.result': 0.2 },
  'datum uhrzeit': { 'visit.date': 0.55, createdAt: 0.45 },
  'datum zeit': { 'visit.date': 0.5, createdAt: 0.5 },
  'date time': { 'visit.date': 0.6, createdAt: 0.4 },
  mitarbeiter: { owner: 0.55, 'visit.by': 0.3, own: 0.15 },
  kollege: { owner: 0.5, 'visit.by': 0.5 },
  setter: { owner: 0.6, 'visit.by': 0.4 },
  closer: { owner: 0.85, 'visit.by': 0.15 },
  vertrieb: { owner: 0.7, 'visit.by': 0.3 },
  vertriebler: { owner: 0.6, 'visit.by': 0.4 },
  vertreter: { 'visit.by': 0.6, owner: 0.4 },
  aussendienst: { 'visit.by': 0.5, owner: 0.5 },
  aussendienstmitarbeiter: { 'visit.by': 0.5, owner: 0.5 },
  adm: { 'visit.by': 0.5, owner: 0.5 },
  rep: { 'visit.by': 0.5, owner: 0.5 },
  'sales rep': { owner: 0.65, 'visit.by': 0.35 },
  von: { 'visit.by': 0.4, owner: 0.2, source: 0.2, own: 0.2 },
  durch: { 'visit.by': 0.6, owner: 0.3, own: 0.1 },
  anzahl: { 'visit.count': 0.5, own: 0.5 },
  anz: { 'visit.count': 0.5, own: 0.5 },
  versuch: { 'visit.count': 0.8, own: 0.2 },
  summe: { 'deal.value': 0.85, own: 0.15 },
  umsatz: { 'deal.value': 0.75, own: 0.25 },
  revenue: { 'deal.value': 0.7, own: 0.3 },
  info: { note: 0.9, own: 0.1 },
  zusatz: { note: 0.55, own: 0.45 },
  land: { country: 0.85, region: 0.15 },
  region: { region: 0.9, own: 0.1 },
  adresse: { addressLine: 0.9, street: 0.05, email: 0.05 },
  postleitzahlort: { city: 1 },
  haus: { houseNumber: 0.85, own: 0.15 },
  partner: { own: 0.5, companyName: 0.25, fullName: 0.25 },
  objekt: { addressLine: 0.5, 'deal.title': 0.2, own: 0.3 },
  zeit: { 'visit.time': 0.8, createdAt: 0.2 },
  time: { 'visit.time': 0.8, createdAt: 0.2 },
  kategorie: { tags: 0.9, own: 0.1 },
  feedback: { 'visit.result': 0.45, note: 0.55 },
  reaktion: { 'visit.result': 0.75, note: 0.25 },
  ergebnis: { 'visit.result': 0.95, 'deal.stage': 0.02, note: 0.03 },
  ort: { city: 0.97, own: 0.03 },
  wo: { addressLine: 0.6, city: 0.4 },
  wer: { fullName: 0.6, 'visit.by': 0.4 },
  position: { jobTitle: 0.93, ignore: 0.07 },
  kanal: { source: 0.9, own: 0.1 },
  seite: { website: 0.6, own: 0.4 },
  haustuer: { 'visit.result': 0.6, own: 0.4 },
  eigentuemer: { fullName: 0.6, owner: 0.1, own: 0.3 },
  konto: { externalId: 0.6, companyName: 0.3, own: 0.1 },
  standort: { city: 0.6, addressLine: 0.4 },
  sitz: { city: 0.8, addressLine: 0.2 },
};

/** Every known header in compact form with what it may mean. */
export const headerWords: ReadonlyMap<string, Chances> = (() => {
  const words = new Map<string, Chances>();
  for (const [field, phrases] of Object.entries(sure)) {
    for (const phrase of phrases.split('|')) {
      const key = compact(phrase);
      if (key !== '' && !words.has(key)) words.set(key, { [field]: 1 });
    }
  }
  for (const [phrase, chances] of Object.entries(unsure)) words.set(compact(phrase), chances);
  return words;
})();
