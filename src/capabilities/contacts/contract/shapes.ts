import { z } from 'zod';
import { Id, Line } from '#platform/operation';

export const ContactKind = z.enum(['private', 'business']);
export type ContactKind = z.infer<typeof ContactKind>;

/** The labels the product offers; people may write their own. */
export const usualLabels = ['mobile', 'work', 'home', 'main', 'other'] as const;
const Label = Line(30).default('other');

/** A number in any notation comes in; it is kept and goes out in E.164. */
export const Phone = z.strictObject({
  label: Label,
  value: Line(50),
  extension: z
    .string()
    .regex(/^\d{1,8}$/)
    .optional(),
});
export type Phone = z.infer<typeof Phone>;

export const Email = z.strictObject({ label: Label, value: z.email().max(254) });
export type Email = z.infer<typeof Email>;

export const Address = z.strictObject({
  label: Label,
  street: Line(160).optional(),
  houseNumber: Line(30).optional(),
  /** Floor, rear building, c/o. */
  addition: Line(160).optional(),
  postalCode: Line(12).optional(),
  city: Line(120).optional(),
  region: Line(120).optional(),
  /** ISO 3166-1, as in DE. */
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .optional(),
  /** WGS 84; worth something only together. */
  latitude: z.number().min(-90).max(90).optional(),
  longitude: z.number().min(-180).max(180).optional(),
});
export type Address = z.infer<typeof Address>;

/** The first of each list is the main one. */
export const Phones = z.array(Phone).max(20);
export const Emails = z.array(Email).max(20);
export const Addresses = z.array(Address).max(20);
export const Tag = Line(60);
export const Tags = z.array(Tag).max(50);
export const Website = Line(300);

export const OwnerFilter = z.union([Id, z.literal('none')]);
/** `?flag=true` in an address. */
export const Flag = z.stringbool({ truthy: ['true', '1'], falsy: ['false', '0'] });

export const Sort = z.enum(['name', '-name', 'createdAt', '-createdAt', 'lastTouchAt', '-lastTouchAt']);
export type Sort = z.infer<typeof Sort>;
