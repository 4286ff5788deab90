import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { usePeople } from '#access/ui';
import {
  type Assignment,
  type BookingPageView,
  type BookingQuestion,
  changeBookingPage,
  createBookingPage,
} from '#meetings/contract';
import { Button } from '#web/components/button.tsx';
import { Checkbox } from '#web/components/checkbox.tsx';
import { RadioGroup } from '#web/components/choices.tsx';
import { Dialog } from '#web/components/dialog.tsx';
import { TextField } from '#web/components/fields.tsx';
import { NumberField } from '#web/components/number-field.tsx';
import { ErrorNote } from '#web/components/states.tsx';
import { useMutationOf } from '#web/data.ts';
import { useSession } from '#web/session.ts';
import { type WhereDraft, WhereFields, whereOf } from '../where-fields.tsx';
import { isWhole, onlyOf, QuestionFields } from './question-fields.tsx';

type Numbers = Pick<
  BookingPageView,
  | 'minutes'
  | 'stepMinutes'
  | 'beforeMinutes'
  | 'afterMinutes'
  | 'noticeMinutes'
  | 'horizonDays'
  | 'mostPerDay'
  | 'seats'
>;

const usual: Numbers = {
  minutes: 30,
  stepMinutes: 30,
  beforeMinutes: 0,
  afterMinutes: 10,
  noticeMinutes: 120,
  horizonDays: 30,
  mostPerDay: null,
  seats: 1,
};

/** What a page offers, who is there, and what it asks. */
export function PageDialog({ page, onClose }: { page?: BookingPageView; onClose: () => void }) {
  const { t } = useLingui();
  const { user } = useSession();
  const [title, setTitle] = useState(page?.title ?? t`Beratung`);
  const [intro, setIntro] = useState(page?.intro ?? '');
  const [privacyUrl, setPrivacyUrl] = useState(page?.privacyUrl ?? '');
  const [where, setWhere] = useState<WhereDraft>({ way: page?.way ?? 'video', location: page?.location ?? '' });
  const [numbers, setNumbers] = useState<Numbers>(page ?? usual);
  const [hostIds, setHostIds] = useState<readonly string[]>(page?.hostIds ?? [user.id]);
  const [assignment, setAssignment] = useState<Assignment>(page?.assignment ?? 'any');
  const [exhibits, setExhibits] = useState(page?.exhibits.join('\n') ?? '');
  const [questions, setQuestions] = useState<readonly BookingQuestion[]>(page?.questions ?? []);
  const [sites, setSites] = useState(page?.embedSites.join('\n') ?? '');
  const typedSites = sites.split(/\s+/).filter(Boolean).map(originOf);
  const create = useMutationOf(createBookingPage, { quiet: true, done: onClose });
  const change = useMutationOf(changeBookingPage, { quiet: true, done: onClose });
  const error = create.error ?? change.error;
  const chosen = whereOf(where);
  const ready =
    title.trim() &&
    chosen &&
    /^https:\/\/\S+\.\S+/.test(privacyUrl.trim()) &&
    hostIds.length > 0 &&
    !typedSites.includes(undefined) &&
    questions.every(isWhole);
  const save = () => {
    if (!chosen) return;
    const { minutes, stepMinutes, beforeMinutes, afterMinutes, noticeMinutes, horizonDays, mostPerDay, seats } =
      numbers;
    const body = {
      title,
      intro: intro.trim() || null,
      privacyUrl: privacyUrl.trim(),
      where: chosen,
      minutes,
      stepMinutes,
      beforeMinutes,
      afterMinutes,
      noticeMinutes,
      horizonDays,
      mostPerDay,
      seats,
      exhibits: linesOf(exhibits),
      hostIds: [...hostIds],
      assignment,
      questions: questions.map((question) => onlyOf(question, hostIds)),
      embedSites: typedSites.filter((site) => site !== undefined),
    };
    if (page) change.mutate({ params: { pageId: page.id }, body, ifMatch: page.version });
    else create.mutate({ body });
  };
  return (
    <Dialog
      actions={
        <>
          <Button onPress={onClose}>{t`Abbrechen`}</Button>
          <Button
            disabled={!ready}
            kind="primary"
            onPress={save}
            pending={create.isPending || change.isPending}
          >{t`Speichern`}</Button>
        </>
      }
      onClose={onClose}
      open
      title={page ? t`Terminseite ändern` : t`Neue Terminseite`}
    >
      <div className="flex flex-col gap-4">
        {error && <ErrorNote error={error} kept={t`Ihre Eingaben stehen noch hier.`} />}
        <TextField
          autoFocus
          label={t`Überschrift der Seite`}
          maxLength={160}
          onChange={setTitle}
          required
          value={title}
        />
        <TextField label={t`Einleitung`} maxLength={2000} multiline onChange={setIntro} value={intro} />
        <WhereFields onChange={setWhere} value={where} />
        {where.way === 'place' && (
          <TextField
            hint={t`Je Zeile ein Stück, höchstens 20. Es steht auf der Seite.`}
            label={t`Was es bei Ihnen zu sehen gibt`}
            multiline
            onChange={setExhibits}
            value={exhibits}
          />
        )}
        <NumberFields onChange={setNumbers} value={numbers} />
        <HostFields assignment={assignment} hostIds={hostIds} onAssignment={setAssignment} onHosts={setHostIds} />
        <QuestionFields hostIds={hostIds} onChange={setQuestions} value={questions} />
        <TextField
          hint={t`Wo Sie sagen, was mit den Angaben geschieht (Art. 13 DSGVO). Beginnt mit https://`}
          label={t`Adresse Ihrer Datenschutzhinweise`}
          maxLength={300}
          onChange={setPrivacyUrl}
          required
          type="url"
          value={privacyUrl}
        />
        <TextField
          hint={t`Nur diese zeigen sie in einem Rahmen. Eine je Zeile, mit https:// am Anfang.`}
          label={t`Websites, in die Sie die Seite einbetten`}
          maxLength={2000}
          multiline
          onChange={setSites}
          value={sites}
        />
      </div>
    </Dialog>
  );
}

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim().slice(0, 160))
    .filter(Boolean)
    .slice(0, 20);

/** https://sonnendach.example of any page of it. */
function originOf(typed: string): string | undefined {
  const address = URL.parse(typed);
  return address?.protocol === 'https:' ? address.origin : undefined;
}

function NumberFields({ value, onChange }: { value: Numbers; onChange: (value: Numbers) => void }) {
  const { t } = useLingui();
  const set = (change: Partial<Numbers>) => onChange({ ...value, ...change });
  const minutes = t`Min.`;
  return (
    <div className="grid grid-cols-3 gap-3 phone:grid-cols-2">
      <NumberField
        label={t`Dauer`}
        max={480}
        min={5}
        onChange={(given) => given !== null && set({ minutes: given })}
        unit={minutes}
        value={value.minutes}
      />
      <NumberField
        label={t`Beginn alle`}
        max={480}
        min={5}
        onChange={(given) => given !== null && set({ stepMinutes: given })}
        unit={minutes}
        value={value.stepMinutes}
      />
      <NumberField
        label={t`Frei davor`}
        max={480}
        min={0}
        onChange={(given) => given !== null && set({ beforeMinutes: given })}
        unit={minutes}
        value={value.beforeMinutes}
      />
      <NumberField
        label={t`Frei danach`}
        max={480}
        min={0}
        onChange={(given) => given !== null && set({ afterMinutes: given })}
        unit={minutes}
        value={value.afterMinutes}
      />
      <NumberField
        label={t`Spätestens vorher`}
        max={720}
        min={0}
        onChange={(given) => given !== null && set({ noticeMinutes: Math.round(given * 60) })}
        unit={t`Std.`}
        value={value.noticeMinutes / 60}
      />
      <NumberField
        label={t`Höchstens voraus`}
        max={365}
        min={1}
        onChange={(given) => given !== null && set({ horizonDays: given })}
        unit={t`Tage`}
        value={value.horizonDays}
      />
      <NumberField
        hint={t`Für jeden. Leer heißt beliebig viele.`}
        label={t`Am Tag höchstens`}
        max={100}
        min={1}
        onChange={(mostPerDay) => set({ mostPerDay })}
        value={value.mostPerDay}
      />
      <NumberField
        hint={t`Je Gastgeber. Mehr als einer: wie in einem Schauraum.`}
        label={t`Plätze je Zeit`}
        max={100}
        min={1}
        onChange={(given) => given !== null && set({ seats: given })}
        value={value.seats}
      />
    </div>
  );
}

function HostFields({
  hostIds,
  onHosts,
  assignment,
  onAssignment,
}: {
  hostIds: readonly string[];
  onHosts: (hostIds: readonly string[]) => void;
  assignment: Assignment;
  onAssignment: (assignment: Assignment) => void;
}) {
  const { t } = useLingui();
  const { active } = usePeople();
  return (
    <>
      <fieldset className="flex flex-col gap-2">
        <legend className="mb-1 font-medium">{t`Mit wem von uns`}</legend>
        {active.map(({ id, name }) => (
          <Checkbox
            checked={hostIds.includes(id)}
            key={id}
            label={name}
            onChange={(checked) => onHosts(checked ? [...hostIds, id] : hostIds.filter((each) => each !== id))}
          />
        ))}
      </fieldset>
      {hostIds.length > 1 && (
        <RadioGroup
          label={t`Wer ist dabei?`}
          onChange={onAssignment}
          options={[
            { value: 'any', label: t`reihum: wer am wenigsten hat` },
            { value: 'all', label: t`alle zusammen` },
          ]}
          value={assignment}
        />
      )}
    </>
  );
}
