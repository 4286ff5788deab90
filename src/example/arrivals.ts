import type { Chance } from './chance.ts';
import type { Consent } from './consents.ts';
import type { Days } from './days.ts';
import type { Doorstep } from './doors.ts';
import { fill } from './facts.ts';
import { enteredAt, type Population } from './population.ts';
import type { Beginning } from './story.ts';
import type { Told } from './thread.ts';
import type { ExamplePresumption } from './types.ts';
import * as said from './words/calls.ts';

export type Arrivals = {
  by: Chance;
  calendar: Days;
  people: Population;
  consent: Consent;
  told: Told;
  presumptions: ExamplePresumption[];
  beginnings: Beginning[];
  firm: string;
  /** Working days back to the last evening on the doorstep. */
  left: number;
  /** The day on which somebody comes to us. */
  comesOn(): number;
  /** The day on which they answer the card or the letter that was left at their door on that one. */
  answersOn(rung: number): number;
};

/** The visitor and the lead do less of the calling than the others. */
export function someone(by: Chance): number {
  return by.pick([0, 0, 0, 1, 2, 2, 3, 3, 4, 4]);
}

/** Some working day since the doors were left; more of them of late. Letters to the doors went out then, too. */
export function lately(by: Chance, left: number): Pick<Arrivals, 'comesOn' | 'answersOn'> {
  return {
    comesOn: () => Math.round((left + 1) * (1 - Math.sqrt(by.roll()))),
    answersOn: () => Math.round((left + 3) * by.roll()),
  };
}

/** People think of the sun in spring, by months; before Christmas of other things. */
const seasons = [0.6, 0.8, 1.2, 1.35, 1.3, 1.15, 0.85, 0.8, 1.1, 1.1, 0.9, 0.5];

/** Some day of the year before that. */
export function before(
  by: Chance,
  calendar: Days,
  { from, to }: { from: number; to: number },
): Pick<Arrivals, 'comesOn' | 'answersOn'> {
  return {
    comesOn() {
      for (;;) {
        const offset = by.between(from, to);
        const month = Number(calendar.on(offset).slice(5, 7));
        if (by.likely((seasons[month - 1] ?? 1) / 1.4)) return offset;
      }
    },
    answersOn: (rung) => Math.min(to, rung + by.between(2, 25)),
  };
}

/** An objection at the door, an appointment made there, or an answer to the letters of the months since. */
export function afterTheDoor(arrivals: Arrivals, door: Doorstep): void {
  const { by, people, consent, beginnings } = arrivals;
  const { contact, result, at, offset, by: owner } = door;
  const household = people.contacts[contact];
  if (!household) return;
  if (result === 'do_not_knock') {
    objectAtDoor(arrivals, door);
    return;
  }
  const getsPhone = (): void => {
    if (household.phones.length === 0) household.phones.push(people.newNumber());
  };
  if (result === 'appointment' || result === 'sold') {
    getsPhone();
    consent(contact, 'visit', { offset, at }, owner);
    beginnings.push({ contact, owner, at, offset, with: 'meeting', promised: true });
    return;
  }
  const shares = {
    not_home: 0.15,
    come_back: 0.26,
    callback: 0.5,
    other: 0.1,
    not_interested: 0.035,
    tenant: 0.01,
    moved: 0,
  };
  if (!by.likely(shares[result])) return;
  getsPhone();
  const answeredOn = arrivals.answersOn(offset);
  if (by.likely(0.2)) {
    ringsUs(arrivals, contact, answeredOn, owner);
    return;
  }
  const agreedAt = consent(contact, by.likely(0.65) ? 'form' : 'letter', { offset: answeredOn }, owner);
  if (!agreedAt) return;
  household.owner = by.likely(0.25) ? 0 : owner;
  const begin = { contact, owner: household.owner, at: agreedAt, offset: answeredOn };
  beginnings.push({ ...begin, with: 'call', promised: by.likely(0.5) });
}

function objectAtDoor({ by, told }: Arrivals, { contact, at, by: user }: Doorstep): void {
  const channels = by.likely(0.35) ? (['visit', 'phone', 'post'] as const) : (['visit'] as const);
  const no = { state: 'denied', because: 'objected', source: 'visit', wording: 'Bitte nicht mehr klingeln.' } as const;
  for (const channel of channels) {
    told.words.push({ contact, channel, ...no, at, proof: { reference: 'Türliste', advertiser: 'us' }, by: user });
  }
}

export function formOnTheWeb(arrivals: Arrivals): void {
  const { by, calendar, people, consent, beginnings } = arrivals;
  const offset = arrivals.comesOn();
  const owner = by.likely(0.06) ? null : someone(by);
  const contact = people.addHousehold('Webformular', owner, enteredAt(by, calendar, offset), 'known');
  const at = by.likely(0.86) ? consent(contact, 'form', { offset }, owner ?? 1) : undefined;
  if (at && owner !== null) beginnings.push({ contact, owner, at, offset, with: 'call', promised: true });
}

/** Of these days: allowed to be called, and nobody has yet. */
export function freshForm({ by, calendar, people, consent }: Arrivals): void {
  const offset = -by.between(0, 2);
  const owner = by.likely(0.55) ? 0 : someone(by);
  consent(
    people.addHousehold('Webformular', owner, enteredAt(by, calendar, offset), 'known'),
    'form',
    { offset },
    owner,
  );
}

export function callFromOutside(arrivals: Arrivals): void {
  const { by, calendar, people } = arrivals;
  const [offset, owner] = [arrivals.comesOn(), someone(by)];
  ringsUs(arrivals, people.addHousehold('Anruf', owner, enteredAt(by, calendar, offset), 'known'), offset, owner);
}

function ringsUs(
  { by, calendar, people, consent, told, beginnings }: Arrivals,
  index: number,
  offset: number,
  owner: number,
): void {
  const contact = people.contacts[index];
  const facts = people.facts[index];
  const at = contact && contact.source !== 'Haustür' ? contact.createdAt : enteredAt(by, calendar, offset);
  consent(index, 'incoming_call', { offset, at }, owner);
  told.calls.push({
    contact: index,
    deal: null,
    by: owner,
    direction: 'inbound',
    number: contact?.phones[0]?.value ?? '',
    startedAt: new Date(at.getTime() - 8 * 60_000),
    durationSeconds: by.between(120, 480),
    meaning: 'connected',
    note: facts
      ? fill(by.pick<string>(contact?.source === 'Empfehlung' ? said.incomingByNeighbour : said.incoming), facts)
      : null,
  });
  beginnings.push({ contact: index, owner, at, offset, with: 'call', promised: true });
}

export function visitorInShowroom(arrivals: Arrivals): void {
  const { by, calendar, people, consent, beginnings } = arrivals;
  const [offset, owner] = [arrivals.comesOn(), someone(by)];
  const at = enteredAt(by, calendar, offset);
  const contact = people.addHousehold('Schauraum', owner, at, 'known');
  consent(contact, 'showroom', { offset, at }, owner);
  const begin = { contact, owner, at, offset, promised: by.likely(0.5) };
  beginnings.push({ ...begin, with: by.likely(0.3) ? 'meeting' : 'call' });
}

/** Sent by a neighbour, and ring us themselves. */
export function sentByNeighbour(arrivals: Arrivals): void {
  const { by, calendar, people } = arrivals;
  const [offset, owner] = [arrivals.comesOn(), someone(by)];
  ringsUs(arrivals, people.addHousehold('Empfehlung', owner, enteredAt(by, calendar, offset), 'known'), offset, owner);
}

/** A neighbour's word is no consent of one's own: they wait for a letter. */
export function recommended(arrivals: Arrivals): void {
  const { by, calendar, people } = arrivals;
  people.addHousehold('Empfehlung', someone(by), enteredAt(by, calendar, arrivals.comesOn()), 'known');
}

type Ground = readonly [basis: ExamplePresumption['basis'], reason: string];

/** For a business a presumption needs a reason that a judge would accept; where there is none, nobody is called. */
export function business(arrivals: Arrivals): void {
  const { by, calendar, people, presumptions, beginnings, firm } = arrivals;
  const source = by.pick(['Webformular', 'Empfehlung', 'Messe', 'Messe', 'Branchenbuch', 'Anruf'] as const);
  const [offset, owner] = [arrivals.comesOn(), someone(by)];
  const at = enteredAt(by, calendar, offset);
  const company = people.addCompany(source, owner, at);
  const staff = Array.from({ length: by.pick([1, 1, 1, 2, 2, 3]) }, () =>
    people.addBusinessPerson(company, source, owner, at),
  );
  const [contact] = staff;
  if (contact === undefined || people.contacts[contact]?.phones.length === 0) return;

  const day = calendar.on(offset).split('-').toReversed().join('.');
  const grounds: Record<typeof source, Ground | undefined> = {
    Webformular: ['inquiry', `Anfrage über unser Formular am ${day}: bittet um ein Angebot für das Betriebsdach.`],
    Messe: [
      'contact_asked_for',
      `Hat am Stand von ${firm} um Rückruf zu einer Dachanlage gebeten und die Karte dagelassen.`,
    ],
    Anruf: ['inquiry', `Rief am ${day} selbst an und fragte nach einer Anlage mit Ladepunkten.`],
    Empfehlung: by.likely(0.7)
      ? [
          'existing_contract_same_field',
          `Kunde von ${firm} seit der Anlage auf dem Wohnhaus; jetzt geht es um die Halle.`,
        ]
      : undefined,
    Branchenbuch: undefined,
  };
  const ground = grounds[source];
  if (!ground) return;
  const [basis, reason] = ground;
  presumptions.push({ contact, basis, reason, by: owner, at });
  beginnings.push({ contact, owner, at, offset, with: 'call', promised: basis !== 'existing_contract_same_field' });
}
