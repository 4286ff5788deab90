import type { CreateScript, ScriptAnswer } from '#scripts/contract';

type More = Partial<Pick<ScriptAnswer, 'sets' | 'disposition'>>;
const answer = (key: string, label: string, next: string | null, more: More = {}): ScriptAnswer => ({
  key,
  label,
  next,
  sets: null,
  disposition: null,
  ...more,
});
const tag = (value: string): More => ({ sets: { field: 'tag', value } });

/** How a solar seller leads the first call. */
export const solarScript: CreateScript = {
  name: 'Solaranlage, erster Anruf',
  about: 'Passt das Dach, und wann darf die Beratung kommen?',
  steps: [
    {
      kind: 'say',
      key: 'gruss',
      title: 'Begrüßung',
      text: 'Guten Tag {{salutation}}, hier ist {{me}} von {{workspace}}.\nSie haben uns erlaubt, Sie zu einer Solaranlage anzurufen. Darum geht es heute.',
      next: 'zeit',
    },
    {
      kind: 'question',
      key: 'zeit',
      title: 'Zeit',
      text: 'Haben Sie drei Minuten, in denen wir sehen, ob es sich bei Ihnen lohnt?',
      answers: [
        answer('ja', 'Ja', 'haus'),
        answer('spaeter', 'Lieber später', null, { disposition: 'callback' }),
        answer('nein', 'Kein Interesse', 'ende', { disposition: 'refused' }),
      ],
    },
    {
      kind: 'question',
      key: 'haus',
      title: 'Haus',
      text: 'Gehört Ihnen das Haus, in dem Sie wohnen?',
      answers: [
        answer('eigen', 'Ja, Eigenheim', 'dach', tag('Eigenheim')),
        answer('wohnung', 'Eigentumswohnung', 'balkon', tag('Eigentumswohnung')),
        answer('miete', 'Nein, zur Miete', 'balkon', tag('Mieter')),
      ],
    },
    {
      kind: 'question',
      key: 'dach',
      title: 'Dach',
      text: 'Wann wurde Ihr Dach zuletzt gedeckt?',
      answers: [
        answer('neu', 'In den letzten 20 Jahren', 'verbrauch', tag('Dach geeignet')),
        answer('alt', 'Vor längerer Zeit', 'verbrauch', tag('Dach prüfen')),
        answer('unklar', 'Weiß nicht', 'verbrauch'),
      ],
    },
    {
      kind: 'field',
      key: 'verbrauch',
      title: 'Stromverbrauch',
      text: 'Wie viel Strom verbrauchen Sie im Jahr ungefähr? Es steht auf der letzten Abrechnung.',
      field: 'note',
      next: 'termin',
    },
    {
      kind: 'say',
      key: 'balkon',
      title: 'Balkon',
      text: 'Dann kommt eine Anlage für den Balkon infrage: Sie braucht keine Genehmigung und ist an einem Vormittag angebracht.',
      next: 'termin',
    },
    {
      kind: 'question',
      key: 'termin',
      title: 'Termin',
      text: 'Unsere Beratung rechnet es Ihnen in einer halben Stunde am Bildschirm vor. Passt es Ihnen diese oder nächste Woche?',
      answers: [
        answer('ja', 'Termin vereinbart', 'mail', { disposition: 'appointment' }),
        answer('ueberlegen', 'Möchte überlegen', 'mail', { disposition: 'callback' }),
        answer('nein', 'Nein', 'ende', { disposition: 'refused' }),
      ],
    },
    {
      kind: 'field',
      key: 'mail',
      title: 'E-Mail-Adresse',
      text: 'An welche Adresse darf ich Ihnen die Bestätigung schicken?',
      field: 'email',
      next: 'einwilligung',
    },
    {
      kind: 'wording',
      key: 'einwilligung',
      title: 'Einwilligung für E-Mails',
      text: 'Darf ich Ihnen dazu noch etwas vorlesen?',
      channel: 'email',
      onYes: 'ende',
      onNo: 'ende',
    },
    {
      kind: 'say',
      key: 'ende',
      title: 'Verabschiedung',
      text: 'Vielen Dank für Ihre Zeit, {{salutation}}. Ich wünsche Ihnen noch einen schönen Tag!',
      next: null,
    },
  ],
  cards: [
    {
      key: 'teuer',
      title: 'Zu teuer',
      text: 'Das höre ich oft, bevor die Rechnung auf dem Tisch liegt. Sie kaufen Strom für die nächsten 20 Jahre zu einem festen Preis. Rechnen wir es einmal mit Ihrem Verbrauch?',
    },
    {
      key: 'partner',
      title: 'Muss ich zu Hause besprechen',
      text: 'Das sollten Sie auch. Am besten sitzen beide am Bildschirm. Wann sind Sie gemeinsam da?',
    },
    {
      key: 'alter',
      title: 'Lohnt sich in meinem Alter nicht mehr',
      text: 'Die meisten Anlagen haben nach neun bis zwölf Jahren bezahlt, was sie gekostet haben, und das Haus ist mit ihr mehr wert.',
    },
    {
      key: 'schatten',
      title: 'Das Dach liegt im Schatten',
      text: 'Ob das viel ausmacht, sehen wir auf dem Luftbild. Die Beratung zeigt es Ihnen, und wenn es nicht reicht, sagt sie es.',
    },
    {
      key: 'nummer',
      title: 'Woher haben Sie meine Nummer?',
      text: 'Von Ihnen selbst, {{salutation}}, zusammen mit der Erlaubnis, Sie anzurufen. Wenn Sie das nicht mehr möchten, halte ich es sofort fest.',
    },
  ],
};

/** What the script reads aloud, word for word. */
export function mailWording(firm: string): string {
  return `Ich bin einverstanden, dass ${firm} mir per E-Mail Angebote zu Solaranlagen, Speichern und Wallboxen schickt. Das kann ich jederzeit widerrufen, mit einer kurzen Nachricht an ${firm}.`;
}
