import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Page } from 'playwright-core';

/** What there is to see: a page, and what one has to do on it first. */
export type Sight = { path: string; name?: string; begin?: Begin };
export type Begin = (page: Page, say: Say) => Promise<void>;
type Say = (german: string) => string;

const english = readFileSync(resolve(import.meta.dirname, '../../src/web/messages/en.po'), 'utf8');

/** The words on the screen in the reader's language, by the German ones. */
export function wordsIn(locale: 'de' | 'en'): Say {
  return (german) => {
    const found = english.split(`msgid ${JSON.stringify(german)}\nmsgstr `)[1]?.split('\n')[0];
    return locale === 'en' && found ? (JSON.parse(found) as string) : german;
  };
}

/** A button may carry its key behind its name. */
const press =
  (name: string): Begin =>
  async (page, say) => {
    await page
      .getByRole('button', { name: new RegExp(`^${say(name)}( ?.)?$`) })
      .first()
      .click();
  };
const dialog =
  (name: string): Begin =>
  async (page, say) => {
    await press(name)(page, say);
    await page.getByRole('dialog').waitFor();
  };
const fromMenu =
  (item: string): Begin =>
  async (page, say) => {
    await press('Einwilligung ändern')(page, say);
    await page.getByRole('menuitem', { name: say(item) }).click();
    await page.getByRole('dialog').waitFor();
  };

const down =
  (heading: string): Begin =>
  async (page, say) => {
    const title = page.getByRole('heading', { name: say(heading), exact: true });
    await title.evaluate((one) => one.scrollIntoView());
  };

/** Of the first of this month a snapshot is kept also where none was taken then. */
const firstOfMonth = `${new Date().toISOString().slice(0, 7)}-01`;

/** The consent of somebody, in all that can be done about it. */
export const consentSights = (contactId: string): Sight[] =>
  [
    'Einwilligung eintragen',
    'Widerspruch eintragen',
    'Im Anruf vorlesen und fragen',
    'Nie wieder kontaktieren',
    'Alle Einträge',
  ].map((item) => ({ path: `/menschen/${contactId}`, name: item, begin: fromMenu(item) }));

/** Why somebody may not be called, and the ways on. */
export const refusalSight = (contactId: string): Sight => ({
  path: `/menschen/${contactId}`,
  name: 'nicht anrufen',
  begin: down('Einwilligung'),
});

export const forecastSights: Sight[] = [
  {
    path: `/prognose?art=won&seit=${firstOfMonth}`,
    name: 'was sich geändert hat',
    begin: down('Was sich geändert hat'),
  },
  { path: '/prognose/rueckblick', name: 'Tabelle', begin: down('Vorhergesagt und gekommen') },
];

export const audienceSights: Sight[] = [
  {
    path: '/zielgruppen?tab=groups',
    name: 'Neue Zielgruppe',
    // The page itself is called by nearly the same word.
    begin: async (page, say) => {
      await page.getByRole('button', { name: say('Zielgruppe'), exact: true }).click();
      await page.getByRole('dialog').waitFor();
    },
  },
];

export const waySights: Sight[] = ['Neues Formular', 'Briefe erstellen', 'Tablet starten'].map((name) => ({
  path: '/einwilligungen?stand=ways',
  name,
  begin: dialog(name),
}));

export const settingSights: Sight[] = [
  { path: '/einstellungen/einwilligung', name: 'Neuer Wortlaut', begin: dialog('Neuer Wortlaut') },
  { path: '/einstellungen/anschluesse', name: 'Neuer Anschluss', begin: dialog('Neuer Anschluss') },
  { path: '/einstellungen/terminseiten', name: 'Neue Terminseite', begin: dialog('Neue Terminseite') },
  { path: '/einstellungen/videodienste', name: 'Neuer Videodienst', begin: dialog('Neuer Videodienst') },
  { path: '/einstellungen/schauraeume', name: 'Neuer Schauraum', begin: dialog('Neuer Schauraum') },
];

export const teamSights: Sight[] = [
  { path: '/teamrunde', name: 'Runde planen', begin: dialog('Runde planen') },
  { path: '/teamrunde/raum' },
];

const talking: Begin = async (page, say) => {
  const phone = page.getByRole('region', { name: say('Telefon') });
  await phone.getByText(say('Im Gespräch')).waitFor();
  // Each picture has a window of its own, and the one before is closed.
  await phone.getByRole('button', { name: say('Hierher holen') }).click();
  await phone.getByRole('button', { name: say('Hierher holen') }).waitFor({ state: 'hidden' });
};
const inCall =
  (name: string): Begin =>
  async (page, say) => {
    await talking(page, say);
    await page
      .getByRole('region', { name: say('Telefon') })
      .getByRole('button', { name: say(name) })
      .click();
  };

/** Somebody is on the phone in the page. */
export const telephoneSights = (contactId: string): Sight[] => [
  { path: `/menschen/${contactId}`, name: 'im Gespräch', begin: talking },
  { path: `/menschen/${contactId}`, name: 'Tasten', begin: inCall('Tasten') },
  { path: `/menschen/${contactId}`, name: 'Weiterverbinden', begin: inCall('Weiterverbinden') },
  { path: `/menschen/${contactId}`, name: 'Ergebnis', begin: dialog('Ergebnis eintragen') },
  { path: `/menschen/${contactId}`, name: 'Um Aufnahme bitten', begin: inCall('Wortlaut vorlesen') },
  { path: '/team-am-telefon', name: 'im Gespräch' },
];

/** What was recorded, beside the conversation that goes on. */
export const recordingSights = (contactId: string): Sight[] => [
  {
    path: `/menschen/${contactId}`,
    name: 'Aufnahme anhören',
    begin: async (page, say) => {
      await press('Anhören')(page, say);
      await page.getByRole('slider').first().waitFor();
    },
  },
];

/** What can be done about somebody from the head of their page. */
export const personSights = (person: { contactId: string; withMailId: string }): Sight[] => [
  { path: `/menschen/${person.contactId}`, name: 'Gespräch festhalten', begin: dialog('Gespräch festhalten') },
  { path: `/menschen/${person.withMailId}`, name: 'E-Mail schreiben', begin: dialog('E-Mail schreiben') },
];

/** A customer with a contract, and the way from a C customer to less effort. */
export const contractSights = (of: { path: string; title: string; carePath: string }): Sight[] => [
  { path: of.path, name: 'mit Vertrag' },
  { path: of.path, name: 'neuer Vertrag', begin: dialog('Neuer Vertrag') },
  {
    path: of.path,
    name: 'Kündigung',
    begin: async (page, say) => {
      await page
        .getByRole('button', { name: say('Mehr zu {0}').replace('{0}', of.title) })
        .first()
        .click();
      await page.getByRole('menuitem', { name: say('Kündigung eintragen') }).click();
      await page.getByRole('dialog').waitFor();
    },
  },
  { path: of.carePath, name: 'Aufwand', begin: facts },
  { path: of.carePath, name: 'Aufwand eintragen', begin: inFacts('Aufwand eintragen') },
  { path: of.carePath, name: 'Betreuung', begin: inFacts('Betreuung umstellen') },
];

/** On a phone they stand behind a tab. */
const facts: Begin = async (page, say) => {
  const tab = page.getByRole('tab', { name: say('Angaben') });
  if (await tab.isVisible()) await tab.click();
};

const inFacts =
  (button: string): Begin =>
  async (page, say) => {
    await facts(page, say);
    await dialog(button)(page, say);
  };

/** The room of a video meeting: before it, in it, and how a guest waits. */
export const roomSights = ({ meetingId, link }: { meetingId: string; link: string }): Sight[] => [
  { path: `/termine/${meetingId}/raum` },
  {
    path: `/termine/${meetingId}/raum`,
    name: 'im Raum',
    begin: async (page, say) => {
      await press('Eintreten')(page, say);
      await press('Chat')(page, say);
    },
  },
  { path: link },
  {
    path: link,
    name: 'wartet',
    begin: async (page, say) => {
      await page.getByRole('textbox').fill('Jutta Feld');
      await press('Eintreten')(page, say);
    },
  },
];
