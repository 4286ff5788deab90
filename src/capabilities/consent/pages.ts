import { readNumber } from '#contacts';
import { findWorkspace, localDay } from '#workspace';
import { notFound, Refusal } from '#platform/errors';
import { readGivenKey } from '#platform/given-key';
import { dbOf, houseOf } from '#platform/ground';
import type { OpenPageAnswer, OpenPageCall, ServePage } from '#platform/open-pages';
import { readPublicKey, tokenHash } from '#platform/public-key';
import { unsubscribe, unsubscribePath } from './commands/mails.ts';
import { confirmRequest, receiveRequest, textsOf, type WaysWorld, withdrawRequest } from './commands/requests.ts';
import {
  answerPage,
  type AnswerState,
  type Asked,
  formPage,
  notePage,
  thanksPage,
  unsubscribePage,
  withdrawPage,
} from './pages/pages.ts';
import { words } from './pages/words.ts';
import { countView, findCurrentWordings, findForm, findFormByKey, findWordings } from './queries/forms.ts';
import { findFormOfLetter, markOpened } from './queries/letters.ts';
import { findRequestByToken } from './queries/requests.ts';
import { checkFields, readFields, trapName, type Typed } from './rules/form-input.ts';
import { spokenCode } from './rules/spoken-code.ts';
import type { ConsentFormRow, ConsentRequestRow } from './schema.ts';

/** What people see who are asked for their consent. No sign-in, no script; the same for those we know and those we do not. */
export function consentPages(serve: ServePage): void {
  serve('GET', '/ja/:key', (call) =>
    orGone(call, async () => {
      const { db, form, home, letter } = await openForm(call);
      // What a browser fetches ahead nobody may ever look at.
      if (call.request.headers['sec-purpose'] === undefined) {
        if (letter) await markOpened(db, letter, call.now);
        else await countView(db, form.workspaceId, form.id, localDay(call.now, home.timeZone));
      }
      return { html: formPage({ ...shown(call, form, home), asked: await askedNow(db, form) }) };
    }),
  );
  serve('POST', '/ja/:key', (call) => orGone(call, () => send(call)));

  serve('GET', '/ja/antwort/:key', (call) => orGone(call, () => answer(call)));
  serve('POST', '/ja/antwort/:key', (call) =>
    orGone(call, async () => {
      const { db, workspaceId, secret } = openLink(call);
      if (call.fields.get('answer') === 'yes') await confirmRequest(db, workspaceId, secret, call.request.ip, call.now);
      else if (call.fields.get('answer') === 'no') await withdrawRequest(db, workspaceId, secret, call.now);
      return { goTo: `/ja/antwort/${call.params['key']}` };
    }),
  );

  serve('GET', '/ja/widerruf/:key', (call) =>
    orGone(call, async () => {
      const { request, home } = await openRequest(call);
      if (request.withdrawnAt) return answer(call);
      return { html: withdrawPage(call.locale, home.name) };
    }),
  );
  serve('POST', '/ja/widerruf/:key', (call) =>
    orGone(call, async () => {
      const { db, workspaceId, secret } = openLink(call);
      await withdrawRequest(db, workspaceId, secret, call.now);
      return { goTo: `/ja/antwort/${call.params['key']}` };
    }),
  );

  serve('GET', unsubscribePath, (call) =>
    orGone(call, async () => {
      const { db, workspaceId } = openMail(call);
      const home = await findWorkspace(db, workspaceId);
      if (!home) throw notFound();
      return { html: unsubscribePage(call.locale, home.name) };
    }),
  );
  // RFC 8058: the program that reads the mail sends this itself, and follows nowhere.
  serve(
    'POST',
    unsubscribePath,
    (call) =>
      orGone(call, async () => {
        const { db, ...mail } = openMail(call);
        await unsubscribe(db, mail, call.now);
        const say = words[call.locale];
        return { html: notePage(call.locale, say.unsubscribed) };
      }),
    { fromPrograms: true },
  );
}

function openMail({ params, ground }: OpenPageCall) {
  const mail = readGivenKey(ground.secrets, 'mail', params['key']);
  if (!mail) throw notFound();
  const { workspaceId, id: permitId } = mail;
  return { workspaceId, permitId, db: dbOf<WaysWorld>(ground, { workspaceId }) };
}

async function orGone(call: OpenPageCall, page: () => Promise<OpenPageAnswer>): Promise<OpenPageAnswer> {
  try {
    return await page();
  } catch (error) {
    if (!(error instanceof Refusal) || error.status !== 404) throw error;
    const say = words[call.locale];
    return { status: 404, html: notePage(call.locale, say.gone, say.goneNote) };
  }
}

function openLink({ params, ground }: OpenPageCall) {
  const link = readPublicKey(params['key']);
  if (!link) throw notFound();
  return { ...link, db: dbOf<WaysWorld>(ground, { workspaceId: link.workspaceId }) };
}

async function openForm(call: OpenPageCall) {
  const { db, workspaceId, secret } = openLink(call);
  const [form, home] = await Promise.all([findFormByKey(db, workspaceId, secret), findWorkspace(db, workspaceId)]);
  const found = form ? { form, letter: undefined } : await findFormOfLetter(db, workspaceId, secret);
  if (!found || !home) throw notFound();
  return { db, home, ...found };
}

async function openRequest(call: OpenPageCall) {
  const { db, workspaceId, secret } = openLink(call);
  const [request, home] = await Promise.all([
    findRequestByToken(db, workspaceId, tokenHash(secret)),
    findWorkspace(db, workspaceId),
  ]);
  if (!request || !home) throw notFound();
  return { db, request, home };
}

const shown = (call: OpenPageCall, form: ConsentFormRow, home: { name: string }) => ({
  locale: call.locale,
  company: home.name,
  heading: form.heading,
  intro: form.intro,
  privacyUrl: form.privacyUrl,
});

async function askedNow(db: ReturnType<typeof openLink>['db'], form: ConsentFormRow): Promise<Asked[]> {
  const wordings = await findCurrentWordings(db, form.workspaceId);
  return form.channels.flatMap((channel) => {
    const wording = wordings.find((each) => each.channel === channel);
    return wording ? [{ channel, wordingId: wording.id, text: wording.text }] : [];
  });
}

async function send(call: OpenPageCall): Promise<OpenPageAnswer> {
  const { db, form, home, letter } = await openForm(call);
  const { locale, fields, ground, now } = call;
  const typed = readFields(fields);
  const asked = await askedThen(db, form, typed);
  const checked = checkFields(
    typed,
    asked.map(({ channel }) => channel),
    (text) => readNumber(text, home.country)?.value,
  );
  if ('faults' in checked)
    return { status: 422, html: formPage({ ...shown(call, form, home), asked, typed, faults: checked.faults }) };

  const { filled } = checked;
  const thanks = (code: string) => ({
    html: thanksPage(locale, {
      mailed: filled.email !== null,
      code: callable(filled.channels) ? code : undefined,
      callNumber: form.callNumber,
    }),
  });
  if (fields.get(trapName)) return thanks(spokenCode(ground.ports.random(4)));
  const wordingIds = new Map(asked.map(({ channel, wordingId }) => [channel, wordingId]));
  const sent = {
    filled,
    wordingIds,
    locale,
    ip: call.request.ip,
    house: houseOf(ground),
    letterId: letter?.id ?? null,
  };
  try {
    const { code } = await receiveRequest(db, form, sent, ground.ports.random, now);
    return thanks(code);
  } catch (error) {
    if (!(error instanceof Refusal) || error.status !== 429) throw error;
    return { status: 429, html: notePage(locale, words[locale].busy) };
  }
}

/** The texts that stood on the page when it was opened: a newer version may have been released since, but nobody has read it there. */
async function askedThen(db: ReturnType<typeof openLink>['db'], form: ConsentFormRow, typed: Typed): Promise<Asked[]> {
  const [now, named] = await Promise.all([
    askedNow(db, form),
    findWordings(db, form.workspaceId, Object.values(typed.wordingIds)),
  ]);
  return now.map((asked) => {
    const read = named.find(
      ({ id, channel, purpose }) =>
        id === typed.wordingIds[asked.channel] && channel === asked.channel && purpose === 'advertising',
    );
    return read ? { channel: asked.channel, wordingId: read.id, text: read.text } : asked;
  });
}

const callable = (channels: readonly string[]): boolean => channels.includes('phone') || channels.includes('sms');

async function answer(call: OpenPageCall): Promise<OpenPageAnswer> {
  const { db, request, home } = await openRequest(call);
  const [texts, form] = await Promise.all([textsOf(db, request), findForm(db, request.workspaceId, request.formId)]);
  const channels = texts.map(({ channel }) => channel);
  const state = stateOf(request, call.now);
  const numberWaits = request.phone !== null && callable(channels) && !request.numberConfirmedAt;
  return {
    html: answerPage(call.locale, {
      company: home.name,
      state,
      texts: texts.map(({ text }) => text),
      // Whoever typed the number may not be who reads this mailbox.
      numberEnding: request.phone?.slice(-3),
      code: numberWaits ? request.code : undefined,
      callNumber: form?.callNumber ?? null,
      withdrawAddress: `/ja/widerruf/${call.params['key']}`,
    }),
  };
}

function stateOf(request: ConsentRequestRow, now: Date): AnswerState {
  if (request.withdrawnAt) return request.contactId === null ? 'declined' : 'withdrawn';
  if (request.confirmedAt) return 'confirmed';
  return request.expiresAt <= now ? 'expired' : 'waiting';
}
