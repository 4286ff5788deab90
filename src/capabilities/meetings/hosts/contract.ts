import { z } from 'zod';
import { defineOperation } from '#platform/operation';

/** Whether somebody gets a mail when a meeting of theirs is planned, moved or cancelled by another. */
export const MeetingMails = z.strictObject({ wanted: z.boolean() });
export type MeetingMails = z.infer<typeof MeetingMails>;

export const getMyMeetingMails = defineOperation({
  name: 'meetings.getMyMails',
  method: 'GET',
  path: '/me/meeting-mails',
  summary: 'Whether I get mails about my meetings',
  permission: 'meetings.read',
  output: MeetingMails,
});

export const setMyMeetingMails = defineOperation({
  name: 'meetings.setMyMails',
  method: 'PUT',
  path: '/me/meeting-mails',
  summary: 'Say whether I want mails about my meetings',
  permission: 'meetings.write',
  body: MeetingMails,
  output: MeetingMails,
});
