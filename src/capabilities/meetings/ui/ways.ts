import { useLingui } from '@lingui/react/macro';
import type { MeetingState, MeetingWay } from '#meetings/contract';
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

export function useStateNames(): Record<MeetingState, string> {
  const { t } = useLingui();
  return { planned: t`geplant`, held: t`fand statt`, no_show: t`kam nicht`, cancelled: t`abgesagt` };
}
