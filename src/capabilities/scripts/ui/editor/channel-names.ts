import { useLingui } from '@lingui/react/macro';
import type { Channel } from '#consent/contract';

export function useChannelNames(): Record<Channel, string> {
  const { t } = useLingui();
  return { phone: t`Anrufe`, email: t`E-Mails`, sms: t`SMS`, post: t`Briefe`, visit: t`Hausbesuche` };
}
