import { type Html, html } from '#platform/html';
import { openPage } from '#platform/open-pages';
import type { HostedMeeting } from '../../queries/meetings.ts';
import { isAwaited, isWithUs } from '../../rules.ts';
import type { HostedPage } from '../queries/pages.ts';
import { type Fault, type FieldName, trapName, type Typed } from '../rules/form-input.ts';
import { routingQuestions } from '../rules/routing.ts';
import type { Slot } from '../rules/slots.ts';
import { faultIn, type Locale, providerNames, spanIn, whereIn, words } from '../words.ts';
import { type Choice, choosing } from './choosing.ts';
import { qrCode } from './qr-code.ts';

export type Shown = { locale: Locale; company: string; page: HostedPage };

const minute = 60_000;

/** What the page offers, and when. */
export function choicePage({
  company,
  page,
  below,
  pictureAt,
  ...choice
}: Shown & Choice & { below: Html | null; pictureAt: (pictureId: string) => string }): string {
  const say = words[choice.locale];
  return openPage(
    choice.locale,
    page.title,
    html`<p class="soft">${say.with(company)}</p>
      <h1>${page.title}</h1>
      ${page.intro && html`<p class="intro">${page.intro}</p>`}
      <p>${say.minutes(page.minutes)} · ${whereIn(choice.locale, page)}</p>
      ${
        page.showroom &&
        html`${page.showroom.opening && html`<p class="intro">${page.showroom.opening}</p>`}
        ${
          page.showroom.exhibits.length > 0 &&
          html`<h2>${say.exhibits}</h2>
            <ul class="exhibits">
              ${page.showroom.exhibits.map(
                ({ name, line, pictureId, pictureAlt }) =>
                  html`<li>
                    ${pictureId && html`<img src="${pictureAt(pictureId)}" alt="${pictureAlt}" loading="lazy" />`}
                    <span>${name}${line && html`<br /><span class="soft">${line}</span>`}</span>
                  </li>`,
              )}
            </ul>`
        }`
      }
      ${choosing(choice)} ${below} ${privacy(choice.locale, page)}`,
  );
}

export const privacy = (locale: Locale, { privacyUrl }: HostedPage): Html =>
  html`<p class="foot">
    <a href="${privacyUrl}" rel="noreferrer noopener" target="_top">${words[locale].privacy}</a>
  </p>`;

export type FormState = {
  timeZone: string;
  formId: string;
  /** The chosen time; undefined: somebody else has it, and `others` are left. */
  startsAt: Date | undefined;
  others: readonly Slot[];
  typed?: Typed;
  faults?: readonly Fault[];
};

/** Who books, empty or as it was typed. */
export function formPage({ locale, company, page, ...state }: Shown & FormState): string {
  const say = words[locale];
  const { timeZone, startsAt, others, typed, faults = [] } = state;
  const spanFrom = (at: Date) =>
    spanIn(locale, { startsAt: at, endsAt: new Date(at.getTime() + page.minutes * minute) }, timeZone);
  const carried = routingQuestions(page.questions).map(([at]) => [`q${at}`, typed?.answers[at] ?? ''] as const);
  const again = `?${new URLSearchParams([...carried, ['zone', timeZone]].map(([name, value]) => [name ?? '', value ?? ''])).toString()}`;
  const chosen = startsAt
    ? html`<p><strong>${spanFrom(startsAt)}</strong></p>
        <p>${whereIn(locale, page)}</p>
        <p><a href="${again}">${say.otherTime}</a></p>`
    : html`<div class="fault" role="alert">
        <p>${say.taken}</p>
        <p>${others.length > 0 ? say.takenNote : say.takenNone}</p>
      </div>`;
  const time = startsAt
    ? html`<input type="hidden" name="time" value="${startsAt.toISOString()}" />`
    : html`<fieldset>
        <legend>${say.free}</legend>
        ${others.map(
          ({ startsAt: other }, at) =>
            html`<div class="choice">
              <input type="radio" id="t${at}" name="time" value="${other.toISOString()}" required />
              <label for="t${at}">${spanFrom(other)}</label>
            </div>`,
        )}
      </fieldset>`;
  const body = html`<p class="soft">${say.with(company)}</p>
    <h1>${page.title}</h1>
    ${chosen} ${faults.length > 0 && html`<p class="fault" role="alert">${say.faulty}</p>`}
    ${
      (startsAt !== undefined || others.length > 0) &&
      html`<form method="post">
        ${time}
        <input type="hidden" name="zone" value="${timeZone}" />
        <input type="hidden" name="form" value="${state.formId}" />
        <h2>${say.yours}</h2>
        ${personFields(locale, page, typed, faults)} ${questionFields(locale, page, typed, faults)}
        <p class="trap" aria-hidden="true">
          <label for="${trapName}">${say.trap}</label
          ><input id="${trapName}" name="${trapName}" tabindex="-1" autocomplete="off" />
        </p>
        <p class="hint">${say.purpose}</p>
        <button>${say.book}</button>
      </form>`
    }
    ${privacy(locale, page)}`;
  return openPage(locale, page.title, body);
}

function personFields(locale: Locale, { way }: HostedPage, typed: Typed | undefined, faults: readonly Fault[]): Html {
  const say = words[locale];
  const one = (name: FieldName, type: string, complete: string, required: boolean) =>
    field(locale, { name, label: say[name], type, complete, required, value: typed?.[name] ?? '', faults });
  return html`<div class="pair">
      ${one('firstName', 'text', 'given-name', false)}${one('lastName', 'text', 'family-name', true)}
    </div>
    ${one('email', 'email', 'email', true)} ${one('phone', 'tel', 'tel', way === 'phone')}`;
}

function questionFields(
  locale: Locale,
  { questions }: HostedPage,
  typed: Typed | undefined,
  faults: readonly Fault[],
): Html {
  return html`${questions.map(({ label, required, choices }, at) =>
    // Answered before the times were shown.
    choices
      ? html`<input type="hidden" name="q${at}" value="${typed?.answers[at] ?? ''}" />`
      : field(locale, {
          name: `q${at}`,
          label,
          type: 'long',
          complete: 'off',
          required,
          value: typed?.answers[at] ?? '',
          faults,
        }),
  )}`;
}

type Field = {
  name: Fault;
  label: string;
  type: string;
  complete: string;
  required: boolean;
  value: string;
  faults: readonly Fault[];
};

export function field(locale: Locale, { name, label, type, complete, required, value, faults }: Field): Html {
  const faulty = faults.includes(name);
  const marks = html`${required && html` required`}${faulty && html` aria-invalid="true" aria-describedby="${name}-fault"`}`;
  const control =
    type === 'long'
      ? html`<textarea id="${name}" name="${name}" rows="3" maxlength="2000" autocomplete="off" ${marks}>
${value}</textarea>`
      : html`<input
          id="${name}"
          name="${name}"
          type="${type}"
          autocomplete="${complete}"
          maxlength="254"
          value="${value}"
          ${marks}
        />`;
  return html`<p class="field">
    <label for="${name}">${label}${!required && html` <span class="soft">(${words[locale].optional})</span>`}</label>
    ${control} ${faulty && html`<span class="fault" id="${name}-fault">${faultIn(locale, name)}</span>`}
  </p>`;
}

export type Own = {
  locale: Locale;
  company: string;
  meeting: HostedMeeting;
  timeZone: string;
  key: string;
  arrival: string;
};

const facts = ({ locale, company, meeting, timeZone }: Own): Html =>
  html`<p class="soft">${words[locale].with(company)}</p>
    <p><strong>${meeting.title}</strong></p>
    <p>${spanIn(locale, meeting, timeZone)}</p>
    <p>
      ${
        meeting.way === 'link' && meeting.location
          ? html`<a href="${meeting.location}" rel="noreferrer noopener">${meeting.location}</a>`
          : meeting.place?.joinUrl
            ? providerNames[meeting.place.kind]
            : whereIn(locale, meeting)
      }
    </p>`;

/** Where the link of the mail leads, and whoever has just booked. */
export function ownPage(own: Own & { standing: 'booked' | 'moved' | 'cancelled' | 'arrived' | 'over' }): string {
  const { locale, key, standing } = own;
  const say = words[locale];
  const heading = say[standing];
  return openPage(
    locale,
    heading,
    html`<h1>${heading}</h1>
      ${facts(own)}
      ${
        (standing === 'booked' || standing === 'moved') &&
        html`${
            own.meeting.place?.joinUrl &&
            html`<p>
              <a class="button" href="${own.meeting.place.joinUrl}" rel="noreferrer noopener" target="_top"
                >${say.enter}</a
              >
            </p>`
          }
          ${isAwaited(own.meeting) && html`<p class="hint">${say.linkSoon}</p>`}
          ${
            isWithUs(own.meeting) &&
            html`<form method="post" action="/termin/raum/${key}" target="_top"><button>${say.enter}</button></form>`
          }
          ${
            own.meeting.way === 'place' &&
            html`<h2>${say.arrival}</h2>
              <p>${say.arrivalNote}</p>
              ${qrCode(own.arrival, say.arrival)}`
          }
          <p class="hint">${say.bookedNote}</p>
          <nav class="days" aria-label="${own.meeting.title}">
            ${own.meeting.source === 'booking' && html`<a href="/termin/verschieben/${key}">${say.move}</a>`}
            <a href="/termin/absagen/${key}">${say.cancel}</a>
          </nav>`
      }`,
  );
}

/** Opening it does nothing: programs that look through mail press links; only the button cancels. */
export function cancelPage(own: Own): string {
  const { locale, key } = own;
  const say = words[locale];
  return openPage(
    locale,
    say.cancelHeading,
    html`<h1>${say.cancelHeading}</h1>
      ${facts(own)}
      <form method="post"><button>${say.cancelNow}</button></form>
      <p class="foot"><a href="/termin/gebucht/${key}">${say.back}</a></p>`,
  );
}

export function movePage(own: Own & { choice: Choice; chosen: Date | undefined; taken: boolean }): string {
  const { locale, key, choice, chosen, taken, meeting } = own;
  const say = words[locale];
  const length = meeting.endsAt.getTime() - meeting.startsAt.getTime();
  const confirm =
    chosen &&
    html`<p>
        <strong
          >${spanIn(locale, { startsAt: chosen, endsAt: new Date(chosen.getTime() + length) }, choice.timeZone)}</strong
        >
      </p>
      <form method="post">
        <input type="hidden" name="time" value="${chosen.toISOString()}" />
        <input type="hidden" name="zone" value="${choice.timeZone}" />
        <button>${say.moveNow}</button>
      </form>
      <p><a href="?${new URLSearchParams({ zone: choice.timeZone }).toString()}">${say.otherTime}</a></p>`;
  return openPage(
    locale,
    say.moveHeading,
    html`<h1>${say.moveHeading}</h1>
      ${facts(own)} ${taken && html`<p class="fault" role="alert">${say.taken}</p>`} ${confirm ?? choosing(choice)}
      <p class="foot"><a href="/termin/gebucht/${key}">${say.back}</a></p>`,
  );
}

export function notePage(locale: Locale, heading: string, note?: string): string {
  return openPage(
    locale,
    heading,
    html`<h1>${heading}</h1>
      ${note && html`<p>${note}</p>`}`,
  );
}
