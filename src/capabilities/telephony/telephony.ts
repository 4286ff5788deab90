import type { Db } from '#platform/db';
import { Refusal } from '#platform/errors';
import { dbOf, type Ground } from '#platform/ground';
import { newId } from '#platform/ids';
import { openLine } from './commands/lines.ts';
import type { LineKind } from './contract.ts';
import type { CallEvent, CallProvider, OutgoingCall } from './provider.ts';
import { insertCarrierEvents } from './queries/carrier-events.ts';
import type { CarrierEventRow, LineRow, TelephonyTables } from './schema.ts';

/** Moves the call a carrier told of, in the transaction that keeps what it said. Downstream knows how; it is handed in where the house is put together. */
export type Hear = (trx: Db<object>, line: LineRow, event: CallEvent, now: Date) => Promise<void>;

export type Telephony = {
  providerOf(kind: LineKind): CallProvider | undefined;
  /** Makes the carrier ring. The permit must still be valid; whose use of it is in the ledger, is the caller's to see to. */
  startCall(line: LineRow, call: OutgoingCall): Promise<{ externalId: string }>;
  /** What a carrier told, heard once each. `raw`: as it came. */
  receive(line: LineRow, events: readonly CallEvent[], raw: string): Promise<void>;
};

export function openTelephony(ground: Ground, hear: Hear): Telephony {
  const providers = new Map<LineKind, CallProvider>();

  return {
    providerOf: (kind) => providers.get(kind),

    async startCall(line, call) {
      const provider = providers.get(line.kind);
      if (!provider?.startCall)
        throw new Refusal(409, 'line_cannot_dial', 'Über diesen Anschluss kann Klinke nicht wählen.');
      const now = ground.ports.clock();
      if (now < call.permit.validFrom || now > call.permit.validUntil)
        throw new Refusal(409, 'permit_expired', 'Die Erlaubnis ist abgelaufen. Bitte fragen Sie neu.');
      const db = dbOf<TelephonyTables>(ground, { workspaceId: line.workspaceId });
      return provider.startCall(await openLine(db, ground.secrets, line), call);
    },

    async receive(line, events, raw) {
      const now = ground.ports.clock();
      const { workspaceId, id: lineId } = line;
      const rows = events.map((event): CarrierEventRow => {
        const { provider, externalId, dedupeKey } = event;
        const id = newId(now.getTime());
        return { workspaceId, id, lineId, provider, externalId, dedupeKey, event, raw, receivedAt: now };
      });
      await dbOf<TelephonyTables>(ground, { workspaceId })
        .transaction()
        .execute(async (trx) => {
          const fresh = new Set(await insertCarrierEvents(trx, rows));
          for (const { id, event } of rows) if (fresh.has(id)) await hear(trx as Db<object>, line, event, now);
        });
    },
  };
}
