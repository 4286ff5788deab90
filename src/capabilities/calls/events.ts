import { z } from 'zod';
import { defineEvent } from '#platform/events';
import { DispositionMeaning, LineCallState } from './contract.ts';

const about = { callId: z.uuid(), contactId: z.uuid(), dealId: z.uuid().nullable() };
const disposition = z.strictObject({ id: z.uuid(), name: z.string(), meaning: DispositionMeaning });

/** The gate said yes and the number was handed out. */
export const callStarted = defineEvent(
  'calls.started',
  z.strictObject({ ...about, number: z.string(), purpose: z.string(), basis: z.string(), norm: z.string() }),
);

/** Someone of us took an incoming call, and it is known who is on the other end. */
export const callReceived = defineEvent(
  'calls.received',
  z.strictObject({ ...about, number: z.string().nullable(), lineCallId: z.uuid() }),
);

/** A carrier told how far a call has come. */
export const lineCallMoved = defineEvent(
  'calls.moved',
  z.strictObject({
    lineCallId: z.uuid(),
    lineId: z.uuid(),
    contactId: z.uuid().nullable(),
    userId: z.uuid().nullable(),
    direction: z.enum(['inbound', 'outbound']),
    number: z.string().nullable(),
    state: LineCallState,
  }),
);

/** On a mailbox, in the voice of who called; they themselves have gone on to somebody else. */
export const messageLeft = defineEvent('calls.messageLeft', z.strictObject({ ...about, seconds: z.number().int() }));

/** They called and nobody was there. `userId`: at whom it rang, whose contact or whose line it was. */
export const callMissed = defineEvent(
  'calls.missed',
  z.strictObject({
    lineCallId: z.uuid(),
    contactId: z.uuid().nullable(),
    userId: z.uuid().nullable(),
    number: z.string().nullable(),
    rangAt: z.iso.datetime(),
  }),
);

/** Someone said how a call ended, or logged one that took place elsewhere. It happened when the call began. */
export const callLogged = defineEvent(
  'calls.logged',
  z.strictObject({
    ...about,
    userId: z.uuid(),
    direction: z.enum(['inbound', 'outbound']),
    number: z.string().nullable(),
    startedAt: z.iso.datetime(),
    durationSeconds: z.number().int().nullable(),
    disposition: disposition.nullable(),
    note: z.string().nullable(),
  }),
);

export const callChanged = defineEvent(
  'calls.changed',
  z.strictObject({ ...about, changed: z.record(z.string(), z.strictObject({ from: z.unknown(), to: z.unknown() })) }),
);
/** The call has lost its disposition again: it was said by mistake. */
export const callReopened = defineEvent(
  'calls.reopened',
  z.strictObject({ ...about, disposition: disposition.nullable() }),
);
export const callRemoved = defineEvent('calls.removed', z.strictObject({ ...about, startedAt: z.iso.datetime() }));
export const callRestored = defineEvent('calls.restored', z.strictObject({ ...about, startedAt: z.iso.datetime() }));

export const dispositionAdded = defineEvent(
  'calls.dispositionAdded',
  z.strictObject({ dispositionId: z.uuid(), name: z.string(), meaning: DispositionMeaning }),
);
export const dispositionChanged = defineEvent(
  'calls.dispositionChanged',
  z.strictObject({
    dispositionId: z.uuid(),
    name: z.string(),
    changed: z.record(z.string(), z.strictObject({ from: z.unknown(), to: z.unknown() })),
  }),
);
export const dispositionsOrdered = defineEvent(
  'calls.dispositionsOrdered',
  z.strictObject({ names: z.array(z.string()) }),
);

/** A setter begins to call a list, whether they read it anew or joined the others at it. Who is held for whom is a lease and no event. */
export const dialerStarted = defineEvent(
  'calls.dialerStarted',
  z.strictObject({ sessionId: z.uuid(), listId: z.uuid(), name: z.string(), people: z.number().int() }),
);
export const dialerPaused = defineEvent('calls.dialerPaused', z.strictObject({ sessionId: z.uuid() }));
export const dialerResumed = defineEvent('calls.dialerResumed', z.strictObject({ sessionId: z.uuid() }));
export const dialerEnded = defineEvent('calls.dialerEnded', z.strictObject({ sessionId: z.uuid(), name: z.string() }));
