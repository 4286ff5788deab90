import { type Html, html } from '#platform/html';
import { openPage } from '#platform/open-pages';
import type { Channel } from '../contract.ts';
import { type FieldFault, type FieldName, trapName, type Typed } from '../rules/form-input.ts';
import { type Locale, words } from './words.ts';

export type Asked = { channel: Channel; wordingId: string; text: string };

/** The form, empty or as it was typed. */
export function formPage(about: {
  locale: Locale;
  company: string;
  heading: string;
  intro: string | null;
  privacyUrl: string;
  asked: readonly Asked[];
  typed?: Typed;
  faults?: readonly FieldFault[];
}): string {
  const { locale, company, asked, typed, faults = [] } = about;
  const say = words[locale];
  const offers = (...some: Channel[]) => asked.some(({ channel }) => some.includes(channel));
  const field = (
    name: FieldName,
    more: { type?: string; complete: string; required?: boolean; optional?: boolean; hint?: string },
  ) => {
    const faulty = faults.includes(name);
    const notes = [more.hint && `${name}-hint`, faulty && `${name}-fault`].filter(Boolean).join(' ');
    return html`<p class="field">
      <label for="${name}">${say[name]}${more.optional && html` <span class="soft">(${say.optional})</span>`}</label>
      <input
        id="${name}"
        name="${name}"
        type="${more.type ?? 'text'}"
        autocomplete="${more.complete}"
        maxlength="254"
        value="${typed?.[name] ?? ''}"
        ${more.required && html` required`}${faulty && html` aria-invalid="true"`}${notes !== '' && html` aria-describedby="${notes}"`}
      />
      ${more.hint && html`<span class="hint" id="${name}-hint">${more.hint}</span>`}${faulty && html`<span class="fault" id="${name}-fault">${say.faults[name]}</span>`}
    </p>`;
  };
  const body = html`<p class="soft">${say.by(company)}</p>
<h1>${about.heading}</h1>
${about.intro && html`<p class="intro">${about.intro}</p>`}
${faults.length > 0 && html`<p class="fault" role="alert">${say.faulty}</p>`}
<form method="post">
<div class="pair">${field('firstName', { complete: 'given-name', optional: true })}${field('lastName', { complete: 'family-name', required: true })}</div>
${field('email', { type: 'email', complete: 'email' })}
${offers('phone', 'sms') && field('phone', { type: 'tel', complete: 'tel' })}
${
  offers('phone', 'post', 'visit') &&
  html`${field('street', { complete: 'street-address', ...(offers('phone') && { hint: say.addressHint }) })}
    <div class="pair">
      ${field('postalCode', { complete: 'postal-code' })}${field('city', { complete: 'address-level2' })}
    </div>`
}
<fieldset${faults.includes('channels') && html` aria-describedby="channels-fault"`}><legend>${say.channels}</legend>
<p class="hint">${say.channelsHint}</p>
${faults.includes('channels') && html`<p class="fault" id="channels-fault">${say.faults.channels}</p>`}
${asked.map(
  ({ channel, wordingId, text }) =>
    html`<div class="choice">
      <input
        type="checkbox"
        id="c-${channel}"
        name="channel"
        value="${channel}"
        ${typed?.channels.includes(channel) && html` checked`}
      />
      <label for="c-${channel}"><strong>${say.channel[channel]}</strong><span class="wording">${text}</span></label>
      <input type="hidden" name="wording-${channel}" value="${wordingId}" />
    </div>`,
)}
</fieldset>
<p class="trap" aria-hidden="true"><label for="${trapName}">${say.trap}</label><input id="${trapName}" name="${trapName}" tabindex="-1" autocomplete="off"></p>
<p class="hint">${say.afterSend}</p>
<button>${say.send}</button>
</form>
<p class="foot"><a href="${about.privacyUrl}" rel="noreferrer noopener">${say.privacy}</a></p>`;
  return openPage(locale, about.heading, body);
}

/** The same for everyone, whether we know them or not. */
export function thanksPage(
  locale: Locale,
  about: { mailed: boolean; code: string | undefined; callNumber: string | null },
): string {
  const say = words[locale];
  return openPage(
    locale,
    say.thanks,
    html`<h1>${say.thanks}</h1>
      ${about.mailed && html`<p>${say.lookForMail}</p>`} ${callUs(locale, about)}`,
  );
}

function callUs(locale: Locale, { code, callNumber }: { code: string | undefined; callNumber: string | null }): Html {
  const say = words[locale];
  return html`${
    code &&
    html`<p>${say.callUs(callNumber)}</p>
      <p class="code">${code}</p>
      <p class="hint">${say.callUsWhy}</p>`
  }`;
}

export type AnswerState = 'waiting' | 'confirmed' | 'withdrawn' | 'declined' | 'expired';

/** Where the link in the mail leads. Opening it does nothing: programs that look through mail press links; only the button confirms. */
export function answerPage(
  locale: Locale,
  about: {
    company: string;
    state: AnswerState;
    texts: readonly string[];
    numberEnding: string | undefined;
    code: string | undefined;
    callNumber: string | null;
    withdrawAddress: string;
  },
): string {
  const say = words[locale];
  const { state } = about;
  if (state === 'waiting')
    return openPage(
      locale,
      say.confirmHeading,
      html`<h1>${say.confirmHeading}</h1>
        <p>${say.confirmIntro(about.company)}</p>
        ${about.texts.map((text) => html`<blockquote class="wording">${text}</blockquote>`)}
        ${about.numberEnding && html`<p class="soft">${say.numberEnding(about.numberEnding)}</p>`}
        <form method="post" class="answers">
          <button name="answer" value="yes">${say.confirm}</button>
          <button name="answer" value="no" class="plain">${say.decline}</button>
        </form>`,
    );
  const headings = {
    confirmed: say.confirmed,
    withdrawn: say.withdrawn,
    declined: say.declined,
    expired: say.expired,
  };
  const notes = { confirmed: say.confirmedNote, withdrawn: say.withdrawnNote, declined: '', expired: say.expiredNote };
  return openPage(
    locale,
    headings[state],
    html`<h1>${headings[state]}</h1>
      <p>${notes[state]}</p>
      ${
        state === 'confirmed' &&
        html`${callUs(locale, about)}
          <p class="foot"><a href="${about.withdrawAddress}">${say.withdraw}</a></p>`
      }`,
  );
}

export function withdrawPage(locale: Locale, company: string): string {
  const say = words[locale];
  return openPage(
    locale,
    say.withdrawHeading,
    html`<p class="soft">${company}</p>
      <h1>${say.withdrawHeading}</h1>
      <form method="post"><button>${say.withdrawNow}</button></form>`,
  );
}

export function unsubscribePage(locale: Locale, company: string): string {
  const say = words[locale];
  const heading = say.unsubscribeHeading(company);
  return openPage(
    locale,
    heading,
    html`<h1>${heading}</h1>
      <form method="post"><button>${say.unsubscribe}</button></form>`,
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
