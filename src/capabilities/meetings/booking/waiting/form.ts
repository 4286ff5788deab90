import { type Html, html } from '#platform/html';
import { openPage } from '#platform/open-pages';
import { field, privacy, type Shown } from '../pages/pages.ts';
import { addressOf } from '../rules/address.ts';
import { type Fault, type FieldName, trapName, type Typed } from '../rules/form-input.ts';
import { routingQuestions } from '../rules/routing.ts';
import { words } from '../words.ts';
import { waitingWords } from './words.ts';

export type WaitingForm = { typed: Typed; timeZone: string; formId: string; faults?: readonly Fault[] };

/** Below the times, where there are none. */
export function waitingForm({ locale, page, typed, timeZone, formId, faults = [] }: Shown & WaitingForm): Html {
  const say = words[locale];
  const wait = waitingWords[locale];
  const one = (name: FieldName, type: string, complete: string, required: boolean) =>
    field(locale, { name, label: say[name], type, complete, required, value: typed[name], faults });
  return html`<h2>${wait.heading}</h2>
    <p>${wait.intro}</p>
    ${faults.length > 0 && html`<p class="fault" role="alert">${say.faulty}</p>`}
    <form method="post" action="/termin/warteliste/${addressOf(page)}">
      <input type="hidden" name="form" value="${formId}" />
      <input type="hidden" name="zone" value="${timeZone}" />
      ${routingQuestions(page.questions).map(
        ([at]) => html`<input type="hidden" name="q${at}" value="${typed.answers[at] ?? ''}" />`,
      )}
      <div class="pair">
        ${one('firstName', 'text', 'given-name', false)}${one('lastName', 'text', 'family-name', true)}
      </div>
      ${one('email', 'email', 'email', true)}
      <p class="trap" aria-hidden="true">
        <label for="${trapName}">${say.trap}</label
        ><input id="${trapName}" name="${trapName}" tabindex="-1" autocomplete="off" />
      </p>
      <p class="hint">${wait.purpose}</p>
      <button>${wait.send}</button>
    </form>`;
}

/** The same on a page of its own, where something is missing. */
export function waitingPage(shown: Shown & WaitingForm): string {
  const { locale, company, page } = shown;
  const say = words[locale];
  return openPage(
    locale,
    page.title,
    html`<p class="soft">${say.with(company)}</p>
      <h1>${page.title}</h1>
      <p>${say.none}</p>
      ${waitingForm(shown)} ${privacy(locale, page)}`,
  );
}
