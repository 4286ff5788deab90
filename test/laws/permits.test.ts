import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/**
 * Nothing rings and no mail leaves for a contact but on a permit of the consent gate. The types see to it where calls and mails are made
 * (`insertCall`, `mailContact`, `CallProvider.startCall`); here is seen that there are no other doors.
 */
const doors: { door: string; sign: RegExp; homes: readonly string[]; planted: readonly string[] }[] = [
  {
    door: 'a call of our own doing is written down where its permit is used',
    sign: /\binsertCall\(|insertInto\('call'\)|insert into call\b/,
    homes: ['src/capabilities/calls/queries/calls.ts', 'src/capabilities/calls/commands/placing.ts'],
    planted: [
      `await insertCall(trx, row);`,
      `db.insertInto('call').values(row)`,
      'sql`insert into call (workspace_id) values (1)`',
    ],
  },
  {
    door: 'history of other systems rings nowhere, and only history comes without a permit',
    sign: /\binsertManyCalls\(/,
    homes: ['src/capabilities/calls/queries/calls.ts', 'src/capabilities/calls/commands/history.ts'],
    planted: ['await insertManyCalls(trx, rows);'],
  },
  {
    door: 'a number to dial is handed out by calls.start alone',
    sign: /['"`]tel:(?!`)/,
    homes: ['src/capabilities/calls/line-call-routes.ts', 'src/capabilities/calls/contract.ts'],
    planted: ['<a href={`tel:${number}`}>', `location.href = 'tel:' + number;`],
  },
  {
    door: 'a carrier is asked to ring where the permit was looked at',
    sign: /\bprovider(\?|!)?\.startCall\b(?!\))|\.startCall\?\.\(/,
    homes: ['src/capabilities/telephony/telephony.ts'],
    planted: ['await provider.startCall(line, call);', 'await sipgate.startCall?.(line, call);'],
  },
  {
    door: 'a greeting speaks where the permit was looked at',
    sign: /\btelephony(\?|!)?\.leaveMessage\(/,
    homes: ['src/capabilities/calls/commands/line-calls/leaving-message.ts'],
    planted: ['await telephony.leaveMessage(call, samples);'],
  },
  {
    door: 'mail leaves by the outbox: to users about their account and their meetings, to contacts on a permit, to visitors for the confirmation they asked for',
    sign: /\bsendMail\(|from '#platform\/mail'|from '\.\/mail\.ts'/,
    homes: [
      'src/platform/mail.ts',
      'src/main.ts',
      'src/capabilities.ts',
      'src/capabilities/access/commands.ts',
      'src/capabilities/access/sign-in.ts',
      'src/capabilities/consent/commands/permits.ts',
      'src/capabilities/consent/commands/requests.ts',
      'src/capabilities/meetings/hosts/telling.ts',
      'src/capabilities/team-meetings/plan/telling.ts',
    ],
    planted: [`import { sendMail } from '#platform/mail';`, 'await sendMail(trx, workspaceId, mail, now);'],
  },
  {
    door: 'the outbox is written to by the platform, and the mail server is handed what stands in it',
    sign: /insertInto\('mail'\)|insert into mail\b|\bmail\.send\(/,
    homes: ['src/platform/mail.ts'],
    planted: [`trx.insertInto('mail').values(row)`, 'await ground.ports.mail.send({ to, subject, text });'],
  },
  {
    door: 'a recording, and each stretch of it, begins where the permit for it is used',
    sign: /\binsert(Recording|Segment)\(|insertInto\('recording(Segment)?'\)|insert into recording(_segment)?\b/,
    homes: ['src/capabilities/conversations/queries.ts', 'src/capabilities/conversations/commands/recording.ts'],
    planted: [
      'await queries.insertRecording(trx, row);',
      'await insertSegment(trx, segment);',
      `db.insertInto('recording').values(row)`,
      'sql`insert into recording_segment (workspace_id) values (1)`',
    ],
  },
  {
    door: 'a permit is made by the gate’s yes and by nothing else',
    sign: /insertInto\('contactPermit'\)|insert into contact_permit\b|\binsertPermit\(|\bas (unknown as Recording)?Permit\b|\bas PermitId\b/,
    homes: [
      'src/capabilities/consent/queries/permits.ts',
      'src/capabilities/consent/commands/permits.ts',
      'src/capabilities/consent/commands/recording.ts',
    ],
    planted: [
      `return { contactId } as unknown as RecordingPermit;`,
      `const permit = { id } as Permit<'phone'>;`,
      'const permitId = newId() as PermitId;',
      'await insertPermit(trx, row);',
    ],
  },
];

const files = globSync('src/**/*.{ts,tsx}').filter((file) => !/\.test\.tsx?$/.test(file));

function faults({ sign, homes }: (typeof doors)[number], file: string, text = readFileSync(file, 'utf8')): string[] {
  return sign.test(text) && !homes.includes(file) ? [file] : [];
}

test.each(doors)('$door', (door) => {
  expect(files.flatMap((file) => faults(door, file))).toEqual([]);
  for (const planted of door.planted)
    expect(faults(door, 'src/capabilities/deals/commands.ts', planted), planted).toHaveLength(1);
  // A home that has moved would leave the door without a guard.
  expect(door.homes.filter((home) => !files.includes(home))).toEqual([]);
});
