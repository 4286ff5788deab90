import { Refusal } from '#platform/errors';

/** So long may a carrier think before we take it for gone. */
const patienceMs = 10_000;

type Order = { authorization: string; json?: object; form?: URLSearchParams; patienceMs?: number };

/**
 * One order to a carrier. A refusal with `carrier_silent` means that nobody knows whether it was heard; all the others, that nothing rings. What the carrier answers goes no
 * further than here: it is a stranger's text.
 */
export async function askCarrier(address: string, path: string, order: Order): Promise<unknown> {
  const { authorization, json, form } = order;
  const body = json ? JSON.stringify(json) : form?.toString();
  const type = json ? 'application/json' : 'application/x-www-form-urlencoded';
  let answer: Response;
  let text: string;
  try {
    answer = await fetch(address + path, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { authorization, accept: 'application/json', ...(body !== undefined && { 'content-type': type }) },
      ...(body !== undefined && { body }),
      redirect: 'error',
      signal: AbortSignal.timeout(order.patienceMs ?? patienceMs),
    });
    text = await answer.text();
  } catch (error) {
    throw isUnreached(error)
      ? new Refusal(503, 'carrier_unreachable', 'Der Anbieter ist gerade nicht zu erreichen. Es klingelt nirgends.')
      : silent();
  }
  if (!answer.ok) throw refusalOf(answer);
  try {
    return JSON.parse(text);
  } catch {
    throw silent();
  }
}

function isUnreached(error: unknown): boolean {
  const code = error instanceof Error ? (error.cause as { code?: string } | undefined)?.code : undefined;
  return code !== undefined && /^(ECONNREFUSED|ENOTFOUND|EHOSTUNREACH|ENETUNREACH|EAI_AGAIN)$/.test(code);
}

function silent(): Refusal {
  return new Refusal(
    503,
    'carrier_silent',
    'Der Anbieter antwortet nicht. Es kann sein, dass es trotzdem gleich klingelt.',
  );
}

function refusalOf({ status, headers }: Response): Refusal {
  if (status === 401 || status === 403)
    return new Refusal(
      409,
      'carrier_login_failed',
      'Der Anbieter nimmt die Anmeldung nicht an. Bitte prüfen Sie die Angaben des Anschlusses in den Einstellungen.',
    );
  if (status === 429) {
    const seconds = Number(headers.get('retry-after'));
    const details = seconds > 0 && seconds < 3600 ? { retryAfterSeconds: Math.ceil(seconds) } : {};
    return new Refusal(
      429,
      'carrier_busy',
      'Der Anbieter bremst: zu viele Anrufe auf einmal. Bitte gleich noch einmal.',
      details,
    );
  }
  if (status >= 500) return silent();
  return new Refusal(409, 'carrier_refused', `Der Anbieter lehnt den Anruf ab (${status}). Es klingelt nirgends.`);
}

export const basic = (name: string, password: string): string =>
  `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`;
