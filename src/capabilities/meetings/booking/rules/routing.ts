import type { BookingAnswer } from '../../contract/shapes.ts';
import type { BookingChoice, BookingQuestion } from '../contract.ts';

type Asking = { questions: readonly BookingQuestion[]; hostIds: string[] };

/** Those that decide who is the right person; by their places among the questions of the page. */
export function routingQuestions(questions: readonly BookingQuestion[]): (readonly [at: number, BookingQuestion])[] {
  return questions.flatMap((question, at) => (question.choices ? [[at, question] as const] : []));
}

/** What somebody chose; `undefined`: that is no answer to it. */
export function choiceOf({ choices = [], byPostalCode }: BookingQuestion, answer: string): BookingChoice | undefined {
  if (!byPostalCode) return choices.find(({ label }) => label === answer);
  const code = answer.replaceAll(/\D/g, '');
  const begins = choices.flatMap((choice) =>
    choice.label
      .split(/[\s,;]+/)
      .filter((begin) => begin !== '' && code.startsWith(begin))
      .map((begin) => ({ choice, length: begin.length })),
  );
  return begins.toSorted((a, b) => b.length - a.length)[0]?.choice;
}

/** Is it an answer at all? A postal code that nobody of us is for is one. */
export function isAnswer(question: BookingQuestion, answer: string): boolean {
  return question.byPostalCode ? /^\d{4,5}$/.test(answer.trim()) : choiceOf(question, answer) !== undefined;
}

/**
 * Where the answers lead: to the times of those who fit every one of them, to a call by one of those, to another page, or to nobody. An answer that leads elsewhere counts more than those that
 * choose among the hosts; of two, the earlier question.
 */
export type Outcome<Page> = { to: 'times' | 'call'; page: Page } | { to: 'page'; pageId: string } | { to: 'nobody' };

export function outcomeOf<Page extends Asking>(page: Page, answers: readonly BookingAnswer[]): Outcome<Page> {
  const chosen = routingQuestions(page.questions).flatMap(([, question]) => {
    const given = answers.find(({ label }) => label === question.label)?.answer;
    return given === undefined ? [] : [{ choice: choiceOf(question, given) }];
  });
  const leadsTo = chosen.find(({ choice }) => choice?.leadsTo !== undefined)?.choice?.leadsTo;
  if (typeof leadsTo === 'object') return { to: 'page', pageId: leadsTo.pageId };
  const hostIds = chosen.reduce((left, { choice }) => {
    if (!choice) return [];
    return choice.hostIds.length === 0 ? left : left.filter((id) => choice.hostIds.includes(id));
  }, page.hostIds);
  if (leadsTo === 'call')
    return { to: 'call', page: { ...page, hostIds: hostIds.length > 0 ? hostIds : page.hostIds } };
  return hostIds.length === 0 ? { to: 'nobody' } : { to: 'times', page: { ...page, hostIds } };
}

/** The page as it is for whoever answered so: with the hosts whose times they may take. */
export function routed<Page extends Asking>(page: Page, answers: readonly BookingAnswer[]): Page {
  const outcome = outcomeOf(page, answers);
  return outcome.to === 'times' ? outcome.page : { ...page, hostIds: [] };
}
