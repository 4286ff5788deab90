import { expect, test } from 'vitest';
import { createContact } from '#contacts/contract';
import { eventually } from '../../../../test/setup/eventually.ts';
import { mailOffice } from '../../../../test/setup/mail-office.ts';
import { plain } from '../../../../test/setup/post-office.ts';
import * as contract from '../contract.ts';

const office = mailOffice();

const span = { startsAt: '2026-11-24T09:00:00.000Z', endsAt: '2026-11-24T09:30:00.000Z' };
const later = { startsAt: '2026-11-25T09:00:00.000Z', endsAt: '2026-11-25T09:30:00.000Z' };

async function person(emails: string[] = []): Promise<string> {
  const body = { firstName: 'Anna', lastName: 'Berg', emails: emails.map((value) => ({ value })) };
  return (await office.owner.call(createContact, { body })).body.id;
}

async function plan(more: object) {
  const contactId = await person();
  const body = { contactId, title: 'Beratung', where: { way: 'video' as const }, ...span, ...more };
  const made = await office.owner.call(contract.createMeeting, { body });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  return made.body.meeting;
}

/** What has come and to whom, once it is as expected. */
async function mailsAre(...expected: (readonly [to: string, said: string])[]): Promise<string[]> {
  await eventually(async () => {
    await office.app.drain();
    expect(office.letters.map(({ to }) => to[0]).toSorted()).toEqual(expected.map(([to]) => to).toSorted());
  });
  return expected.map(([to, said]) => {
    const text = plain(office.letters.find((letter) => letter.to[0] === to)?.raw ?? '');
    expect(text).toContain(said);
    return text;
  });
}

test('hosts are told by mail of what others do with their meetings, with the meeting for the calendar', async () => {
  const [one, two] = [await office.house.person('member'), await office.house.person('member')];
  const meeting = await plan({ hostIds: [office.owner.userId, one.userId] });
  const [mail] = await mailsAre([one.email, 'Sie haben einen neuen Termin:']);
  expect(mail).toContain('Dienstag, 24. November 2026');
  expect(mail).toContain(`https://klinke.example.org/menschen/${meeting.contactId}`);
  expect(mail).not.toContain('Berg');
  expect(mail).toContain('METHOD:REQUEST');
  expect(mail).toContain(`UID:${meeting.id}@${office.house.id}.klinke`);

  const params = { meetingId: meeting.id };
  office.letters.length = 0;
  await office.owner.call(contract.changeMeeting, { params, body: { ...later, hostIds: [one.userId, two.userId] } });
  await mailsAre([one.email, 'Ihr Termin ist geändert.'], [two.email, 'Sie haben einen neuen Termin:']);

  office.letters.length = 0;
  await two.call(contract.changeMeeting, { params, body: { hostIds: [two.userId] } });
  const [left] = await mailsAre([one.email, 'Diesen Termin übernimmt jemand anderes.']);
  expect(left).toContain('METHOD:CANCEL');

  office.letters.length = 0;
  await office.owner.call(contract.cancelMeeting, { params });
  await mailsAre([two.email, 'Dieser Termin ist abgesagt:']);
});

test('who wants no such mails gets none, and may want them again', async () => {
  const host = await office.house.person('member');
  expect((await host.call(contract.getMyMeetingMails)).body).toEqual({ wanted: true });
  for (let twice = 0; twice < 2; twice++)
    expect((await host.call(contract.setMyMeetingMails, { body: { wanted: false } })).body).toEqual({ wanted: false });
  const other = await office.house.person('member');
  const meeting = await plan({ hostIds: [host.userId, other.userId] });
  await mailsAre([other.email, 'Sie haben einen neuen Termin:']);
  office.letters.length = 0;
  await host.call(contract.setMyMeetingMails, { body: { wanted: true } });
  await office.owner.call(contract.changeMeeting, { params: { meetingId: meeting.id }, body: later });
  await mailsAre([host.email, 'Ihr Termin ist geändert.'], [other.email, 'Ihr Termin ist geändert.']);
});

test('whoever plans by hand may invite the person: by mail, into the room, and they can cancel', async () => {
  const contactId = await person(['anna@example.org']);
  const meeting = await plan({ contactId, invite: true });
  expect(meeting.invited).toBe(true);
  const [mail] = await mailsAre(['anna@example.org', 'Ihr Termin steht:']);
  expect(mail).toContain('METHOD:REQUEST');
  const [address = ''] = /https:\S+\/termin\/gebucht\/\S+/.exec(mail ?? '') ?? [];
  const path = new URL(address).pathname;
  const visit = (method: 'GET' | 'POST', url: string) =>
    office.app.running.server.inject({
      method,
      url,
      headers: { host: 'localhost', origin: 'http://localhost', 'sec-fetch-site': 'same-origin' },
    });
  const shown = await visit('GET', path);
  expect({ path, status: shown.statusCode }).toMatchObject({ status: 200 });
  expect(shown.body).toContain('/termin/raum/');
  expect(shown.body).not.toContain('/termin/verschieben/');
  expect((await visit('GET', path.replace('gebucht', 'verschieben'))).statusCode).toBe(303);
  expect((await visit('POST', path.replace('gebucht', 'raum'))).headers['location']).toMatch(/^\/raum\//);

  office.letters.length = 0;
  await office.owner.call(contract.changeMeeting, { params: { meetingId: meeting.id }, body: later });
  await mailsAre(['anna@example.org', 'Ihr Termin ist verschoben auf:']);
  office.letters.length = 0;
  const phone = { where: { way: 'phone' as const } };
  await office.owner.call(contract.changeMeeting, { params: { meetingId: meeting.id }, body: phone });
  await mailsAre(['anna@example.org', 'hat sich geändert, wo wir uns sehen oder sprechen']);
  office.letters.length = 0;
  expect((await visit('POST', path.replace('gebucht', 'absagen'))).statusCode).toBe(303);
  await mailsAre(['anna@example.org', 'abgesagt'], [office.owner.email, 'abgesagt']);
  const { state } = (await office.owner.call(contract.getMeeting, { params: { meetingId: meeting.id } })).body;
  expect(state).toBe('cancelled');
});

test('an invitation can come later, once, and never without a mailbox', async () => {
  const contactId = await person(['bert@example.org']);
  const meeting = await plan({ contactId });
  const params = { meetingId: meeting.id };
  const invite = () => office.owner.call(contract.changeMeeting, { params, body: { invite: true } });
  expect((await invite()).body.meeting.invited).toBe(true);
  expect((await invite()).status).toBe(200);
  await mailsAre(['bert@example.org', 'Ihr Termin steht:']);

  const body = { title: 'Beratung', where: { way: 'video' as const }, ...span, invite: true };
  const without = await office.owner.call(contract.createMeeting, { body: { contactId: await person(), ...body } });
  expect([without.status, without.body]).toMatchObject([422, { code: 'no_email_address' }]);
});
