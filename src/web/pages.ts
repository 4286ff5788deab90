import { screens as access } from '#access/ui';
import { screens as audiences } from '#audiences/ui';
import { screens as calls } from '#calls/ui';
import { screens as consent } from '#consent/ui';
import { screens as contacts } from '#contacts/ui';
import { screens as conversations } from '#conversations/ui';
import { screens as deals } from '#deals/ui';
import { screens as forecasts } from '#forecasts/ui';
import { screens as integrations } from '#integrations/ui';
import { screens as leads } from '#leads/ui';
import { screens as meetings } from '#meetings/ui';
import { screens as nextSteps } from '#next-steps/ui';
import { screens as offers } from '#offers/ui';
import { screens as scoring } from '#scoring/ui';
import { screens as scripts } from '#scripts/ui';
import { screens as teamMeetings } from '#team-meetings/ui';
import { screens as telephony } from '#telephony/ui';
import { screens as timeline } from '#timeline/ui';
import { screens as workspace } from '#workspace/ui';
import type { Screens } from '#web/registry.ts';

/** The screens of all capabilities, in the order of src/capabilities.ts. */
export const screens: Screens[] = [
  workspace,
  access,
  contacts,
  consent,
  deals,
  offers,
  leads,
  telephony,
  calls,
  meetings,
  scripts,
  conversations,
  scoring,
  nextSteps,
  audiences,
  forecasts,
  teamMeetings,
  timeline,
  integrations,
];
