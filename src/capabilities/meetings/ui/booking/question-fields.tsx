import { useLingui } from '@lingui/react/macro';
import { usePeople } from '#access/ui';
import type { BookingChoice, BookingPageView, BookingQuestion } from '#meetings/contract';
import { Button, IconButton } from '#web/components/button.tsx';
import { Checkbox } from '#web/components/checkbox.tsx';
import { TextField } from '#web/components/fields.tsx';
import { Select } from '#web/components/select.tsx';

/** Everything is written that must be. */
export function isWhole({ label, choices }: BookingQuestion): boolean {
  return label.trim() !== '' && (choices ?? []).every((choice) => choice.label.trim() !== '');
}

/** Whoever is no longer on the page, nothing leads to. */
export function onlyOf(question: BookingQuestion, hostIds: readonly string[]): BookingQuestion {
  const { choices, ...rest } = question;
  if (!choices) return rest;
  return {
    ...rest,
    choices: choices.map(({ hostIds: own, ...choice }) => ({
      ...choice,
      hostIds: own.filter((id) => hostIds.includes(id)),
    })),
  };
}

/** Where a choice leads, in a word, and back. */
function whereTo({ hostIds: [host], leadsTo }: BookingChoice): string {
  if (leadsTo === 'call') return 'call';
  return leadsTo ? `page ${leadsTo.pageId}` : (host ?? 'any');
}

function leading(label: string, chosen: string): BookingChoice {
  if (chosen === 'call') return { label, hostIds: [], leadsTo: 'call' };
  if (chosen.startsWith('page ')) return { label, hostIds: [], leadsTo: { pageId: chosen.slice('page '.length) } };
  return { label, hostIds: chosen === 'any' ? [] : [chosen] };
}

type Kind = 'text' | 'choice' | 'postalCode';
const kindOf = ({ choices, byPostalCode }: BookingQuestion): Kind =>
  byPostalCode ? 'postalCode' : choices ? 'choice' : 'text';

type QuestionsProps = {
  value: readonly BookingQuestion[];
  hostIds: readonly string[];
  /** To which an answer may lead instead. */
  otherPages: readonly BookingPageView[];
  onChange: (value: readonly BookingQuestion[]) => void;
};

/** What visitors are asked. With answers to choose from, it is asked first and leads to the right one of us. */
export function QuestionFields({ value, hostIds, otherPages, onChange }: QuestionsProps) {
  const { t } = useLingui();
  const set = (at: number, question: BookingQuestion) =>
    onChange(value.map((each, index) => (index === at ? question : each)));
  const turn = (question: BookingQuestion, kind: Kind): BookingQuestion => {
    const { label, required, choices = [{ label: '', hostIds: [] }] } = question;
    if (kind === 'text') return { label, required };
    return { label, required: true, choices, ...(kind === 'postalCode' && { byPostalCode: true }) };
  };
  return (
    <fieldset className="flex flex-col gap-3">
      <legend className="mb-1 font-medium">{t`Was Sie vorher wissen möchten`}</legend>
      {value.map((question, at) => (
        <div className="flex flex-col gap-2 border-l-2 border-line pl-3" key={at}>
          <div className="flex items-end gap-3">
            <span className="min-w-0 flex-1">
              <TextField
                label={t`Frage`}
                maxLength={160}
                onChange={(label) => set(at, { ...question, label })}
                required
                value={question.label}
              />
            </span>
            <IconButton
              icon="trash"
              label={t`Frage entfernen`}
              onPress={() => onChange(value.filter((_, index) => index !== at))}
            />
          </div>
          <Select
            label={t`Antwort`}
            onChange={(kind) => set(at, turn(question, kind))}
            options={[
              { value: 'text', label: t`freier Text` },
              { value: 'choice', label: t`zur Auswahl, führt zur richtigen Person` },
              { value: 'postalCode', label: t`Postleitzahl, führt zur richtigen Person` },
            ]}
            value={kindOf(question)}
          />
          {question.choices ? (
            <ChoiceFields
              byPostalCode={question.byPostalCode ?? false}
              hostIds={hostIds}
              otherPages={otherPages}
              onChange={(choices) => set(at, { ...question, choices: [...choices] })}
              value={question.choices}
            />
          ) : (
            <Checkbox
              checked={question.required}
              label={t`nötig`}
              onChange={(required) => set(at, { ...question, required })}
            />
          )}
        </div>
      ))}
      {value.length < 10 && (
        <Button
          icon="plus"
          onPress={() => onChange([...value, { label: '', required: false }])}
        >{t`Frage hinzufügen`}</Button>
      )}
    </fieldset>
  );
}

function ChoiceFields({
  value,
  hostIds,
  otherPages,
  byPostalCode,
  onChange,
}: {
  value: readonly BookingChoice[];
  hostIds: readonly string[];
  otherPages: readonly BookingPageView[];
  byPostalCode: boolean;
  onChange: (value: readonly BookingChoice[]) => void;
}) {
  const { t } = useLingui();
  const { active } = usePeople();
  const set = (at: number, change: Partial<BookingChoice>) =>
    onChange(value.map((each, index) => (index === at ? { ...each, ...change } : each)));
  const hosts = active.filter(({ id }) => hostIds.includes(id));
  return (
    <ul className="flex flex-col gap-2">
      {value.map((choice, at) => (
        <li className="flex flex-wrap items-end gap-2" key={at}>
          <span className="min-w-32 flex-1">
            <TextField
              label={byPostalCode ? t`Beginnt mit` : t`Antwort ${at + 1}`}
              maxLength={120}
              onChange={(text) => set(at, { label: text })}
              placeholder={byPostalCode ? '34, 35, 3744' : t`Eigenheim`}
              required
              value={choice.label}
            />
          </span>
          <span className="min-w-36 flex-1">
            <Select
              label={t`führt zu`}
              onChange={(chosen) =>
                onChange(value.map((each, index) => (index === at ? leading(each.label, chosen) : each)))
              }
              options={[
                { value: 'any', label: t`allen auf dieser Seite` },
                ...hosts.map(({ id, name }) => ({ value: id, label: name })),
                { value: 'call', label: t`einem Anruf von uns` },
                ...otherPages.map(({ id, title }) => ({ value: `page ${id}`, label: t`der Seite „${title}“` })),
              ]}
              value={whereTo(choice)}
            />
          </span>
          {value.length > 1 && (
            <IconButton
              icon="trash"
              label={t`Antwort entfernen`}
              onPress={() => onChange(value.filter((_, index) => index !== at))}
            />
          )}
        </li>
      ))}
      {value.length < 20 && (
        <li>
          <Button icon="plus" kind="plain" onPress={() => onChange([...value, { label: '', hostIds: [] }])}>
            {t`Antwort hinzufügen`}
          </Button>
        </li>
      )}
    </ul>
  );
}
