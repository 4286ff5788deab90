import type { Page } from 'playwright-core';

/** One of our operations, as the page itself asks it. */
export async function ask<T>(page: Page, method: string, path: string, body?: unknown): Promise<T> {
  return page.evaluate(
    async (input) => {
      const answered = await fetch(`/api/v1${input.path}`, {
        method: input.method,
        headers: { 'content-type': 'application/json', 'x-klinke': '1' },
        ...(input.method !== 'GET' && { body: JSON.stringify(input.body ?? {}) }),
      });
      const answer = (await answered.json()) as unknown;
      if (!answered.ok) throw new Error(JSON.stringify(answer));
      return answer as never;
    },
    { method, path, body },
  );
}

/** Jutta Feld, who said yes to the telephone. */
export async function willingPerson(page: Page, phone: string): Promise<string> {
  const { id } = await ask<{ id: string }>(page, 'POST', '/contacts', {
    kind: 'private',
    firstName: 'Jutta',
    lastName: 'Feld',
    phones: [{ label: 'mobile', value: phone }],
    addresses: [{ label: 'home', street: 'Königsstraße 1', city: 'Kassel', postalCode: '34117', country: 'DE' }],
  });
  await ask(page, 'POST', `/contacts/${id}/consent/entries`, {
    channel: 'phone',
    state: 'granted',
    at: new Date(Date.now() - 30 * 86_400_000).toISOString(),
    source: 'form',
    wording: 'Ja, rufen Sie mich an.',
    proof: {
      reference: 'Formular 12',
      personName: 'Jutta Feld',
      personAddress: 'Königsstraße 1, 34117 Kassel',
      advertiser: 'us',
    },
  });
  return id;
}
