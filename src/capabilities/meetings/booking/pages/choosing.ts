import { type Html, html } from '#platform/html';
import type { Slot } from '../rules/slots.ts';
import { dayIn, type Locale, timeIn, words, zoneName } from '../words.ts';

/** So many days with free times are shown at once. */
export const daysShown = 7;

export type Choice = {
  locale: Locale;
  timeZone: string;
  zones: readonly string[];
  slots: readonly Slot[];
  /** From which day on; the first with free times otherwise. */
  from: string | undefined;
  /** What was answered before: it goes along with every link. */
  carried: Readonly<Record<string, string>>;
};

/** The free times by day, as the clock of the visitor's zone shows them; each is a link that leads on. */
export function choosing({ locale, timeZone, zones, slots, from, carried }: Choice): Html {
  const say = words[locale];
  const days = [...Map.groupBy(slots, ({ startsAt }) => dayOf(startsAt, timeZone))];
  const first = Math.max(
    0,
    days.findIndex(([day]) => from === undefined || day >= from),
  );
  const shown = days.slice(first, first + daysShown);
  const link = (change: Record<string, string>) =>
    `?${new URLSearchParams({ ...carried, zone: timeZone, ...change }).toString()}`;
  const [earlier, later] = [days[first - daysShown] ?? (first > 0 ? days[0] : undefined), days[first + daysShown]];
  return html`<form class="zone" method="get">
      <p class="field">
        <label for="zone">${say.zone}</label>
        <select id="zone" name="zone">
          ${zones.map((zone) => html`<option value="${zone}" ${zone === timeZone && html` selected`}>${zoneName(zone)}</option>`)}
        </select>
      </p>
      ${from && html`<input type="hidden" name="from" value="${from}" />`}
      ${Object.entries(carried).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}
      <button class="plain">${say.zoneApply}</button>
    </form>
    <h2>${say.free}</h2>
    ${shown.length === 0 && html`<p>${say.none}</p>`}
    ${shown.map(
      ([, free]) =>
        html`<h3>${dayIn(locale, free[0]?.startsAt ?? new Date(0), timeZone)}</h3>
          <ul class="times">
            ${free.map(
              ({ startsAt }) =>
                html`<li>
                  <a href="${link({ time: startsAt.toISOString() })}"
                    >${say.clock(timeIn(locale, startsAt, timeZone))}</a
                  >
                </li>`,
            )}
          </ul>`,
    )}
    ${
      (earlier || later) &&
      html`<nav class="days" aria-label="${say.days}">
        ${earlier && html`<a href="${link({ from: earlier[0] })}">${say.earlier}</a>`}
        ${later && html`<a href="${link({ from: later[0] })}">${say.later}</a>`}
      </nav>`
    }`;
}

export function dayOf(at: Date, timeZone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone).toPlainDate().toString();
}
