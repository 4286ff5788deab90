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

/** The page as it is for whoever answered so: with the hosts that fit every answer. None: nobody of us is for them. */
export function routed<Page extends Asking>(page: Page, answers: readonly BookingAnswer[]): Page {
  const hostIds = routingQuestions(page.questions).reduce((left, [, question]) => {
    const given = answers.find(({ label }) => label === question.label)?.answer;
    if (given === undefined) return left;
    const choice = choiceOf(question, given);
    if (!choice) return [];
    return choice.hostIds.length === 0 ? left : left.filter((id) => choice.hostIds.includes(id));
  }, page.hostIds);
  return { ...page, hostIds };
}
