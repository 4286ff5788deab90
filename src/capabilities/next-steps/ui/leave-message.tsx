import { useLingui } from '@lingui/react/macro';
import { type CallView, leaveMessage } from '#calls/contract';
import { Key, useDispositions } from '#calls/ui';
import { getMyGreeting } from '#telephony/contract';
import { Button } from '#web/components/button.tsx';
import { useMutationOf, useQueryOf } from '#web/data.ts';
import { useKeys } from '#web/keys.ts';
import { useDays } from './days.ts';
import { useStepTitles } from './names.ts';
import { logDrafted } from './outcome-form.tsx';
import { suggestedStep } from './step-draft.ts';
import { useSubject } from './use-subject.ts';

/** A mailbox has answered: the greeting speaks on there, the call is logged, and who called is free for the next one. */
export function LeaveMessage({ call }: { call: CallView }) {
  const { t } = useLingui();
  const days = useDays();
  const titles = useStepTitles();
  const subject = useSubject(call);
  const voicemail = useDispositions().find(({ meaning }) => meaning === 'voicemail');
  const greeting = useQueryOf(getMyGreeting, undefined, { staleMs: 5 * 60_000 }).data?.greeting;
  const leave = useMutationOf(leaveMessage, {
    refreshes: ['timeline'],
    done: () => {
      if (!subject || !voicemail) return;
      const { next } = voicemail;
      logDrafted(subject, call, voicemail, next && suggestedStep(next, false, days, titles[next.kind]));
    },
  });
  const ready = greeting && subject && !leave.isPending;
  const run = () => ready && leave.mutate({ params: { callId: call.id } });
  useKeys([{ keys: 'shift+v', label: t`Ansage hinterlassen`, run }], Boolean(ready));
  if (!greeting) return null;
  return (
    <Button disabled={!subject} icon="message" onPress={run} pending={leave.isPending} wide>
      {t`Ansage hinterlassen`}
      <Key keys="shift+v" />
    </Button>
  );
}
