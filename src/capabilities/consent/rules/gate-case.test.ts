import { expect, test } from 'vitest';
import { decideCases } from './gate-case.ts';

const consent = {
  documented: true,
  name: true,
  address: true,
  advertiser: 'self',
  scope: ['phone'],
  givenAt: '2026-03-01T10:00:00Z',
  form: 'web',
  revokedAt: null,
};
const call = {
  now: '2026-11-23T09:00:00Z',
  channel: 'call',
  callerIdShown: true,
  objection: false,
  country: 'DE',
  party: 'consumer',
  consent,
};
const silent = { ...call, consent: null };
const mail = { ...silent, channel: 'email' };
const firm = { ...silent, party: 'business' };
const good = { basis: 'existing-contract-same-field', reason: 'Kunde seit 2025, Anschlussleistung' };
const exception = { sale: true, ownSimilar: true, objected: false, noticeAtCollection: true, noticeEachTime: true };
const swiss = { ...silent, country: 'CH', chListed: false, chStar: false, callerRegistered: true };

const decide = (given: unknown) => decideCases([{ id: 'a', in: given }])[0];

test.each<[string, object, string]>([
  ['a documented consent', call, 'yes CONSENT'],
  ['nothing at all', silent, 'no NO_CONSENT'],
  ['objected, with consent', { ...call, objection: true }, 'no OBJECTION'],
  ['objected, with a consent and a hidden number', { ...call, objection: true, callerIdShown: false }, 'no OBJECTION'],
  [
    'objected to everything: the contract too',
    { ...call, objection: true, purpose: 'contract-performance' },
    'no OBJECTION',
  ],
  ['on a suppression list', { ...call, suppressed: true }, 'no OBJECTION'],
  ['the contract’s own affairs', { ...silent, purpose: 'contract-performance' }, 'yes NOT_ADVERTISING'],
  [
    'the same to someone on a suppression list',
    { ...silent, suppressed: true, purpose: 'contract-performance' },
    'yes NOT_ADVERTISING',
  ],
  ['a wish without its subject', { ...silent, purpose: 'requested-callback' }, 'no NO_CONSENT'],
  [
    'a wish, from a hidden number',
    { ...silent, purpose: 'requested-callback', purposeDetail: 'Angebot X', callerIdShown: false },
    'no CALLER_ID',
  ],
  ['asking for consent by mail', { ...mail, purpose: 'ask-for-consent' }, 'no NO_CONSENT'],
  ['a hidden number', { ...call, callerIdShown: false }, 'no CALLER_ID'],
  ['a number nobody spoke of', { ...call, callerIdShown: undefined }, 'no CALLER_ID'],
  ['somebody else’s number', { ...call, callerRegistered: false }, 'no CALLER_ID'],
  [
    'a mail knows no number',
    { ...mail, callerIdShown: false, consent: { ...consent, scope: ['email'] } },
    'yes CONSENT',
  ],

  ['consent of tomorrow', { ...call, consent: { ...consent, givenAt: '2026-11-24T09:00:00Z' } }, 'no NOT_PRIOR'],
  ['consent of this second', { ...call, consent: { ...consent, givenAt: call.now } }, 'yes CONSENT'],
  [
    'consent in another zone, an hour earlier',
    { ...call, consent: { ...consent, givenAt: '2026-11-23T09:00:00+01:00' } },
    'yes CONSENT',
  ],
  [
    'of tomorrow, for mail',
    { ...call, consent: { ...consent, givenAt: '2026-11-24T09:00:00Z', scope: ['email'] } },
    'no NOT_PRIOR',
  ],
  ['withdrawn this second', { ...call, consent: { ...consent, revokedAt: call.now } }, 'no REVOKED'],
  [
    'withdrawn an hour after the call',
    { ...call, consent: { ...consent, revokedAt: '2026-11-23T10:00:00Z' } },
    'yes CONSENT',
  ],
  ['withdrawn, for mail', { ...call, consent: { ...consent, revokedAt: call.now, scope: ['email'] } }, 'no REVOKED'],
  ['for several means', { ...call, consent: { ...consent, scope: ['email', 'phone'] } }, 'yes CONSENT'],
  ['for no means', { ...call, consent: { ...consent, scope: [] } }, 'no SCOPE'],
  ['for means without a word', { ...call, consent: { ...consent, scope: ['pigeon'] } }, 'no SCOPE'],
  ['by a machine, consent for calls', { ...call, channel: 'auto-dialler' }, 'no SCOPE'],
  ['by fax, a business with reason', { ...firm, channel: 'fax', presumed: good }, 'no NO_CONSENT'],
  [
    'by WhatsApp, consent for SMS',
    { ...call, channel: 'whatsapp', consent: { ...consent, scope: ['sms'] } },
    'no SCOPE',
  ],
  ['given to another firm', { ...call, consent: { ...consent, advertiser: 'other-company' } }, 'no SCOPE'],
  ['given to nobody in particular', { ...call, consent: { ...consent, advertiser: undefined } }, 'no SCOPE'],
  ['a number in a newsletter form', { ...call, consent: { ...consent, form: 'email-doi' } }, 'no SCOPE'],
  ['a number confirmed by SMS', { ...call, consent: { ...consent, form: 'sms-doi' } }, 'yes CONSENT'],
  ['claimed only', { ...call, consent: { ...consent, documented: false } }, 'no NOT_DOCUMENTED'],
  ['nobody knows how', { ...call, consent: { ...consent, form: null } }, 'no NOT_DOCUMENTED'],
  ['nobody knows when', { ...call, consent: { ...consent, givenAt: null } }, 'no NOT_DOCUMENTED'],
  ['without address', { ...call, consent: { ...consent, address: false } }, 'no INCOMPLETE_DOC'],
  ['without name', { ...call, consent: { ...consent, name: '' } }, 'no INCOMPLETE_DOC'],
  [
    'a business without address',
    { ...call, party: 'business', consent: { ...consent, address: false } },
    'yes CONSENT',
  ],
  ['a party nobody settled', { ...silent, party: 'unknown', presumed: good }, 'no NO_CONSENT'],
  ['a party nobody named', { ...silent, party: undefined, presumed: good }, 'no NO_CONSENT'],

  ['a business with reason', { ...firm, presumed: good }, 'yes PRESUMED'],
  ['a business without', firm, 'no NO_PRESUMED'],
  ['from the directory', { ...firm, presumed: { ...good, basis: 'directory-entry' } }, 'no NO_PRESUMED'],
  ['for a basis unheard of', { ...firm, presumed: { ...good, basis: 'gut-feeling' } }, 'no NO_PRESUMED'],
  ['nothing written', { ...firm, presumed: { ...good, reason: ' ' } }, 'no NO_REASON'],
  [
    'a consent withdrawn',
    { ...firm, presumed: good, consent: { ...consent, revokedAt: '2026-11-22T08:00:00Z' } },
    'no REVOKED',
  ],
  ['an Austrian business', { ...firm, country: 'AT', presumed: good }, 'no NO_CONSENT'],
  ['a business of a country nobody named', { ...firm, country: undefined, presumed: good }, 'no NO_CONSENT'],

  ['mail to a customer', { ...mail, customerException: exception }, 'yes CUSTOMER_EXCEPTION'],
  ['no sale', { ...mail, customerException: { ...exception, sale: false } }, 'no NO_CONSENT'],
  ['other goods', { ...mail, customerException: { ...exception, ownSimilar: false } }, 'no NO_CONSENT'],
  ['objected to that use', { ...mail, customerException: { ...exception, objected: true } }, 'no NO_CONSENT'],
  ['no notice then', { ...mail, customerException: { ...exception, noticeAtCollection: false } }, 'no NO_CONSENT'],
  ['no notice now', { ...mail, customerException: { ...exception, noticeEachTime: false } }, 'no NO_CONSENT'],
  [
    'one condition unspoken',
    { ...mail, customerException: { ...exception, noticeEachTime: undefined } },
    'no NO_CONSENT',
  ],
  ['SMS to a customer', { ...mail, channel: 'sms', customerException: exception }, 'no NO_CONSENT'],
  ['an Austrian customer', { ...mail, country: 'AT', customerException: exception }, 'yes CUSTOMER_EXCEPTION'],
  [
    'on the Austrian list',
    { ...mail, country: 'AT', customerException: { ...exception, optOutList: true } },
    'no NO_CONSENT',
  ],
  ['a customer elsewhere', { ...mail, country: 'FR', customerException: exception }, 'no NO_CONSENT'],

  ['Swiss, unlisted', swiss, 'no CH_UNLISTED'],
  ['Swiss, listed', { ...swiss, chListed: true }, 'yes CH_LISTED'],
  ['Swiss, starred', { ...swiss, chListed: true, chStar: true }, 'no CH_STAR'],
  ['Swiss, a customer', { ...swiss, chCustomer: true }, 'yes CH_CUSTOMER'],
  ['Swiss, not looked up', { ...swiss, chListed: undefined }, 'no CH_UNLISTED'],
  ['Swiss, agreed', { ...swiss, consent }, 'yes CONSENT'],
  ['Swiss, from a number not registered', { ...swiss, chListed: true, callerRegistered: false }, 'no CALLER_ID'],
  ['Swiss, from a number nobody checked', { ...swiss, chListed: true, callerRegistered: undefined }, 'no CALLER_ID'],
  ['a Swiss firm with a German reason', { ...swiss, party: 'business', presumed: good }, 'no CH_UNLISTED'],

  ['a letter', { ...silent, channel: 'post' }, 'yes NO_CONSENT_NEEDED'],
  ['a letter after an objection', { ...silent, channel: 'post', objection: true }, 'no OBJECTION'],
  ['at night where we know the place', { ...call, now: '2026-11-23T20:00:00Z', place: 'DE-HE' }, 'no OUTSIDE_HOURS'],
  ['on a holiday there', { ...call, now: '2026-06-04T08:00:00Z', place: 'DE-HE' }, 'no REST_DAY'],
  ['no holiday there', { ...call, now: '2026-06-04T08:00:00Z', place: 'DE-HH' }, 'yes CONSENT'],
])('%s', (_, given, expected) => {
  const answer = decide(given);
  expect(answer && 'allow' in answer && `${answer.allow ? 'yes' : 'no'} ${answer.reason}`).toBe(expected);
  expect(answer).toHaveProperty('norm', expect.stringMatching(/§|Art\.|BGH/));
});

test.each<[string, unknown, string]>([
  ['no facts', null, 'in:'],
  ['no time', { ...call, now: undefined }, 'in.now:'],
  ['a time without zone', { ...call, now: '2026-11-23T09:00:00' }, 'in.now:'],
  ['a channel unheard of', { ...call, channel: 'pigeon' }, 'in.channel:'],
  ['a purpose unheard of', { ...call, purpose: 'fun' }, 'in.purpose:'],
  ['a yes in words', { ...call, objection: 'no' }, 'in.objection:'],
  ['a consent that is a word', { ...call, consent: 'yes' }, 'in.consent:'],
  ['a day that is none', { ...call, consent: { ...consent, givenAt: '2026-02-30T00:00:00Z' } }, 'in.consent.givenAt:'],
])('unreadable: %s', (_, given, where) => {
  expect(decide(given)).toEqual({
    id: 'a',
    error: { code: 'case_unreadable', message: expect.stringContaining(where) },
  });
});

test('a case without an id is told by its place, and the others are decided', () => {
  expect(decideCases([{ in: call }, { id: 7, in: call }])).toEqual([
    { id: '#1', error: { code: 'case_unreadable', message: 'Der Fall braucht „id“ und „in“.' } },
    { id: '7', allow: true, reason: 'CONSENT', norm: '§ 7 Abs. 2 Nr. 1 UWG' },
  ]);
});
