import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { changeScript, faultsOf, getScript, type ScriptView } from '#scripts/contract';
import { Button, IconButton } from '#web/components/button.tsx';
import { TextField } from '#web/components/fields.tsx';
import { Page, Section } from '#web/components/page.tsx';
import { ErrorNote, MissingNote, Note, Skeleton } from '#web/components/states.tsx';
import { toast } from '#web/components/toast.tsx';
import { useMutationOf, useQueryOf } from '#web/data.ts';
import { CardsEditor } from './cards-editor.tsx';
import { addStep, blankStep, type Draft, moved, removeStep } from './draft.ts';
import { focusMoved } from './move-buttons.tsx';
import { StepEditor } from './step-editor.tsx';

/** One script, step by step; nothing changes for callers before it is saved. */
export function ScriptEditor({ scriptId, onClose }: { scriptId: string; onClose: () => void }) {
  const { t } = useLingui();
  const { data, error, refetch } = useQueryOf(getScript, { params: { scriptId } });
  if (data) return <Editing key={data.id} now={data} onClose={onClose} />;
  return (
    <Page title={t`Leitfaden`}>
      {error ? (
        <MissingNote
          error={error}
          onRetry={() => void refetch()}
          way={<Button onPress={onClose}>{t`Alle Leitfäden`}</Button>}
        />
      ) : (
        <Skeleton lines={8} />
      )}
    </Page>
  );
}

/** `now` may be newer than what is being edited: somebody else has saved. Then saving is refused, and nothing typed is lost. */
function Editing({ now, onClose }: { now: ScriptView; onClose: () => void }) {
  const { t } = useLingui();
  const [script, setScript] = useState(now);
  const [draft, setDraft] = useState<Draft>(() => draftOf(script));
  const [opened, setOpened] = useState<string | null>(null);
  const show = (latest: ScriptView) => {
    setScript(latest);
    setDraft(draftOf(latest));
  };
  const set = (change: Partial<Draft>) => setDraft((now) => ({ ...now, ...change }));
  const params = { scriptId: script.id };
  const change = useMutationOf(changeScript, { quiet: true });
  const changed = JSON.stringify(draft) !== JSON.stringify(draftOf(script));
  const whole = draft.name.trim() !== '' && [...draft.steps, ...draft.cards].every(({ title }) => title.trim() !== '');
  const faults = faultsOf(draft.steps);
  const save = () =>
    change.mutate(
      { params, body: { ...draft, about: draft.about.trim() || null }, ifMatch: script.version },
      {
        onSuccess: (saved) => {
          show(saved);
          toast({ message: t`Leitfaden gespeichert` });
        },
      },
    );
  const archive = () =>
    change.mutate(
      { params, body: { archived: true } },
      {
        onSuccess: () => {
          onClose();
          toast({
            message: t`${script.name} wird nicht mehr angeboten`,
            undo: () => change.mutate({ params, body: { archived: false } }),
          });
        },
      },
    );
  const move = (index: number, by: -1 | 1) => {
    set({ steps: moved(draft.steps, index, by) });
    focusMoved(draft.steps[index]?.key, by);
  };
  const add = () => {
    const step = blankStep(t`Neuer Schritt`);
    set({ steps: addStep(draft.steps, step) });
    setOpened(step.key);
  };
  return (
    <Page
      actions={
        <>
          <Button icon="arrow-left" kind="plain" onPress={onClose}>{t`Alle Leitfäden`}</Button>
          <IconButton icon="trash" label={t`Leitfaden nicht mehr anbieten`} onPress={archive} />
          <Button disabled={!changed || !whole} kind="primary" onPress={save} pending={change.isPending}>
            {t`Speichern`}
          </Button>
        </>
      }
      title={draft.name || t`Leitfaden`}
    >
      {change.error && (
        <ErrorNote
          error={change.error}
          kept={t`Ihre Eingaben stehen noch hier.`}
          {...(now.version !== script.version && {
            onRetry: () => {
              change.reset();
              show(now);
            },
          })}
        />
      )}
      <div className="grid grid-cols-2 gap-3 py-2 phone:grid-cols-1">
        <TextField label={t`Name`} maxLength={80} onChange={(name) => set({ name })} required value={draft.name} />
        <TextField
          label={t`Wofür`}
          maxLength={200}
          onChange={(about) => set({ about })}
          placeholder={t`zum Beispiel: erster Anruf nach dem Formular`}
          value={draft.about}
        />
      </div>
      <Section
        actions={<Button icon="plus" onPress={add}>{t`Schritt`}</Button>}
        hint={
          <Trans>
            Der Anruf beginnt mit dem ersten Schritt. Wohin es danach geht, steht in jedem Schritt; die Reihenfolge hier
            ist nur für Ihren Überblick.
          </Trans>
        }
        title={t`Schritte`}
      >
        {faults.length > 0 && (
          <Note kind="careful">
            <Plural
              one="Ein Schritt braucht einen Blick: Er wird nie erreicht, oder es führt kein Weg mehr zum Ende."
              other="# Schritte brauchen einen Blick: Sie werden nie erreicht, oder es führt kein Weg mehr zum Ende."
              value={faults.length}
            />
          </Note>
        )}
        <ol className="pt-2">
          {draft.steps.map((step, index) => (
            <StepEditor
              fault={faults.find((one) => one.step === step.key)?.fault}
              key={step.key}
              onChange={(next) => set({ steps: draft.steps.map((one) => (one.key === step.key ? next : one)) })}
              onDown={index < draft.steps.length - 1 ? () => move(index, 1) : undefined}
              onOpen={(open) => setOpened(open ? step.key : null)}
              onRemove={draft.steps.length > 1 ? () => set({ steps: removeStep(draft.steps, step.key) }) : undefined}
              onUp={index > 0 ? () => move(index, -1) : undefined}
              open={opened === step.key}
              place={index + 1}
              step={step}
              steps={draft.steps}
            />
          ))}
        </ol>
      </Section>
      <CardsEditor cards={draft.cards} onChange={(cards) => set({ cards })} />
    </Page>
  );
}

function draftOf({ name, about, steps, cards }: ScriptView): Draft {
  return { name, about: about ?? '', steps, cards };
}
