import type { WeekHours } from '../contract.ts';

const office = [{ from: '09:00', to: '17:00' }];

/** Of whom has said nothing. */
export const usualHours: WeekHours = { 1: office, 2: office, 3: office, 4: office, 5: office };
