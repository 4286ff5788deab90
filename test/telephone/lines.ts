import type { AddressInfo } from 'node:net';
import { expect } from 'vitest';
import { createLine, type CreateLine, getLineSetup } from '#telephony/contract';
import { newId } from '#platform/ids';
import type { Client, TestApp } from '../setup/house.ts';

export const number = '+4956110000';

/** A line of the owner's workspace, and where a telephone system or carrier tells us of its calls: at the real door. */
export async function openLine(
  app: TestApp,
  owner: Client,
  body: CreateLine | object,
): Promise<{ id: string; url: string }> {
  const made = await owner.call(createLine, { body: { name: newId(), number, ...body } as CreateLine });
  expect(made.status).toBe(201);
  const { id } = made.body;
  const { webhookUrl } = (await owner.call(getLineSetup, { params: { lineId: id } })).body;
  const { port } = app.running.server.server.address() as AddressInfo;
  return { id, url: `http://127.0.0.1:${port}${new URL(webhookUrl).pathname}` };
}
