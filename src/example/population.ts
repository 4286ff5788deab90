import type { Phone } from '#contacts/contract';
import type { Chance } from './chance.ts';
import type { Days } from './days.ts';
import { type Facts, factsOf } from './facts.ts';
import { companyOf, jobTitles, mailName, type Person, personOf } from './names.ts';
import { districts, homeOf, type Nature, natureOf, tradeOf } from './natures.ts';
import type { Numbers } from './phones.ts';
import { placeOf, type Place } from './places.ts';
import type { ExampleCompany, ExampleContact } from './types.ts';
import { businessTags, homeTags, wishTags } from './words/doors.ts';

export type Population = {
  companies: ExampleCompany[];
  contacts: ExampleContact[];
  facts: Facts[];
  natures: Nature[];
  addHousehold(source: string, owner: number | null, createdAt: Date, reach: 'door' | 'known'): number;
  addBusinessPerson(company: number, source: string, owner: number | null, createdAt: Date): number;
  newNumber(): Phone;
  addCompany(source: string, owner: number | null, createdAt: Date): number;
};

export function population(by: Chance, numbers: Numbers): Population {
  const companies: ExampleCompany[] = [];
  const contacts: ExampleContact[] = [];
  const facts: Facts[] = [];
  const natures: Nature[] = [];
  const trades: ('farm' | 'firm')[] = [];
  const mails = new Set<string>();
  const slugs = new Set<string>();

  const unused = (taken: Set<string>, wanted: string, write: (name: string) => string): string => {
    let name = wanted;
    for (let again = 2; taken.has(write(name)); again++) name = `${wanted}${again}`;
    taken.add(write(name));
    return write(name);
  };
  const privateMail = (person: Person): string => {
    const [first, last] = [mailName(person.firstName ?? ''), mailName(person.lastName)];
    const local = by
      .pick([`${first}.${last}`, `${first.charAt(0)}.${last}`, `${last}.${first}`, `${last}${by.between(50, 99)}`])
      .replaceAll(/^\.|\.$/g, '');
    const house = by.pick(['example.de', 'example.com', 'example.org']);
    return unused(mails, local, (name) => `${name}@${house}`);
  };
  const addressOf = ({ street, houseNumber, postalCode, city, latitude, longitude }: Place) => ({
    label: 'main',
    street,
    houseNumber,
    postalCode,
    city,
    country: 'DE',
    latitude,
    longitude,
  });

  return {
    companies,
    contacts,
    facts,
    natures,
    newNumber: () => numbers.mobileOrLandline(),
    addHousehold(source, owner, createdAt, reach) {
      const person = personOf(by, 'private');
      const kind = homeOf(by, source);
      const place = placeOf(by, 'home', districts[kind]);
      const tags = [
        by.pick<string>(homeTags[kind]),
        ...(by.likely(kind === 'plain' ? 0.3 : 0.6) ? [by.pick<string>(wishTags[kind])] : []),
      ];
      const withPhone = reach === 'known' || by.likely(0.3);
      const phones = withPhone ? [numbers.mobileOrLandline()] : [];
      if (phones[0]?.label === 'mobile' && by.likely(0.15)) phones.push({ label: 'home', value: numbers.landline() });
      contacts.push({
        kind: 'private',
        salutation: person.salutation,
        title: person.title,
        firstName: person.firstName,
        lastName: person.lastName,
        company: null,
        jobTitle: null,
        phones,
        emails: (reach === 'known' ? by.likely(0.85) : by.likely(0.08))
          ? [{ label: 'home', value: privateMail(person) }]
          : [],
        addresses: [addressOf(place)],
        tags,
        status: null,
        note: null,
        source,
        owner,
        createdAt,
        lastTouchAt: null,
      });
      facts.push(factsOf(by, person, place.city, kind));
      natures.push(natureOf(by, kind, source, place.postalCode));
      return contacts.length - 1;
    },
    addCompany(source, owner, createdAt) {
      const kind = tradeOf(by, source);
      const { name, industry } = companyOf(by, kind);
      const place = placeOf(by, 'business', districts[kind]);
      const host = unused(slugs, mailName(name).split('-').slice(0, 3).join('-'), (slug) => `${slug}.example.com`);
      const twin = companies.some((other) => other.name === name);
      companies.push({
        name: twin ? `${name}, ${place.city}` : name,
        industry,
        website: by.likely(0.7) ? `https://www.${host}` : null,
        phones: [{ label: 'work', value: numbers.landline() }],
        emails: by.likely(0.8) ? [{ label: 'work', value: `info@${host}` }] : [],
        addresses: [addressOf(place)],
        tags: by.likely(0.7) ? [by.pick<string>(businessTags[kind])] : [],
        source,
        owner,
        createdAt,
      });
      trades.push(kind);
      return companies.length - 1;
    },
    addBusinessPerson(company, source, owner, createdAt) {
      const person = personOf(by, 'business');
      const [house, kind] = [companies[company], trades[company]];
      if (!house || !kind) throw new Error(`no company ${company}`);
      const title = by.pick(jobTitles);
      const host =
        house.emails[0]?.value.split('@')[1] ?? `${mailName(house.name).split('-').slice(0, 3).join('-')}.example.com`;
      contacts.push({
        kind: 'business',
        salutation: person.salutation,
        title: person.title,
        firstName: person.firstName,
        lastName: person.lastName,
        company,
        jobTitle: title === 'Inhaber' && person.salutation === 'Frau' ? 'Inhaberin' : title,
        phones: by.likely(0.9) ? [{ label: 'work', value: numbers.landline() }] : [],
        emails: by.likely(0.8)
          ? [
              {
                label: 'work',
                value: unused(
                  mails,
                  `${mailName(person.firstName ?? '').charAt(0)}.${mailName(person.lastName)}`,
                  (name) => `${name}@${host}`,
                ),
              },
            ]
          : [],
        addresses: house.addresses,
        tags: house.tags,
        status: null,
        note: null,
        source,
        owner,
        createdAt,
        lastTouchAt: null,
      });
      const [address] = house.addresses;
      facts.push(factsOf(by, person, address?.city ?? 'Kassel', kind));
      natures.push(natureOf(by, kind, source, address?.postalCode ?? ''));
      return contacts.length - 1;
    },
  };
}

/** Entered at some time of a working day, between breakfast and the evening. */
export function enteredAt(by: Chance, calendar: Days, offset: number): Date {
  const day = calendar.on(offset);
  const at = calendar.instant(
    day,
    `${String(by.between(9, 19)).padStart(2, '0')}:${String(by.between(0, 59)).padStart(2, '0')}`,
  );
  return at < calendar.now ? at : new Date(calendar.now.getTime() - by.between(25, 90) * 60_000);
}
