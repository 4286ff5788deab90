import { z } from 'zod';
import { Line, Text } from '#platform/operation';
import type { BookingAnswer } from '../../contract/shapes.ts';
import type { BookingQuestion } from '../contract.ts';
import { isAnswer } from './routing.ts';

/** Of the person, by their names on the page; the questions of the page follow as q0, q1 … */
export const fieldNames = ['firstName', 'lastName', 'email', 'phone'] as const;
export type FieldName = (typeof fieldNames)[number];

/** As it was typed; shown again where something is missing. */
export type Typed = Record<FieldName, string> & { answers: string[] };
export type Fault = FieldName | `q${number}`;

/** People do not see this field; programs that fill in everything do. */
export const trapName = 'website';

export function readFields(fields: URLSearchParams, questions: readonly BookingQuestion[]): Typed {
  const typed = (name: string) => (fields.get(name) ?? '').slice(0, 4000);
  return {
    firstName: typed('firstName'),
    lastName: typed('lastName'),
    email: typed('email'),
    phone: typed('phone'),
    answers: questions.map((_, at) => typed(`q${at}`)),
  };
}

export type Filled = {
  firstName: string | null;
  lastName: string;
  email: string;
  /** E.164 */
  phone: string | null;
  answers: BookingAnswer[];
};

export const shapes = {
  firstName: Line(80),
  lastName: Line(80),
  email: z.string().trim().toLowerCase().max(254).pipe(z.email()),
  phone: Line(50),
  answer: Text(2000).trim(),
};

/** A mailbox for the confirmation always, a number where we are to call. */
export function checkFields(
  typed: Typed,
  { way, questions }: { way: string; questions: readonly BookingQuestion[] },
  readNumber: (text: string) => string | undefined,
): { filled: Filled } | { faults: Fault[] } {
  const faults: Fault[] = [];
  const read = (name: FieldName, required: boolean): string | null => {
    if (typed[name].trim() === '' && !required) return null;
    const result = shapes[name].safeParse(typed[name]);
    if (!result.success) faults.push(name);
    return result.success ? result.data : null;
  };
  const [firstName, lastName] = [read('firstName', false), read('lastName', true)];
  const [email, written] = [read('email', true), read('phone', way === 'phone')];
  const phone = written === null ? null : readNumber(written);
  if (phone === undefined) faults.push('phone');
  const answers = questions.flatMap((question, at) => {
    const { label, required, choices } = question;
    const result = shapes.answer.safeParse(typed.answers[at] ?? '');
    const answer = result.success ? result.data : '';
    if (!result.success || ((required || choices) && answer === '') || (choices && !isAnswer(question, answer)))
      faults.push(`q${at}`);
    return answer === '' ? [] : [{ label, answer }];
  });
  if (faults.length > 0 || lastName === null || email === null || phone === undefined) return { faults };
  return { filled: { firstName, lastName, email, phone, answers } };
}
