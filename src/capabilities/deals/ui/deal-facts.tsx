import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { OwnerFact, usePeople } from '#access/ui';
import { type Chosen, CompanyChoice, ContactChoice } from '#contacts/ui';
import type { ChangeDeal, DealView } from '#deals/contract';
import { ApiRefusal } from '#web/api.ts';
import { IconButton } from '#web/components/button.tsx';
import { DateField } from '#web/components/date-field.tsx';
import { InlineEdit } from '#web/components/inline-edit.tsx';
import { Link } from '#web/components/link.tsx';
import { Fact, Facts } from '#web/components/page.tsx';
import { TextFact } from '#web/components/text-fact.tsx';
import { Money, TimeText } from '#web/components/texts.tsx';
import { toast } from '#web/components/toast.tsx';
import { useFormat } from '#web/format.ts';
import { pathTo } from '#web/paths.ts';
import { useMay } from '#web/session.ts';
import { DealMoves } from './deal-moves.tsx';
import { CloseDay, StageAge } from './deal-words.tsx';
import { readMoney } from './read-money.ts';
import { useDealChanges } from './use-deal-changes.ts';

/** All we know of a deal; each fact becomes a field when pressed. */
export function DealFacts({ deal }: { deal: DealView }) {
  const { t } = useLingui();
  const format = useFormat();
  const may = useMay();
  const people = usePeople();
  const changes = useDealChanges();
  const readOnly = !may('write');
  const save = (body: ChangeDeal) => changes.change(deal, body);
  const saveNow = (body: ChangeDeal) =>
    void save(body).catch((error: Error) => toast({ message: error.message, tone: 'refused' }));
  const saveValue = async (text: string) => {
    const valueCents = text === '' ? 0 : readMoney(text);
    if (valueCents === undefined) {
      throw new ApiRefusal({ status: 400, code: 'invalid', detail: t`Das ist kein Betrag. So geht es: 1.234,56` });
    }
    await save({ valueCents });
  };

  return (
    <div className="flex flex-col gap-4">
      <Facts>
        <Fact name={t`Titel`}>
          <InlineEdit
            disabled={readOnly}
            label={t`Titel`}
            onSave={(title) => (title ? save({ title }) : Promise.resolve())}
            value={deal.title}
          />
        </Fact>
        <Fact name={t`Wert`}>
          <InlineEdit
            disabled={readOnly}
            label={t`Wert`}
            onSave={saveValue}
            value={format.money(deal.valueCents, deal.currency)}
          />
        </Fact>
        {deal.state === 'open' && (
          <>
            <Fact name={t`Chance der Stufe`}>
              <span className="tabular-nums">
                {format.percent(deal.probability / 100)} · <Money cents={deal.weightedCents} currency={deal.currency} />
              </span>
            </Fact>
            <Fact name={t`In der Stufe`}>
              <StageAge deal={deal} />
            </Fact>
          </>
        )}
        <Fact name={t`Abschluss am`}>
          {readOnly || deal.state !== 'open' ? (
            <CloseDay deal={deal} />
          ) : (
            <DateField
              hint={deal.overdue ? <CloseDay bare deal={deal} /> : undefined}
              label={t`Abschluss am`}
              labelHidden
              onChange={(closeOn) => saveNow({ closeOn })}
              value={deal.closeOn}
            />
          )}
        </Fact>
        <OwnerFact disabled={readOnly} onChange={(ownerId) => saveNow({ ownerId })} ownerId={deal.ownerId} />
        <Fact name={t`Mensch`}>
          <Subject
            choice={(done) => (
              <ContactChoice
                autoFocus
                label={t`Mensch`}
                labelHidden
                onChange={(chosen) => done(() => save({ contactId: chosen?.value ?? null }))}
                value={toChosen(deal.contact)}
              />
            )}
            label={t`Mensch`}
            readOnly={readOnly}
            shown={deal.contact && <Link to={pathTo.contact(deal.contact.id)}>{deal.contact.name}</Link>}
          />
        </Fact>
        <Fact name={t`Firma`}>
          <Subject
            choice={(done) => (
              <CompanyChoice
                autoFocus
                label={t`Firma`}
                labelHidden
                onChange={(chosen) => done(() => save({ companyId: chosen?.value ?? null }))}
                value={toChosen(deal.company)}
              />
            )}
            label={t`Firma`}
            readOnly={readOnly}
            shown={deal.company && <Link to={pathTo.company(deal.company.id)}>{deal.company.name}</Link>}
          />
        </Fact>
        {deal.state === 'lost' && (
          <>
            <Fact name={t`Woran es lag`}>{deal.lossReason?.name}</Fact>
            {deal.lossNote && <Fact name={t`Ausschlag`}>{deal.lossNote}</Fact>}
          </>
        )}
        <TextFact disabled={readOnly} name={t`Herkunft`} onSave={(source) => save({ source })} value={deal.source} />
        <TextFact disabled={readOnly} multiline name={t`Notiz`} onSave={(note) => save({ note })} value={deal.note} />
        <Fact name={t`Angelegt`}>
          <TimeText at={deal.createdAt} withDay />
        </Fact>
        {deal.endedAt && (
          <Fact name={t`Beendet`}>
            <TimeText at={deal.endedAt} withDay />
            {deal.endedBy && <span className="text-soft">, {people.nameOf(deal.endedBy)}</span>}
          </Fact>
        )}
      </Facts>
      <DealMoves dealId={deal.id} />
    </div>
  );
}

/** A name to follow, with the way to put another in its place. */
function Subject({
  shown,
  label,
  readOnly,
  choice,
}: {
  shown: React.ReactNode;
  label: string;
  readOnly: boolean;
  choice: (done: (save: () => Promise<unknown>) => void) => React.ReactNode;
}) {
  const { t } = useLingui();
  const [state, setState] = useState<'shown' | 'choosing' | 'chosen'>('shown');
  const leave = () => setState('chosen');
  const done = (save: () => Promise<unknown>) => {
    leave();
    void save().catch((error: Error) => toast({ message: error.message, tone: 'refused' }));
  };
  if (state === 'choosing') {
    return (
      <span className="flex items-center gap-1">
        <span className="min-w-0 flex-1">{choice(done)}</span>
        <IconButton icon="close" label={t`Abbrechen`} onPress={leave} />
      </span>
    );
  }
  return (
    <span className="flex items-center gap-1">
      <span className="min-w-0 truncate [&>a]:inline-block [&>a]:py-0.5">
        {shown ?? <span className="text-faint">–</span>}
      </span>
      {!readOnly && (
        <IconButton
          autoFocus={state === 'chosen'}
          icon="edit"
          label={t`${label} ändern`}
          onPress={() => setState('choosing')}
          small
        />
      )}
    </span>
  );
}

function toChosen(named: { id: string; name: string } | null): Chosen | null {
  return named && { value: named.id, label: named.name };
}
