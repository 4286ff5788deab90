import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { agreementText, agreeToRecording, getRecordingAgreement, withdrawRecordingAgreement } from '#consent/contract';
import { Button } from '#web/components/button.tsx';
import { ConfirmDialog } from '#web/components/dialog.tsx';
import { ErrorNote, Skeleton } from '#web/components/states.tsx';
import { DateText } from '#web/components/texts.tsx';
import { useMutationOf, useQueryOf } from '#web/data.ts';

/** Whether my own voice may be recorded. */
export function VoiceAgreement() {
  const { t, i18n } = useLingui();
  const { data, error, refetch } = useQueryOf(getRecordingAgreement);
  const [sure, setSure] = useState(false);
  const agree = useMutationOf(agreeToRecording, { refreshes: ['conversations'] });
  const withdraw = useMutationOf(withdrawRecordingAgreement, {
    refreshes: ['conversations'],
    done: () => setSure(false),
  });
  const locale = i18n.locale === 'en' ? 'en' : 'de';
  if (error) return <ErrorNote error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton lines={3} />;
  const granted = data.state === 'granted';
  return (
    <div className="flex max-w-lg flex-col items-start gap-3">
      <blockquote className="border-l-2 border-line pl-3 text-soft">
        {granted ? data.wording : agreementText[locale]}
      </blockquote>
      {data.at && (
        <p className="text-sm text-soft">
          {granted ? (
            <Trans>
              Zugestimmt am <DateText value={data.at} />
            </Trans>
          ) : (
            <Trans>
              Zurückgenommen am <DateText value={data.at} />
            </Trans>
          )}
        </p>
      )}
      {granted ? (
        <Button icon="refused" onPress={() => setSure(true)}>{t`Zustimmung zurücknehmen`}</Button>
      ) : (
        <Button
          icon="allowed"
          onPress={() => agree.mutate({ body: { version: agreementText.version, locale } })}
          pending={agree.isPending}
        >{t`Ich stimme zu`}</Button>
      )}
      <ConfirmDialog
        confirm={t`Zurücknehmen und löschen`}
        danger
        onClose={() => setSure(false)}
        onConfirm={() => withdraw.mutate({})}
        open={sure}
        pending={withdraw.isPending}
        title={t`Zustimmung zurücknehmen?`}
      >
        <Trans>Alle Aufnahmen mit Ihrer Stimme werden gelöscht, und ohne Ihr Ja beginnt keine neue.</Trans>
      </ConfirmDialog>
    </div>
  );
}
