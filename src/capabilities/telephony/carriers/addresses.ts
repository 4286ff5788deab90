import type { CarrierAddresses } from '#platform/ports';

export const carrierAddresses: CarrierAddresses = {
  sipgate: 'https://api.sipgate.com',
  twilio: 'https://api.twilio.com',
  telnyx: 'https://api.telnyx.com',
};
