import { useLingui } from '@lingui/react/macro';
import type { MeetingWay } from '#meetings/contract';
import type { IconName } from '#web/components/icon.tsx';

export const wayIcons: Record<MeetingWay, IconName> = {
  video: 'camera',
  phone: 'phone',
  place: 'pin',
  link: 'link',
};

export function useWayNames(): Record<MeetingWay, string> {
  const { t } = useLingui();
  return { video: t`Video`, phone: t`Telefon`, place: t`vor Ort`, link: t`Link` };
}
