import { isWorkingDay, type Place, zonedTime } from '#workspace';
import type { Fault, Filled, Typed } from '../rules/form-input.ts';
import { shapes } from '../rules/form-input.ts';

export const dayParts = ['any', 'morning', 'noon', 'afternoon', 'evening'] as const;
export type DayPart = (typeof dayParts)[number];

export const readDayPart = (text: string | null): DayPart => dayParts.find((part) => part === text) ?? 'any';

/** By which hour of the day a call would come too late. */
const overAt: Record<DayPart, number> = { any: 17, morning: 12, noon: 14, afternoon: 17, evening: 20 };

/** The first working day on which the call can still be made when it suits. */
export function dueDayOf(part: DayPart, { timeZone, place }: { timeZone: string; place: Place }, now: Date): string {
  const here = zonedTime(now, timeZone);
  let day = here.toPlainDate();
  if (here.hour >= overAt[part]) day = day.add({ days: 1 });
  while (!isWorkingDay(day.toString(), { place })) day = day.add({ days: 1 });
  return day.toString();
}

type Wisher = Pick<Filled, 'firstName' | 'lastName'> & { phone: string };

export function checkWisher(
  typed: Typed,
  readNumber: (text: string) => string | undefined,
): { wisher: Wisher } | { faults: Fault[] } {
  const firstName = typed.firstName.trim() === '' ? null : shapes.firstName.safeParse(typed.firstName);
  const lastName = shapes.lastName.safeParse(typed.lastName);
  const phone = readNumber(typed.phone);
  const faults: Fault[] = [
    ...(firstName?.success === false ? (['firstName'] as const) : []),
    ...(lastName.success ? [] : (['lastName'] as const)),
    ...(phone === undefined ? (['phone'] as const) : []),
  ];
  if (faults.length > 0 || !lastName.success || phone === undefined) return { faults };
  return { wisher: { firstName: firstName?.data ?? null, lastName: lastName.data, phone } };
}
