import type { CallProvider } from '../provider.ts';
import { askCarrier, basic } from './ask.ts';
import { hearPbx } from './pbx.ts';

/** Rings the user's device first, then the person; tells of it by the push API, which also gives the call its name. */
export function sipgate(address: string): CallProvider {
  return {
    kind: 'sipgate',
    parseWebhook: hearPbx,
    async startCall({ permit }, open) {
      const { settings, secret, number } = await open();
      const { device = '', tokenId = '' } = settings;
      await askCarrier(address, '/v2/sessions/calls', {
        authorization: basic(tokenId, secret ?? ''),
        json: { deviceId: device, caller: device, callee: permit.address, callerId: number },
      });
      return { externalId: null };
    },
    async check({ settings, secret }) {
      await askCarrier(address, '/v2/account', { authorization: basic(settings.tokenId ?? '', secret ?? '') });
    },
  };
}
