import { type Html, html } from '#platform/html';
import { openPage } from '#platform/open-pages';
import type { Fault, Typed } from '../rules/form-input.ts';
import { routingQuestions } from '../rules/routing.ts';
import { faultIn, words } from '../words.ts';
import { field, privacy, type Shown } from './pages.ts';

/** What is asked before the times, so that they are those of the right person. */
export function routingPage({
  locale,
  company,
  page,
  typed,
  faults,
}: Shown & { typed: Typed; faults: readonly Fault[] }): string {
  const say = words[locale];
  return openPage(
    locale,
    page.title,
    html`<p class="soft">${say.with(company)}</p>
      <h1>${page.title}</h1>
      ${page.intro && html`<p class="intro">${page.intro}</p>`}
      ${faults.length > 0 && html`<p class="fault" role="alert">${say.faulty}</p>`}
      <form method="get">
        ${routingQuestions(page.questions).map(([at, { label, choices = [], byPostalCode }]): Html => {
          const name = `q${at}` as const;
          const value = typed.answers[at] ?? '';
          if (byPostalCode)
            return field(locale, { name, label, type: 'text', complete: 'postal-code', required: true, value, faults });
          return html`<fieldset>
            <legend>${label}</legend>
            ${faults.includes(name) && html`<p class="fault" id="${name}-fault">${faultIn(locale, name)}</p>`}
            ${choices.map(
              (choice, index) =>
                html`<div class="choice">
                  <input
                    type="radio"
                    id="${name}-${index}"
                    name="${name}"
                    value="${choice.label}"
                    required
                    ${choice.label === value && html` checked`}
                  />
                  <label for="${name}-${index}">${choice.label}</label>
                </div>`,
            )}
          </fieldset>`;
        })}
        <button>${say.toTimes}</button>
      </form>
      ${privacy(locale, page)}`,
  );
}

/** Honestly: for this nobody of us is there. */
export function nobodyPage({ locale, company, page }: Shown): string {
  const say = words[locale];
  return openPage(
    locale,
    page.title,
    html`<p class="soft">${say.with(company)}</p>
      <h1>${say.nobody}</h1>
      <p>${say.nobodyNote}</p>
      <p><a href="?">${say.answerAnew}</a></p>
      ${privacy(locale, page)}`,
  );
}
