import { readNumber } from '#contacts';
import { isUuid, newId } from '#platform/ids';
import type { OpenPageAnswer, OpenPageCall, ServePage } from '#platform/open-pages';
import { networkOf } from '#platform/public-key';
import { onPage, type openPageOf } from '../opening.ts';
import { notePage } from '../pages/pages.ts';
import { addressOf } from '../rules/address.ts';
import { type Fault, readFields, trapName } from '../rules/form-input.ts';
import { isAnswer, outcomeOf, routingQuestions } from '../rules/routing.ts';
import { words } from '../words.ts';
import { wishCall } from './commands.ts';
import { callForm } from './form.ts';
import { checkWisher, readDayPart } from './rules.ts';
import { callWords } from './words.ts';

/** "We call you", where the answers lead there or nobody fits: a plain form, and what is said when it was sent. */
export function callWishPages(serve: ServePage): void {
  serve('GET', '/termin/anruf/:key', (call) =>
    onPage(call, async ({ page }) => {
      const say = callWords[call.locale];
      return { html: notePage(call.locale, say.callComes, say.callComesNote), framedBy: page.embedSites };
    }),
  );
  serve('POST', '/termin/anruf/:key', (call) => onPage(call, (opened) => send(call, opened)));
}

async function send(
  call: OpenPageCall,
  { db, page, home }: Awaited<ReturnType<typeof openPageOf>>,
): Promise<OpenPageAnswer> {
  const { locale, fields, now, request } = call;
  const framedBy = page.embedSites;
  if (fields.get(trapName)) return { status: 429, html: notePage(locale, words[locale].busy), framedBy };
  const typed = readFields(fields, page.questions);
  const asked = routingQuestions(page.questions);
  const answers = asked.map(([at, { label }]) => ({ label, answer: typed.answers[at] ?? '' }));
  const outcome = outcomeOf(page, answers);
  const offered = outcome.to === 'call' || (outcome.to === 'nobody' && page.offersCall);
  const answered = asked.every(([at, question]) => isAnswer(question, typed.answers[at] ?? ''));
  if (!offered || !answered) return { goTo: `/termin/${addressOf(page)}` };
  const dayPart = readDayPart(fields.get('dayPart'));
  const sent = fields.get('form') ?? '';
  const formId = isUuid(sent) ? sent : newId(now.getTime());
  const checked = checkWisher(typed, (text) => readNumber(text, home.country)?.value);
  if ('faults' in checked) {
    const again = { typed, dayPart, formId, faults: checked.faults satisfies Fault[], nobody: outcome.to === 'nobody' };
    return { status: 422, html: callForm({ locale, company: home.name, page, ...again }), framedBy };
  }
  const asks = outcome.to === 'call' ? outcome.page : page;
  const wording = callWords[locale].callWording(home.name, page.title);
  const origin = { ip: request.ip, network: networkOf(request.ip) };
  await wishCall(db, asks, { formId, dayPart, answers, wording, locale, ...origin, wisher: checked.wisher }, now);
  return { goTo: `/termin/anruf/${addressOf(page)}` };
}
