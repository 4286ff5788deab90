import type { Config, Secrets } from '#platform/config';
import type { Ports } from '#platform/ports';
import type { ProviderKind } from '../../contract/shapes.ts';
import type { MeetingProvider } from '../provider.ts';
import { jitsi } from './jitsi.ts';
import { livekit } from './livekit.ts';
import { meet } from './meet.ts';
import { teams } from './teams.ts';
import { zoom } from './zoom.ts';

type House = { config: Pick<Config, 'privateHosts'>; secrets: Pick<Secrets, 'chain'>; ports: Ports };

/** The provider of a kind, as it is to be spoken to now. */
export function providerOf(
  kind: ProviderKind,
  { config, secrets, ports }: House,
  signal?: AbortSignal,
): MeetingProvider {
  const reach = { privateHosts: config.privateHosts, now: ports.clock(), ...(signal && { signal }) };
  switch (kind) {
    case 'zoom':
      return zoom(ports.providers, reach);
    case 'meet':
      return meet(ports.providers, reach);
    case 'teams':
      return teams(ports.providers, reach);
    case 'jitsi':
      return jitsi(secrets, reach);
    case 'livekit':
      return livekit(secrets, reach);
  }
}
