import { findContactsByIds, writeNumber } from '#contacts';
import { findCallWish, type MeetingsTables } from '#meetings';
import { findWorkspace, type WorkspaceRow } from '#workspace';
import { type Db, inTransaction } from '#platform/db';
import { findNextStep } from '../queries/next-steps.ts';
import { planNextStep, type StepsWorld } from './next-steps.ts';

type Wish = NonNullable<Awaited<ReturnType<typeof findCallWish>>>;

/** Who asked on a booking page to be called stands in Heute of whose turn it is. The step has the id of the wish, so that a job that runs twice makes one. */
export function planWishedCall(
  db: Db<StepsWorld & MeetingsTables>,
  { workspaceId, wishId }: { workspaceId: string; wishId: string },
  now: Date,
): Promise<void> {
  return inTransaction(db, async (trx) => {
    const [wish, workspace, known] = await Promise.all([
      findCallWish(trx, { workspaceId, wishId }),
      findWorkspace(trx, workspaceId),
      findNextStep(trx, { workspaceId, nextStepId: wishId }),
    ]);
    const [contact] = wish ? await findContactsByIds(trx, workspaceId, [wish.contactId]) : [];
    if (!wish || !workspace || !contact || known) return;
    const { contactId, hostId: ownerId, dueOn } = wish;
    const about = { contactId, companyId: contact.companyId, dealId: null, ownerId };
    const said = { title: titleOf(workspace, wish), note: noteOf(workspace, wish) };
    // The person's own wish: it is told at the gate, and carries the call.
    const due = { dueOn, dueAt: null, promised: true };
    await planNextStep(trx, { workspaceId, id: wishId, kind: 'call', ...about, ...said, ...due }, now);
  });
}

function titleOf({ locale }: WorkspaceRow, { title }: Wish): string {
  return (locale === 'en' ? `Asked for a call: ${title}` : `Rückruf gewünscht: ${title}`).slice(0, 200);
}

const parts = {
  de: {
    any: 'egal wann',
    morning: 'vormittags',
    noon: 'mittags',
    afternoon: 'nachmittags',
    evening: 'abends bis 20 Uhr',
  },
  en: {
    any: 'any time',
    morning: 'in the morning',
    noon: 'around noon',
    afternoon: 'in the afternoon',
    evening: 'until 8 pm',
  },
};

function noteOf({ locale }: WorkspaceRow, { dayPart, phone, answers }: Wish): string {
  const when = parts[locale][dayPart];
  const lines =
    locale === 'en'
      ? [`When it suits: ${when}`, `Number given: ${writeNumber(phone)} (not confirmed)`]
      : [`Passt: ${when}`, `Angegebene Nummer: ${writeNumber(phone)} (nicht bestätigt)`];
  return [...lines, ...answers.map(({ label, answer }) => `${label} ${answer}`)].join('\n').slice(0, 5_000);
}
