import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { usePeople } from '#access/ui';
import {
  type Assignment,
  type BookingPageView,
  type BookingQuestion,
  changeBookingPage,
  createBookingPage,
  listPlaces,
  Slug,
} from '#meetings/contract';
import { Button } from '#web/components/button.tsx';
import { Checkbox } from '#web/components/checkbox.tsx';
import { RadioGroup } from '#web/components/choices.tsx';
import { Dialog } from '#web/components/dialog.tsx';
import { TextField } from '#web/components/fields.tsx';
import { ErrorNote } from '#web/components/states.tsx';
import { useMutationOf, useQueryOf } from '#web/data.ts';
import { useSession } from '#web/session.ts';
import { type WhereDraft, WhereFields, whereOf } from '../where-fields.tsx';
import { NumberFields, type Numbers, usualNumbers } from './number-fields.tsx';
import { isWhole, onlyOf, QuestionFields } from './question-fields.tsx';

type DialogProps = {
  page?: BookingPageView;
  /** All of them: an answer may lead to another one. */
  pages: readonly BookingPageView[];
  onClose: () => void;
};

/** What a page offers, who is there, and what it asks. */
export function PageDialog({ page, pages, onClose }: DialogProps) {
  const { t } = useLingui();
  const { user } = useSession();
  const [title, setTitle] = useState(page?.title ?? t`Beratung`);
  const [intro, setIntro] = useState(page?.intro ?? '');
  const [privacyUrl, setPrivacyUrl] = useState(page?.privacyUrl ?? '');
  const [where, setWhere] = useState<WhereDraft>({
    way: page?.way ?? 'video',
    location: page?.location ?? '',
    at: page?.videoAt ?? 'usual',
  });
  const [numbers, setNumbers] = useState<Numbers>(page ?? usualNumbers);
  const [hostIds, setHostIds] = useState<readonly string[]>(page?.hostIds ?? [user.id]);
  const [assignment, setAssignment] = useState<Assignment>(page?.assignment ?? 'any');
  const [placeId, setPlaceId] = useState(page?.placeId ?? null);
  const { data: places } = useQueryOf(listPlaces);
  const place = places?.items.find(({ id }) => id === placeId);
  const [questions, setQuestions] = useState<readonly BookingQuestion[]>(page?.questions ?? []);
  const [sites, setSites] = useState(page?.embedSites.join('\n') ?? '');
  const [slug, setSlug] = useState(page?.slug ?? '');
  const [offersCall, setOffersCall] = useState(page?.offersCall ?? false);
  const typedSites = sites.split(/\s+/).filter(Boolean).map(originOf);
  const create = useMutationOf(createBookingPage, { quiet: true, done: onClose });
  const change = useMutationOf(changeBookingPage, { quiet: true, done: onClose });
  const error = create.error ?? change.error;
  // Who comes to a showroom comes to where it is.
  const chosen = whereOf(place && where.way === 'place' ? { ...where, location: place.address } : where);
  const ready =
    title.trim() &&
    chosen &&
    /^https:\/\/\S+\.\S+/.test(privacyUrl.trim()) &&
    hostIds.length > 0 &&
    !typedSites.includes(undefined) &&
    (slug.trim() === '' || Slug.safeParse(slug.trim()).success) &&
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
      placeId: where.way === 'place' ? placeId : null,
      hostIds: [...hostIds],
      assignment,
      questions: questions.map((question) => onlyOf(question, hostIds)),
      embedSites: typedSites.filter((site) => site !== undefined),
      offersCall,
      slug: slug.trim() || null,
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
        <TextField
          hint={t`Mindestens vier Kleinbuchstaben, Ziffern oder Bindestriche. Eine eigene Adresse kann jeder erraten und weitergeben; ohne sie nennt Klinke eine, die niemand errät. Frühere Adressen führen weiter hierher.`}
          label={t`Eigene Adresse, hinter /termin/`}
          maxLength={40}
          onChange={(typed) => setSlug(typed.toLowerCase())}
          placeholder="dachberatung"
          value={slug}
        />
        <TextField label={t`Einleitung`} maxLength={2000} multiline onChange={setIntro} value={intro} />
        <WhereFields
          onChange={setWhere}
          value={where}
          {...(places && places.items.length > 0 && { places: places.items, placeId, onPlace: setPlaceId })}
        />
        <NumberFields onChange={setNumbers} seated={place === undefined || where.way !== 'place'} value={numbers} />
        <HostFields assignment={assignment} hostIds={hostIds} onAssignment={setAssignment} onHosts={setHostIds} />
        <QuestionFields
          hostIds={hostIds}
          onChange={setQuestions}
          otherPages={pages.filter(({ id, closedAt }) => id !== page?.id && closedAt === null)}
          value={questions}
        />
        {questions.some(({ choices }) => choices) && (
          <Checkbox
            checked={offersCall}
            hint={t`Statt nur zu sagen, dass niemand passt. Wer dran ist, hat den Anruf in Heute.`}
            label={t`Wo niemand passt, können Besucher ihre Nummer hinterlassen`}
            onChange={setOffersCall}
          />
        )}
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

/** https://sonnendach.example of any page of it. */
function originOf(typed: string): string | undefined {
  const address = URL.parse(typed);
  return address?.protocol === 'https:' ? address.origin : undefined;
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
