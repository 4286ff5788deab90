import type { CreateScript, ScriptAnswer } from '#scripts/contract';

type Answered = Partial<Pick<ScriptAnswer, 'sets' | 'disposition'>>;
const answer = (key: string, label: string, next: string | null, more: Answered = {}): ScriptAnswer => ({
  key,
  label,
  next,
  sets: null,
  disposition: null,
  ...more,
});

/** A first script to begin with: who we are (§ 312a Abs. 1 BGB), is it a good moment, the need, an appointment, the consent. */
export function templateIn(language: 'de' | 'en'): CreateScript {
  return language === 'de' ? german : english;
}

const german: CreateScript = {
  name: 'Erster Anruf',
  about: 'Bedarf klären und einen Termin vereinbaren',
  steps: [
    {
      kind: 'say',
      key: 'gruss',
      title: 'Begrüßung',
      text: 'Guten Tag {{salutation}}, hier ist {{me}} von {{workspace}}. Ich rufe an, weil Sie uns erlaubt haben, Sie zu unserem Angebot anzurufen.',
      next: 'zeit',
    },
    {
      kind: 'question',
      key: 'zeit',
      title: 'Zeit',
      text: 'Haben Sie gerade zwei Minuten?',
      answers: [
        answer('ja', 'Ja', 'bedarf'),
        answer('spaeter', 'Später', null, { disposition: 'callback' }),
        answer('nein', 'Kein Interesse', 'ende', { disposition: 'refused' }),
      ],
    },
    {
      kind: 'field',
      key: 'bedarf',
      title: 'Bedarf',
      text: 'Was beschäftigt Sie bei diesem Thema gerade am meisten?',
      field: 'note',
      next: 'termin',
    },
    {
      kind: 'question',
      key: 'termin',
      title: 'Termin',
      text: 'Darf ich Ihnen das in einem kurzen Termin zeigen? Passt es Ihnen diese oder nächste Woche?',
      answers: [
        answer('ja', 'Termin vereinbart', 'mail', { disposition: 'appointment' }),
        answer('nein', 'Lieber nicht', 'ende', { disposition: 'refused' }),
      ],
    },
    {
      kind: 'wording',
      key: 'mail',
      title: 'Einwilligung für E-Mails',
      text: 'Darf ich Ihnen noch etwas vorlesen?',
      channel: 'email',
      onYes: 'ende',
      onNo: 'ende',
    },
    {
      kind: 'say',
      key: 'ende',
      title: 'Verabschiedung',
      text: 'Vielen Dank für Ihre Zeit, {{salutation}}. Einen schönen Tag noch!',
      next: null,
    },
  ],
  cards: [
    {
      key: 'teuer',
      title: 'Zu teuer',
      text: 'Das verstehe ich. Verglichen womit? Lassen Sie uns ansehen, was es Ihnen einbringt; dann entscheiden Sie.',
    },
    {
      key: 'zeit',
      title: 'Keine Zeit',
      text: 'Dann halte ich Sie nicht auf. Wann darf ich Sie noch einmal anrufen: eher vormittags oder nachmittags?',
    },
    {
      key: 'nummer',
      title: 'Woher haben Sie meine Nummer?',
      text: 'Die haben Sie uns selbst gegeben, zusammen mit Ihrer Einwilligung. Wenn Sie das nicht mehr möchten, halte ich es sofort fest.',
    },
  ],
};

const english: CreateScript = {
  name: 'First call',
  about: 'Find out what they need and agree on a meeting',
  steps: [
    {
      kind: 'say',
      key: 'hello',
      title: 'Greeting',
      text: 'Good day {{salutation}}, this is {{me}} of {{workspace}}. I am calling because you allowed us to call you about our offer.',
      next: 'time',
    },
    {
      kind: 'question',
      key: 'time',
      title: 'Time',
      text: 'Do you have two minutes?',
      answers: [
        answer('yes', 'Yes', 'need'),
        answer('later', 'Later', null, { disposition: 'callback' }),
        answer('no', 'Not interested', 'end', { disposition: 'refused' }),
      ],
    },
    {
      kind: 'field',
      key: 'need',
      title: 'Need',
      text: 'What is on your mind most about this?',
      field: 'note',
      next: 'meeting',
    },
    {
      kind: 'question',
      key: 'meeting',
      title: 'Meeting',
      text: 'May I show you that in a short meeting? Would this week or next suit you?',
      answers: [
        answer('yes', 'Meeting agreed', 'mail', { disposition: 'appointment' }),
        answer('no', 'Rather not', 'end', { disposition: 'refused' }),
      ],
    },
    {
      kind: 'wording',
      key: 'mail',
      title: 'Consent to e-mails',
      text: 'May I read something to you?',
      channel: 'email',
      onYes: 'end',
      onNo: 'end',
    },
    {
      kind: 'say',
      key: 'end',
      title: 'Goodbye',
      text: 'Thank you for your time, {{salutation}}. Have a good day!',
      next: null,
    },
  ],
  cards: [
    {
      key: 'price',
      title: 'Too expensive',
      text: 'I understand. Compared with what? Let us look at what it brings you; then you decide.',
    },
    {
      key: 'time',
      title: 'No time',
      text: 'Then I won’t keep you. When may I call again: rather in the morning or in the afternoon?',
    },
    {
      key: 'number',
      title: 'Where did you get my number?',
      text: 'You gave it to us yourself, together with your consent. If you no longer want that, I note it at once.',
    },
  ],
};
