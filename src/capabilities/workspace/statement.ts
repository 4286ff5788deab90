import { html } from '#platform/html';
import { openPage } from '#platform/open-pages';
import type { WorkspaceRow } from './schema.ts';

/** When the pages were last looked at by what is said below. */
const checkedOn = { de: '29. November 2026', en: '29 November 2026' };

type Words = {
  title: string;
  who: (company: string | undefined, address: string) => string;
  standard: string;
  howHeading: string;
  how: readonly string[];
  limitsHeading: string;
  limits: readonly string[];
  writeHeading: string;
  write: string;
  writeNowhere: (company: string | undefined) => string;
  authorityHeading: string;
  authority: Partial<Record<WorkspaceRow['country'], string>>;
  date: string;
};

const words: Record<'de' | 'en', Words> = {
  de: {
    title: 'Erklärung zur Barrierefreiheit',
    who: (company, address) =>
      `Sie gilt für die öffentlichen Seiten${company ? ` von ${company}` : ''} unter ${address}: Termine buchen, verschieben und absagen, Einwilligungen geben und widerrufen.`,
    standard:
      'Diese Seiten erfüllen nach unserer eigenen Prüfung die Web Content Accessibility Guidelines (WCAG) 2.2, Stufe AA, und damit die Anforderungen der EN 301 549 an Webseiten.',
    howHeading: 'Wie geprüft wurde',
    how: [
      'Mit axe-core in jeder Ausgabe der Software, auf dem Rechner und bei 390 Pixel Breite, hell und dunkel.',
      'In einem Browser, der keine Skripte ausführt: Alles geht ohne.',
      'Allein mit der Tastatur; jedes Feld hat eine Beschriftung, jeder Fehler steht beim Feld.',
    ],
    limitsHeading: 'Was wir wissen',
    limits: [
      'Im Videogespräch gibt es keine Untertitel. Wer sie braucht, bekommt den Termin gern am Telefon, schriftlich oder vor Ort.',
      'Mit Vorleseprogrammen haben wir die Seiten noch nicht von Menschen prüfen lassen, die täglich damit arbeiten.',
      'Was Firmen selbst auf die Seiten schreiben, und fremde Seiten hinter Links, prüfen wir nicht.',
    ],
    writeHeading: 'Etwas geht nicht?',
    write: 'Schreiben Sie uns, was nicht geht. Wir antworten, und Ihr Termin klappt auch so:',
    writeNowhere: (company) =>
      `Sagen Sie es ${company ?? 'der Firma, von der Sie diese Seite haben'}, auf dem Weg, auf dem Sie sonst in Verbindung sind. Ihr Termin klappt auch so.`,
    authorityHeading: 'Keine Antwort bekommen?',
    authority: {
      DE: 'Dann hilft die Marktüberwachungsstelle der Länder für die Barrierefreiheit von Produkten und Dienstleistungen (MLBF) in Magdeburg.',
      AT: 'Dann hilft das Sozialministeriumservice als Marktüberwachungsbehörde.',
    },
    date: 'Stand',
  },
  en: {
    title: 'Accessibility statement',
    who: (company, address) =>
      `It covers the public pages${company ? ` of ${company}` : ''} at ${address}: booking, moving and cancelling meetings, giving and withdrawing consent.`,
    standard:
      'By our own assessment these pages meet the Web Content Accessibility Guidelines (WCAG) 2.2, level AA, and so the requirements of EN 301 549 for web pages.',
    howHeading: 'How it was tested',
    how: [
      'With axe-core in every release of the software, on a desktop and at a width of 390 pixels, light and dark.',
      'In a browser that runs no scripts: everything works without.',
      'With the keyboard alone; every field has a label, every error stands beside its field.',
    ],
    limitsHeading: 'What we know',
    limits: [
      'The video call has no captions. Whoever needs them can meet us on the phone, in writing or in person instead.',
      'The pages have not yet been tested by people who work with screen readers every day.',
      'We do not test what companies write on the pages themselves, nor other sites behind links.',
    ],
    writeHeading: 'Something does not work?',
    write: 'Tell us what does not work. We will answer, and you will get your meeting all the same:',
    writeNowhere: (company) =>
      `Tell ${company ?? 'the company that sent you here'}, the way you are usually in touch. You will get your meeting all the same.`,
    authorityHeading: 'No answer?',
    authority: {
      DE: 'The market surveillance authority of the German states for accessibility (MLBF) in Magdeburg can help.',
      AT: 'The Sozialministeriumservice, the Austrian market surveillance authority, can help.',
    },
    date: 'As of',
  },
};

export function statementPage(
  locale: 'de' | 'en',
  address: string,
  home: Pick<WorkspaceRow, 'name' | 'country' | 'publicEmail'> | undefined,
): string {
  const say = words[locale];
  const authority = home && say.authority[home.country];
  return openPage(
    locale,
    say.title,
    html`<h1>${say.title}</h1>
      <p>${say.who(home?.name, address)}</p>
      <p>${say.standard}</p>
      <h2>${say.howHeading}</h2>
      <ul>
        ${say.how.map((line) => html`<li>${line}</li>`)}
      </ul>
      <h2>${say.limitsHeading}</h2>
      <ul>
        ${say.limits.map((line) => html`<li>${line}</li>`)}
      </ul>
      <h2>${say.writeHeading}</h2>
      ${
        home?.publicEmail
          ? html`<p>${say.write}</p>
              <p><a href="mailto:${home.publicEmail}">${home.publicEmail}</a></p>`
          : html`<p>${say.writeNowhere(home?.name)}</p>`
      }
      ${
        authority &&
        html`<h2>${say.authorityHeading}</h2>
          <p>${authority}</p>`
      }
      <p class="soft">${say.date}: ${checkedOn[locale]}</p>`,
  );
}
