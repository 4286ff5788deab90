import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { NextStepsOf } from '#next-steps/ui';
import { ContractEnd } from '#offers/ui';
import { type CareWay, changeCare, type CustomerView, getCare } from '#scoring/contract';
import { Button } from '#web/components/button.tsx';
import { RadioGroup } from '#web/components/choices.tsx';
import { Dialog } from '#web/components/dialog.tsx';
import { TextField } from '#web/components/fields.tsx';
import { ErrorNote, Note, Skeleton } from '#web/components/states.tsx';
import { Standing } from '#web/components/standing.tsx';
import { toast } from '#web/components/toast.tsx';
import { useMutationOf, useQueryOf } from '#web/data.ts';
import { useSession } from '#web/session.ts';
import { useCareWords } from './care-part.tsx';

/** Letters to begin with, in the language of the customers; what is sent is the user's own. */
const letters: Record<CareWay, (firm: string, user: string) => string> = {
  self_service: (firm, user) =>
    `Guten Tag,\n\nvieles können Sie bei uns künftig selbst und sofort erledigen, ohne auf einen Rückruf zu warten. Wenn Sie etwas brauchen, schreiben Sie uns; dringende Fälle nehmen wir weiterhin am Telefon an.\n\nAn Ihren Verträgen und Rechten ändert sich nichts.\n\nFreundliche Grüße\n${user}\n${firm}`,
  rarer: (firm, user) =>
    `Guten Tag,\n\nwir melden uns künftig einmal im Jahr bei Ihnen, statt öfter anzurufen. Wenn Sie vorher etwas brauchen, sind wir gern für Sie da: Ein Anruf oder eine E-Mail genügt.\n\nAn Ihren Verträgen und Rechten ändert sich nichts.\n\nFreundliche Grüße\n${user}\n${firm}`,
  mail_only: (firm, user) =>
    `Guten Tag,\n\nkünftig erreichen Sie uns am schnellsten per E-Mail. Wir antworten innerhalb von zwei Werktagen und rufen Sie nur noch an, wenn Sie es wünschen.\n\nAn Ihren Verträgen und Rechten ändert sich nichts.\n\nFreundliche Grüße\n${user}\n${firm}`,
  farewell: (firm, user) =>
    `Guten Tag,\n\nwir richten unser Angebot neu aus und können Sie künftig nicht mehr so betreuen, wie Sie es verdienen. Deshalb nehmen wir von Ihnen keine neuen Aufträge mehr an.\n\nWas Sie bei uns gekauft haben, bleibt davon unberührt: Gewährleistung und laufende Verträge gelten weiter, mit ihren Fristen. Gern nennen wir Ihnen Betriebe, die zu Ihnen passen.\n\nDanke für Ihr Vertrauen.\n\nFreundliche Grüße\n${user}\n${firm}`,
};

/** Less effort, politely: what is still open, which way, and the words to tell it. Nothing is sent or ended from here. */
export function CareDialog({ customer, onClose }: { customer: CustomerView; onClose: () => void }) {
  const { t } = useLingui();
  const words = useCareWords();
  const { user, workspace } = useSession();
  const params = { customerId: customer.id };
  const { data } = useQueryOf(getCare, { params });
  const [way, setWay] = useState<CareWay>('rarer');
  const [letter, setLetter] = useState<string>();
  const text = letter ?? letters[way](workspace.name, user.name);
  const save = useMutationOf(changeCare, {
    quiet: true,
    refreshes: ['timeline'],
    done: () => {
      toast({ message: t`${customer.name}: festgehalten. Bitte senden Sie den Text selbst.` });
      onClose();
    },
  });
  const hints: Record<CareWay, string> = {
    self_service: t`Fragen klärt er selbst, dringende Fälle weiter am Telefon.`,
    rarer: t`Einmal im Jahr statt öfter.`,
    mail_only: t`Kein Telefon mehr, außer auf Wunsch.`,
    farewell: t`Keine neuen Aufträge. Nur, wenn nichts mehr offen ist.`,
  };
  return (
    <Dialog
      actions={
        <>
          <Button onPress={onClose}>
            <Trans>Abbrechen</Trans>
          </Button>
          <Button icon="copy" onPress={() => void navigator.clipboard.writeText(text)}>
            <Trans>Text kopieren</Trans>
          </Button>
          <Button
            kind="primary"
            onPress={() => save.mutate({ params, body: { way, letter: text } })}
            pending={save.isPending}
          >
            <Trans>Festhalten</Trans>
          </Button>
        </>
      }
      onClose={onClose}
      open
      title={t`Betreuung von ${customer.name}`}
      width="large"
    >
      <div className="flex flex-col gap-4">
        {save.error && <ErrorNote error={save.error} kept={t`Ihre Eingaben stehen noch hier.`} />}
        <RadioGroup
          label={t`Wie geht es weiter?`}
          onChange={(next) => {
            setWay(next);
            setLetter(undefined);
          }}
          options={(['rarer', 'mail_only', 'self_service', 'farewell'] as const).map((value) => ({
            value,
            label: words[value],
            hint: hints[value],
          }))}
          value={way}
        />
        {/* Below the choices: what loads must not move them away under somebody's finger. */}
        <section className="flex flex-col gap-1">
          <h3 className="font-medium">{t`Was noch offen ist`}</h3>
          {!data && <Skeleton lines={2} />}
          {data && (
            <ul className="flex flex-col gap-1">
              <Open count={data.openDeals}>
                <Plural
                  _0="kein offener Abschluss"
                  one="# offener Abschluss"
                  other="# offene Abschlüsse"
                  value={data.openDeals}
                />
              </Open>
              <Open count={data.plannedMeetings}>
                <Plural
                  _0="kein geplanter Termin"
                  one="# geplanter Termin"
                  other="# geplante Termine"
                  value={data.plannedMeetings}
                />
              </Open>
              <Open count={data.openTickets}>
                <Plural
                  _0="kein offenes Anliegen"
                  one="# offenes Anliegen"
                  other="# offene Anliegen"
                  value={data.openTickets}
                />
              </Open>
              {data.contracts.length === 0 && <Open count={0}>{t`kein laufender Vertrag`}</Open>}
              {data.contracts.map((contract) => (
                <li key={contract.id}>
                  <Standing bare kind="careful">
                    {contract.title}
                  </Standing>{' '}
                  <ContractEnd contract={contract} />
                </li>
              ))}
            </ul>
          )}
          <NextStepsOf about={customer.kind === 'company' ? { companyId: customer.id } : { contactId: customer.id }} />
        </section>
        {way === 'farewell' && (
          <Note kind="careful">
            <Trans>
              Laufende Verträge gelten weiter, mit ihren Fristen; auch Gewährleistung (§ 438 BGB) und erteilte Zusagen
              bleiben bestehen, und niemand darf wegen eines Merkmals aus § 1 AGG benachteiligt werden (§ 19 AGG).
            </Trans>
          </Note>
        )}
        <TextField
          hint={t`Ein Vorschlag, bitte anpassen. Klinke verschickt nichts und beendet nichts.`}
          label={t`Brief oder E-Mail`}
          maxLength={10_000}
          multiline
          onChange={setLetter}
          rows={10}
          value={text}
        />
      </div>
    </Dialog>
  );
}

function Open({ count, children }: { count: number; children: React.ReactNode }) {
  return (
    <li>
      <Standing bare kind={count > 0 ? 'careful' : 'allowed'}>
        {children}
      </Standing>
    </li>
  );
}
