import { z } from 'zod';
import { Line } from '#platform/operation';
import { Channel } from '../contract.ts';

/** The fields of the page that a visitor fills in, by their names there. */
export const fieldNames = ['firstName', 'lastName', 'street', 'postalCode', 'city', 'email', 'phone'] as const;
export type FieldName = (typeof fieldNames)[number];

/** As it was typed; shown again where something is missing. */
export type Typed = Record<FieldName, string> & { channels: Channel[]; wordingIds: Partial<Record<Channel, string>> };

/** What came with a tick or a name that the page does not have is left lying: nobody but a program sends it. */
export function readFields(fields: URLSearchParams): Typed {
  const typed = Object.fromEntries(fieldNames.map((name) => [name, (fields.get(name) ?? '').slice(0, 1000)]));
  return {
    ...(typed as Record<FieldName, string>),
    channels: Channel.options.filter((channel) => fields.getAll('channel').includes(channel)),
    wordingIds: Object.fromEntries(
      Channel.options.flatMap((channel) => {
        const id = z.uuid().safeParse(fields.get(`wording-${channel}`));
        return id.success ? [[channel, id.data]] : [];
      }),
    ),
  };
}

/** People do not see this field; programs that fill in everything do. */
export const trapName = 'website';

export type Filled = {
  firstName: string | null;
  lastName: string;
  email: string | null;
  /** E.164 */
  phone: string | null;
  street: string | null;
  postalCode: string | null;
  city: string | null;
  channels: Channel[];
};
export type FieldFault = FieldName | 'channels';

const shapes = {
  firstName: Line(80).optional(),
  lastName: Line(80),
  street: Line(160).optional(),
  postalCode: Line(12).optional(),
  city: Line(120).optional(),
  email: z.string().trim().toLowerCase().max(254).pipe(z.email()).optional(),
  phone: Line(50).optional(),
};

/**
 * What the ticked channels need: a mailbox for mail, a number for calls and SMS, the home address for calls (§ 7a UWG asks for it), letters and
 * visits; and always one of mailbox and number, because one of them has to be confirmed.
 */
export function checkFields(
  typed: Typed,
  offered: readonly Channel[],
  readNumber: (text: string) => string | undefined,
): { filled: Filled } | { faults: FieldFault[] } {
  const faults = new Set<FieldFault>();
  const read = Object.fromEntries(
    fieldNames.map((name) => {
      const result = shapes[name].safeParse(typed[name].trim() === '' ? undefined : typed[name]);
      if (!result.success) faults.add(name);
      return [name, result.success ? (result.data ?? null) : null];
    }),
  ) as Record<FieldName, string | null>;
  const channels = typed.channels.filter((channel) => offered.includes(channel));
  const wants = (...some: Channel[]) => some.some((channel) => channels.includes(channel));
  if (channels.length === 0) faults.add('channels');

  const phone = read.phone === null ? null : readNumber(read.phone);
  if (phone === undefined || (phone === null && wants('phone', 'sms'))) faults.add('phone');
  if (read.email === null && (wants('email') || read.phone === null)) faults.add('email');
  if (wants('phone', 'post', 'visit'))
    for (const name of ['street', 'postalCode', 'city'] as const) if (read[name] === null) faults.add(name);

  if (faults.size > 0 || read.lastName === null || phone === undefined)
    return { faults: [...fieldNames, 'channels' as const].filter((name) => faults.has(name)) };
  return { filled: { ...read, lastName: read.lastName, phone, channels } };
}

/** "Königsstraße 12 a" → the street and the number of the house. */
export function splitStreet(line: string): { street: string; houseNumber?: string } {
  const [, street, houseNumber] = /^(.*\S)\s+(\d+\s?[a-zA-Z]?(?:\s?[-/]\s?\d+\s?[a-zA-Z]?)?)$/.exec(line) ?? [];
  return street && houseNumber ? { street, houseNumber } : { street: line };
}
