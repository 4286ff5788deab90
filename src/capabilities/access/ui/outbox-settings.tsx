import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { listMails } from '#access/contract';
import { Button } from '#web/components/button.tsx';
import { Page } from '#web/components/page.tsx';
import { SidePanel } from '#web/components/side-panel.tsx';
import { Badge, Standing } from '#web/components/standing.tsx';
import { EmptyState, ErrorNote, Note, Skeleton } from '#web/components/states.tsx';
import { TimeText } from '#web/components/texts.tsx';
import { toast } from '#web/components/toast.tsx';
import { useQueryOf } from '#web/data.ts';
import { useSession } from '#web/session.ts';

/** What Klinke wrote to people. Without a mail server nothing leaves; then the links are taken from here by hand. */
export function OutboxSettings() {
  const { t } = useLingui();
  const { mailConfigured } = useSession();
  const mails = useQueryOf(listMails, undefined, { refetchMs: 10_000 });
  const [openId, setOpenId] = useState<string>();
  const items = mails.data?.items ?? [];
  const open = items.find(({ id }) => id === openId);
  return (
    <Page
      aside={
        open && (
          <SidePanel label={open.subject} onClose={() => setOpenId(undefined)} title={open.subject}>
            <div className="flex flex-col gap-3 p-4">
              <p className="text-soft">
                <Trans>an {open.to}</Trans> · <TimeText at={open.createdAt} withDay />
              </p>
              {open.lastError && <Note kind="careful">{open.lastError}</Note>}
              <pre className="font-sans break-words whitespace-pre-wrap">{open.body}</pre>
              <div>
                <Button
                  icon="copy"
                  onPress={() =>
                    void navigator.clipboard.writeText(open.body).then(() => toast({ message: t`Kopiert.` }))
                  }
                >
                  <Trans>Text kopieren</Trans>
                </Button>
              </div>
            </div>
          </SidePanel>
        )
      }
      title={t`Postausgang`}
    >
      {!mailConfigured && (
        <div className="mb-4">
          <Note>
            <Trans>
              Es ist kein Mailserver eingerichtet (SMTP_URL). Einladungen und Passwort-Links gehen nicht hinaus, sondern
              liegen hier, damit Sie den Link selbst weitergeben können.
            </Trans>
          </Note>
        </div>
      )}
      {mails.isPending && <Skeleton lines={4} />}
      {mails.error && <ErrorNote error={mails.error} onRetry={() => void mails.refetch()} />}
      {mails.data && items.length === 0 && (
        <EmptyState icon="mail">
          <Trans>Noch keine Mail geschrieben. Einladungen und Passwort-Links erscheinen hier.</Trans>
        </EmptyState>
      )}
      <ul>
        {items.map((mail) => (
          <li className="border-b border-line" key={mail.id}>
            <button
              className="flex min-h-12 w-full items-center gap-3 px-1 py-1.5 text-left -outline-offset-2 hover:bg-sunken"
              onClick={() => setOpenId(mail.id)}
              type="button"
            >
              <span className="min-w-0 flex-1">
                <span className="block truncate font-medium">{mail.subject}</span>
                <span className="block truncate text-sm text-faint">{mail.to}</span>
              </span>
              {mail.sentAt ? (
                <Badge icon="check">
                  <Trans>gesendet</Trans>
                </Badge>
              ) : mail.lastError ? (
                <Standing kind="careful">
                  <Trans>wird wieder versucht</Trans>
                </Standing>
              ) : (
                <Badge icon="clock">
                  <Trans>liegt hier</Trans>
                </Badge>
              )}
              <span className="w-32 shrink-0 text-right text-sm text-faint">
                <TimeText at={mail.createdAt} withDay />
              </span>
            </button>
          </li>
        ))}
      </ul>
    </Page>
  );
}
