import { idOf, person } from './data.ts';
import { against, load } from './load.ts';
import type { Place } from './run.ts';

/** Lists, records, writes and the search, against the floor. */
export async function requests({ ours, floor, size, apiKey }: Place): Promise<Record<string, unknown>> {
  const headers = { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' };
  const plain = { 'content-type': 'application/json' };
  const cities = ['Kassel', 'Leipzig', 'Eisenach', 'Korbach'];
  const contact = (n: number) => idOf(1, (n * 7919) % size.people);
  const run = Date.now();

  const list = await against(
    {
      url: ours,
      headers,
      next: (n) => ({ path: `/api/v1/contacts?city=${encodeURIComponent(cities[n % 4] ?? '')}&sort=name&limit=60` }),
    },
    { url: floor, next: (n) => ({ path: `/list?city=${encodeURIComponent(cities[n % 4] ?? '')}` }) },
  );
  // As the page opens one: what is asked for in one breath travels in one request.
  const record = await against(
    {
      url: ours,
      headers,
      method: 'POST',
      next: (n) => ({
        path: '/api/v1/together',
        body: {
          asks: [
            { operation: 'contacts.get', params: { contactId: contact(n) }, query: '' },
            { operation: 'timeline.list', params: {}, query: `contactId=${contact(n)}&limit=30` },
          ],
        },
      }),
    },
    { url: floor, next: (n) => ({ path: `/record/${contact(n)}` }) },
  );
  const create = await against(
    {
      url: ours,
      headers,
      method: 'POST',
      next: (n) => ({
        path: '/api/v1/contacts',
        body: {
          firstName: 'Neu',
          lastName: `Bench${run}x${n}`,
          phones: [{ label: 'mobile', value: `+49151${String(10_000_000 + ((n + run) % 80_000_000))}` }],
        },
      }),
    },
    {
      url: floor,
      headers: plain,
      method: 'POST',
      next: (n) => ({ path: '/create', body: { firstName: 'Neu', lastName: `Bench${run}x${n}`, phone: `+4915${n}` } }),
    },
  );
  const update = await against(
    {
      url: ours,
      headers,
      method: 'PATCH',
      next: (n) => ({ path: `/api/v1/contacts/${contact(n)}`, body: { jobTitle: `Stelle ${run} ${n}` } }),
    },
    {
      url: floor,
      headers: plain,
      method: 'PATCH',
      next: (n) => ({ path: `/update/${contact(n)}`, body: { jobTitle: `Stelle ${run} ${n}` } }),
    },
  );
  const typed = searches(size.people);
  const search = await load({
    url: ours,
    headers,
    seconds: 15,
    next: (n) => ({ path: `/api/v1/search?q=${encodeURIComponent(typed[n % typed.length] ?? '')}` }),
  });
  return {
    list,
    record,
    create,
    update,
    search,
  };
}

/** What people type, letter by letter: common and rare names, slips, two words, numbers, addresses. */
function searches(people: number): string[] {
  const some = Array.from({ length: 40 }, (_, n) =>
    person((n * 9973) % people, { people, companies: people / 5, deals: 0, events: 0 }),
  );
  const names = [
    'mueller',
    'Müler',
    'Schmidt',
    'yilmaz',
    'Schimdt',
    'Beckre',
    ...some.map((one) => one.lastName),
    ...some.map((one) => `${one.firstName} ${one.lastName.slice(0, 4)}`),
  ];
  const letters = names.flatMap((name) =>
    Array.from({ length: Math.max(1, name.length - 1) }, (_, end) => name.slice(0, end + 2)),
  );
  return [
    ...letters,
    ...some.flatMap((one) => [
      one.phones[0]?.value ?? '',
      `0${one.phones[0]?.value.slice(3) ?? ''}`,
      one.emails[0]?.value ?? 'gmbh',
    ]),
  ];
}
