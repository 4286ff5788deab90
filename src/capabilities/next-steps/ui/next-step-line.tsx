import { Trans } from '@lingui/react/macro';
import { listNextSteps } from '#next-steps/contract';
import { DateText } from '#web/components/texts.tsx';
import { useQueryOf } from '#web/data.ts';

/** What stands next with this person, in one line; nothing where nothing does. */
export function NextStepLine({ contactId }: { contactId: string }) {
  const { data } = useQueryOf(listNextSteps, { query: { contactId, limit: 1 } });
  const [step] = data?.items ?? [];
  if (!step) return null;
  return (
    <>
      <dt>
        <Trans>Als Nächstes</Trans>
      </dt>
      <dd>
        {step.title}, <DateText value={step.dueOn} />
      </dd>
    </>
  );
}
