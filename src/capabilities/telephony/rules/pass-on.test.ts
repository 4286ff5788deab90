import { expect, test } from 'vitest';
import { targetOf } from './pass-on.ts';

test.each([
  ['as we dial it at home', '0561 / 10 00 00', '+49561100000'],
  ['a mobile', '+49 171 1234567', '+491711234567'],
  ['in Austria', '0043 1 5031234', '+4315031234'],
  ['free of charge', '0800 3301000', '+498003301000'],
  ['the emergency services', '112', 'number_short'],
  ['the police, with blanks', '1 1 0', 'number_short'],
  ['a helpline', '116117', 'number_short'],
  ['the emergency services from abroad', '+49112', 'number_invalid'],
  ['a number that costs extra', '0900 5123456', 'number_costly'],
  ['a shared-cost number', '0180 5123456', 'number_costly'],
  ['far away', '+1 212 555 0123', 'number_abroad'],
  ['an address', 'anna@example.org', 'number_invalid'],
  ['half a number', '+49 561', 'number_invalid'],
  ['nothing', '', 'number_invalid'],
  ['more than a number', '0561100000;user=phone', 'number_invalid'],
  ['another header', '0561100000\r\nRefer-To: x', 'number_invalid'],
])('%s', (_, typed, expected) => {
  const target = targetOf(typed, '+4956112345');
  expect('number' in target ? target.number : target.because).toBe(expected);
});
