import { sql } from 'kysely';
import { z } from 'zod';
import type { Actor } from '#platform/actor';
import { type Db, inTransaction } from '#platform/db';
import { Refusal } from '#platform/errors';
import { dbOf, type Ground } from '#platform/ground';
import { newId } from '#platform/ids';
import { defineJob, enqueue, type Job } from '#platform/jobs';
import type { PlatformTables } from '#platform/schema';
import type { SocketHandler } from '#platform/sockets';
import { pbx } from './carriers/pbx.ts';
import { sipgate } from './carriers/sipgate.ts';
import { telnyx } from './carriers/telnyx.ts';
import { twilio } from './carriers/twilio.ts';
import { openLine, requireLine } from './commands/lines.ts';
import type { LineKind } from './contract.ts';
import { announceListening } from './commands/listening.ts';
import { numberToPassOn, type PassingOnWorld } from './commands/passing-on.ts';
import { CallEvent, type CallProvider, type OutgoingCall } from './provider.ts';
import { findCarrierEvent, insertCarrierEvents } from './queries/carrier-events.ts';
import { toALaw } from './janus/tones.ts';
import { valuesOf } from './rules/greeting.ts';
import { hookKeyOf, hookPath } from './rules/hook-address.ts';
import type { CarrierEventRow, LineRow, TelephonyTables } from './schema.ts';
import { openSeats, type Speaking } from './softphone/seats.ts';

/** Moves the call a carrier told of, in the transaction that keeps what it said. Downstream knows how; it is handed in where the house is put together. */
export type Hear = (trx: Db<object>, line: LineRow, event: CallEvent, now: Date) => Promise<void>;
/** A user's telephone on this server has been opened: what it had in hand `before` this life of the server is over. */
export type Opened = (
  trx: Db<object>,
  telephone: { workspaceId: string; lineId: string; userId: string; before: Date },
  now: Date,
) => Promise<void>;

export type Telephony = {
  providerOf(kind: LineKind): CallProvider | undefined;
  /** Makes the carrier ring. That the use of the permit stands in the ledger, is the caller's to see to. */
  startCall(line: LineRow, call: OutgoingCall): Promise<{ externalId: string | null }>;
  /**
   * Speaks somebody's greeting to its end in the call they are in, and hangs up. What began the call stands behind it: the permit, and that a person has listened
   * and decided, each time.
   */
  leaveMessage(call: OutgoingCall, samples: Buffer): Promise<void>;
  /** The number a call is passed on to as E.164, or a no in words. `line`: from which number. */
  passOn(actor: Actor, typed: string, line: string): Promise<string>;
  /** Asks the carrier whether it takes us in; false: there is nothing to ask. */
  check(line: LineRow): Promise<boolean>;
  /** What a carrier told, each of it heard once. `raw`: as it came. */
  receive(line: LineRow, events: readonly CallEvent[], raw: string): Promise<{ news: number }>;
  /** Pages that are telephones. */
  pages: SocketHandler;
  /** Pages of leads who listen in. */
  leads: SocketHandler;
  /** Who speaks on a telephone of this server at the moment, and who listens in. */
  speaking(workspaceId: string): Speaking[];
};

/** `committed`: something stands in the event log that the pump should carry on. */
export function openTelephony(ground: Ground, hear: Hear, opened: Opened, committed: () => void): Telephony {
  const seats = openSeats(
    ground,
    async (telephone) => {
      const db = dbOf<TelephonyTables>(ground, telephone);
      await inTransaction(db, (trx) => opened(trx as Db<object>, telephone, ground.ports.clock()));
      committed();
    },
    async (...told) => {
      await telephony.receive(...told);
      committed();
    },
    async (actor, what) => {
      const db = dbOf<PlatformTables>(ground, { workspaceId: actor.workspaceId });
      try {
        await inTransaction(db, (trx) => announceListening(trx, actor, what, ground.ports.clock()));
      } catch (error) {
        ground.log.error({ err: error }, 'that somebody listened in was not kept');
        throw error;
      }
      committed();
    },
    (...asked) => telephony.passOn(...asked),
  );
  const { carriers } = ground.ports;
  const providers: Partial<Record<LineKind, CallProvider>> = {
    pbx,
    sipgate: sipgate(carriers.sipgate),
    twilio: twilio(carriers.twilio, (line) => hookUrlOf(ground, line)),
    telnyx: telnyx(carriers.telnyx, (line) => hookUrlOf(ground, line)),
    sip: seats.provider,
    // The page itself rings; what it waits for is that the order stands.
    sip_wss: { kind: 'sip_wss', startCall: async ({ callId }) => ({ externalId: callId }) },
  };
  const open = (line: LineRow) =>
    openLine(dbOf<TelephonyTables>(ground, { workspaceId: line.workspaceId }), ground.secrets, line);

  const telephony: Telephony = {
    pages: seats.handler,
    leads: seats.leads,
    speaking: seats.speaking,
    providerOf: (kind) => providers[kind],

    async startCall(line, call) {
      const provider = providers[line.kind];
      if (!provider?.startCall)
        throw new Refusal(409, 'line_cannot_dial', 'Über diesen Anschluss kann Klinke nicht wählen.');
      const now = ground.ports.clock();
      if (now < call.permit.validFrom || now > call.permit.validUntil)
        throw new Refusal(409, 'permit_expired', 'Die Erlaubnis ist abgelaufen. Bitte fragen Sie neu.');
      return provider.startCall(call, () => open(line));
    },

    async leaveMessage({ callId, permit, userId }, samples) {
      const { workspaceId } = permit;
      await seats.leaveMessage({ workspaceId, userId }, callId, Uint8Array.from(valuesOf(samples), toALaw));
    },

    async passOn(actor, typed, line) {
      const db = dbOf<PassingOnWorld>(ground, { workspaceId: actor.workspaceId });
      const number = await numberToPassOn(db, actor, { typed, line }, ground.ports.clock());
      committed();
      return number;
    },

    async check(line) {
      const provider = providers[line.kind];
      await provider?.check?.(await open(line));
      return provider?.check !== undefined;
    },

    async receive(line, events, raw) {
      const now = ground.ports.clock();
      const { workspaceId, id: lineId } = line;
      const rows = events.map((event): CarrierEventRow => {
        const { provider, externalId, dedupeKey } = event;
        const id = newId(now.getTime());
        return { workspaceId, id, lineId, provider, externalId, dedupeKey, event, raw, receivedAt: now };
      });
      return dbOf<TelephonyTables>(ground, { workspaceId })
        .transaction()
        .execute(async (trx) => {
          const fresh = new Set(await insertCarrierEvents(trx, rows));
          for (const { id, event } of rows.filter((row) => fresh.has(row.id))) {
            // The carrier will not say it again: what we can't make sense of now is kept, and tried later.
            await sql`savepoint heard`.execute(trx);
            try {
              await hear(trx as Db<object>, line, event, now);
            } catch (error) {
              await sql`rollback to savepoint heard`.execute(trx);
              ground.log.error({ err: error, carrierEvent: id }, 'carrier event not heard, will try again');
              await enqueue(trx, hearAgain(hear), { workspaceId, carrierEventId: id });
            }
          }
          return { news: fresh.size };
        });
    },
  };
  return telephony;
}

const Again = z.strictObject({ workspaceId: z.uuid(), carrierEventId: z.uuid() });

export function hearAgain(hear: Hear): Job<typeof Again> {
  return defineJob({
    name: 'telephony.hearAgain',
    payload: Again,
    attempts: 8,
    run: async ({ workspaceId, carrierEventId }, { ground }) => {
      await dbOf<TelephonyTables>(ground, { workspaceId })
        .transaction()
        .execute(async (trx) => {
          const row = await findCarrierEvent(trx, { workspaceId, carrierEventId });
          if (!row) return;
          const line = await requireLine(trx, { workspaceId, lineId: row.lineId });
          await hear(trx as Db<object>, line, CallEvent.parse(row.event), row.receivedAt);
        });
    },
  });
}

/** Without a public address no carrier reaches us. */
function hookUrlOf({ config, secrets }: Ground, line: LineRow): string | undefined {
  return config.publicUrl && config.publicUrl + hookPath.replace(':key', hookKeyOf(secrets, line));
}
