import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { listCalls } from '#calls/contract';
import { CallButton, Key, LogCallDialog } from '#calls/ui';
import { mayContact } from '#consent/contract';
import { GateMark } from '#consent/ui';
import { getContact } from '#contacts/contract';
import { type DealView, getDeal } from '#deals/contract';
import { listNextSteps } from '#next-steps/contract';
import { listScripts } from '#scripts/contract';
import { useChosenScript } from '#scripts/ui';
import { Button, IconButton } from '#web/components/button.tsx';
import { Dialog } from '#web/components/dialog.tsx';
import { useListOf, useQueryOf } from '#web/data.ts';
import { useKeys } from '#web/keys.ts';
import { useMay, useSession } from '#web/session.ts';
import { OutcomeForm } from './outcome-form.tsx';
import { useMeant } from './use-meant.ts';

/** Beside a person's name: call, log a call, and say how the one that is open ended. */
export function CallActions({ id }: { id: string }) {
  return <Actions contactId={id} deal={null} />;
}

/** The same beside a deal, for the person it is made with. */
export function DealCallActions({ id }: { id: string }) {
  const deal = useQueryOf(getDeal, { params: { dealId: id } }).data;
  return deal?.contact && deal.state === 'open' ? <Actions contactId={deal.contact.id} deal={deal} /> : null;
}

function Actions({ contactId, deal }: { contactId: string; deal: DealView | null }) {
  const { t } = useLingui();
  const may = useMay();
  const { user } = useSession();
  const [shown, setShown] = useState<'log' | 'outcome' | null>(null);
  const person = useQueryOf(getContact, { params: { contactId } }).data;
  const answer = useQueryOf(mayContact, { params: { contactId }, query: {} }, { refetchMs: 60_000 }).data;
  const unfinished = useListOf(listCalls, { query: { contactId, userId: user.id, unfinished: 'true', limit: 1 } });
  const steps = useListOf(listNextSteps, { query: { contactId } });
  const [script] = useChosenScript(useQueryOf(listScripts, { query: {} }, { staleMs: 5 * 60_000 }).data?.items);
  const openCall = unfinished.rows[0] ?? null;
  const meant = useMeant(openCall);
  const step = steps.rows.find(({ kind, ownerId }) => kind === 'call' && ownerId === user.id) ?? null;
  useKeys([{ keys: 'l', label: t`Gespräch festhalten`, run: () => setShown('log') }], may('write'));
  const outcomeKey = { keys: 'c', label: t`Ergebnis eintragen`, run: () => setShown('outcome') };
  useKeys([outcomeKey], may('write') && openCall !== null);

  if (!may('write') || !person || !answer) return null;
  const hasNumber = person.phones.length > 0;
  return (
    <>
      {deal && hasNumber && !answer.allowed && <GateMark answer={answer} bare />}
      {openCall ? (
        <Button icon="phone" kind="primary" onPress={() => setShown('outcome')}>
          {t`Ergebnis eintragen`}
          <Key keys="c" />
        </Button>
      ) : (
        <CallButton
          answer={hasNumber ? answer : null}
          keys="c"
          // While they speak the script stands beside; the question would cover it.
          onOver={(heard) => (heard || !script) && setShown('outcome')}
          whom={{ contactId, ...(deal && { dealId: deal.id }) }}
        />
      )}
      <IconButton icon="note" keys="l" label={t`Gespräch festhalten`} onPress={() => setShown('log')} />
      <LogCallDialog
        contactId={contactId}
        {...(deal && { dealId: deal.id })}
        onClose={() => setShown(null)}
        open={shown === 'log'}
      />
      <Dialog onClose={() => setShown(null)} open={shown === 'outcome' && openCall !== null} title={person.name}>
        <OutcomeForm
          inDialog
          meant={meant}
          onDone={() => setShown(null)}
          openCall={openCall}
          subject={{ contactId, deal, step, purpose: 'advertising', request: null }}
        />
      </Dialog>
    </>
  );
}
