import type { Chance } from './chance.ts';
import type { Days } from './days.ts';
import { enteredAt } from './population.ts';
import type { Told } from './thread.ts';
import type { ExampleContact, ExampleWord } from './types.ts';

/** From when on they may be called; undefined where the proof has a hole. `at` where the moment is known. */
export type Consent = (
  contact: number,
  source: 'form' | 'incoming_call' | 'showroom' | 'visit' | 'letter',
  when: { offset: number; at?: Date },
  owner: number,
) => Date | undefined;

/** Prior, documented, with name and address as § 7a UWG asks; now and then a form comes without the address, as in life. */
export function consents(
  by: Chance,
  calendar: Days,
  contacts: readonly ExampleContact[],
  words: ExampleWord[],
  firm: string,
): Consent {
  let serial = 1000;
  return (index, source, { offset, at: known }, owner) => {
    const contact = contacts[index];
    if (!contact) return undefined;
    const at = known ?? (contact.source === 'Haustür' ? enteredAt(by, calendar, offset) : contact.createdAt);
    const complete = source !== 'form' || by.likely(0.93);
    serial += by.between(1, 7);
    const wording = {
      form: `Ja, ${firm} darf mich zu Photovoltaik, Speicher und Wallbox anrufen. Das kann ich jederzeit widerrufen.`,
      incoming_call: `Hat von sich aus angerufen und zugestimmt, dass ${firm} sie oder ihn zu Photovoltaik zurückruft und weiter anruft.`,
      showroom: `Beratungsbogen im Schauraum: Ich bin einverstanden, dass ${firm} mich zu meinem Vorhaben anruft.`,
      visit: `Rückrufkarte an der Haustür, unterschrieben: ${firm} darf mich zu einer Solaranlage anrufen.`,
      letter: `Antwortkarte zum Brief, unterschrieben: ${firm} darf mich zu Photovoltaik anrufen.`,
    }[source];
    const reference = {
      form: 'Webformular',
      incoming_call: 'Gesprächsnotiz',
      showroom: 'Beratungsbogen',
      visit: 'Rückrufkarte',
      letter: 'Antwortkarte',
    }[source];
    const proof = {
      reference: `${reference} ${serial}`,
      advertiser: 'us' as const,
      ...identity(contact, complete),
    };
    words.push({ contact: index, channel: 'phone', state: 'granted', at, source, wording, proof, by: owner });
    if (source === 'form' && contact.emails.length > 0 && by.likely(0.7)) {
      words.push({
        contact: index,
        channel: 'email',
        state: 'granted',
        at: new Date(at.getTime() + by.between(1, 20) * 60_000),
        source: 'double_opt_in',
        wording: `Ja, ${firm} darf mir Neues zu Photovoltaik per E-Mail schicken.`,
        proof: {
          reference: `Bestätigung ${serial}`,
          advertiser: 'us',
          confirmedOver: 'email',
          ipAddress: `203.0.113.${by.between(1, 254)}`,
        },
        by: owner,
      });
    }
    return complete ? at : undefined;
  };
}

/** A contract brings consent to speak about it and about what goes with it. */
export function customersAgree(told: Told, contacts: readonly ExampleContact[], firm: string): void {
  for (const { contact: index, ended } of told.deals) {
    const contact = contacts[index];
    if (ended?.as !== 'won' || contact?.kind !== 'private' || contact.emails.length === 0) continue;
    told.words.push({
      contact: index,
      channel: 'email',
      state: 'granted',
      at: ended.at,
      source: 'contract',
      wording: `Ich möchte von ${firm} per E-Mail über Wartung, Erweiterungen und Speicher hören.`,
      proof: {
        reference: 'Auftrag, angekreuzt und unterschrieben',
        advertiser: 'us',
        ...identity(contact),
      },
      by: ended.by,
    });
  }
}

function identity({ firstName, lastName, addresses: [place] }: ExampleContact, complete = true) {
  return {
    personName: [firstName, lastName].filter(Boolean).join(' '),
    ...(complete &&
      place && { personAddress: `${place.street} ${place.houseNumber}, ${place.postalCode} ${place.city}` }),
  };
}
