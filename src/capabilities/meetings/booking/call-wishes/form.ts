import { html } from '#platform/html';
import { openPage } from '#platform/open-pages';
import { field, privacy, type Shown } from '../pages/pages.ts';
import { addressOf } from '../rules/address.ts';
import { type Fault, type FieldName, trapName, type Typed } from '../rules/form-input.ts';
import { routingQuestions } from '../rules/routing.ts';
import { words } from '../words.ts';
import { type DayPart, dayParts } from './rules.ts';
import { callWords } from './words.ts';

export type CallForm = {
  typed: Typed;
  dayPart: DayPart;
  formId: string;
  faults?: readonly Fault[];
  /** Nobody fits, which is said first. */
  nobody: boolean;
};

/** The number, and when it suits. What stands above the button is kept as the proof of the request. */
export function callForm({
  locale,
  company,
  page,
  typed,
  dayPart,
  formId,
  faults = [],
  nobody,
}: Shown & CallForm): string {
  const say = { ...words[locale], ...callWords[locale] };
  const one = (name: FieldName, type: string, complete: string, required: boolean) =>
    field(locale, { name, label: say[name], type, complete, required, value: typed[name], faults });
  return openPage(
    locale,
    page.title,
    html`<p class="soft">${say.with(company)}</p>
      <h1>${nobody ? say.nobody : say.callHeading}</h1>
      <p>${nobody ? say.nobodyButCall : say.callIntro(page.title)}</p>
      ${faults.length > 0 && html`<p class="fault" role="alert">${say.faulty}</p>`}
      <form method="post" action="/termin/anruf/${addressOf(page)}">
        <input type="hidden" name="form" value="${formId}" />
        ${routingQuestions(page.questions).map(
          ([at]) => html`<input type="hidden" name="q${at}" value="${typed.answers[at] ?? ''}" />`,
        )}
        <div class="pair">
          ${one('firstName', 'text', 'given-name', false)}${one('lastName', 'text', 'family-name', true)}
        </div>
        ${one('phone', 'tel', 'tel', true)}
        <p class="field">
          <label for="dayPart">${say.dayPart}</label>
          <select id="dayPart" name="dayPart">
            ${dayParts.map(
              (part) =>
                html`<option value="${part}" ${part === dayPart && html` selected`}>${say.dayParts[part]}</option>`,
            )}
          </select>
        </p>
        <p class="trap" aria-hidden="true">
          <label for="${trapName}">${say.trap}</label
          ><input id="${trapName}" name="${trapName}" tabindex="-1" autocomplete="off" />
        </p>
        <p>${say.callWording(company, page.title)}</p>
        <button>${say.callSend}</button>
      </form>
      ${routingQuestions(page.questions).length > 0 && html`<p class="foot"><a href="/termin/${addressOf(page)}">${say.answerAnew}</a></p>`}
      ${privacy(locale, page)}`,
  );
}
