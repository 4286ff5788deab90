import { Refusal } from '#platform/errors';

/** Against floods: over one line and over one page in an hour, to one mailbox or number in a day. */
export const most = { line: 10, page: 300, mailbox: 3 };

export function refuseTooMany(): never {
  throw new Refusal(429, 'too_many_tries', 'Gerade kommen von hier zu viele Buchungen. Bitte später noch einmal.', {
    retryAfterSeconds: 3600,
  });
}
