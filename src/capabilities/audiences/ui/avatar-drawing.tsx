import { Trans, useLingui } from '@lingui/react/macro';
import { usePeople } from '#access/ui';
import { type AvatarView, type DrawAvatar, drawAvatar } from '#audiences/contract';
import { Button } from '#web/components/button.tsx';
import { InlineEdit } from '#web/components/inline-edit.tsx';
import { Section } from '#web/components/page.tsx';
import { useMutationOf } from '#web/data.ts';
import { useFormat } from '#web/format.ts';
import { useMay } from '#web/session.ts';
import { PictureButtons } from './picture-buttons.tsx';
import { useSuggestions } from './suggestions.ts';

/** What people say of it, in their own words; every blank can be filled by pressing it. */
export function AvatarDrawing({ avatar }: { avatar: AvatarView }) {
  const { t } = useLingui();
  const may = useMay();
  const format = useFormat();
  const { nameOf } = usePeople();
  const suggestions = useSuggestions(avatar);
  const draw = useMutationOf(drawAvatar, { quiet: true });
  const save = (body: DrawAvatar) =>
    draw.mutateAsync({ params: { avatarId: avatar.id }, body, ifMatch: avatar.version });
  const blanks: { field: keyof DrawAvatar; label: string; placeholder: string; multiline?: true }[] = [
    { field: 'name', label: t`Name`, placeholder: t`Wie nennen Sie ihn unter sich? „Familie Eigenheim“` },
    {
      field: 'story',
      label: t`Geschichte`,
      placeholder: t`Wer ist das, was drückt, was soll anders werden?`,
      multiline: true,
    },
    { field: 'words', label: t`Ihre Worte`, placeholder: t`Wie reden sie selbst darüber?`, multiline: true },
    {
      field: 'foundAt',
      label: t`Wo man sie findet`,
      placeholder: t`Vereine, Straßen, Seiten im Netz …`,
      multiline: true,
    },
    { field: 'objections', label: t`Einwände`, placeholder: t`Woran hängt es meist?`, multiline: true },
    { field: 'channel', label: t`Bester Weg`, placeholder: t`Wie erreicht man sie?` },
    { field: 'product', label: t`Bestes Produkt`, placeholder: t`Was passt am besten?` },
  ];
  const { drawnBy, drawnAt } = avatar;
  return (
    <Section
      hint={
        drawnBy && drawnAt ? (
          <Trans>
            Zuletzt von {nameOf(drawnBy)}, {format.dateTime(drawnAt)}.
          </Trans>
        ) : (
          <Trans>Noch hat ihn niemand gezeichnet. Fangen Sie mit einem Namen an, den alle im Team verstehen.</Trans>
        )
      }
      title={t`Wie wir ihn sehen`}
    >
      {may('write') && <PictureButtons avatar={avatar} />}
      <dl className="flex flex-col gap-1">
        {blanks.map(({ field, label, placeholder, multiline }) => {
          const suggestion = avatar[field] === null ? suggestions[field] : undefined;
          return (
            <div className={avatar[field] === null ? 'print:hidden' : undefined} key={field}>
              <dt className="pt-1 text-sm text-faint">{label}</dt>
              <dd>
                <InlineEdit
                  disabled={!may('write')}
                  label={label}
                  onSave={(value) => save({ [field]: value === '' ? null : value })}
                  placeholder={placeholder}
                  value={avatar[field] ?? ''}
                  {...(multiline && { multiline })}
                >
                  <span className="whitespace-pre-line">{avatar[field]}</span>
                </InlineEdit>
                {suggestion && may('write') && (
                  <span className="flex flex-wrap items-center gap-x-2 gap-y-1 pb-1 text-sm text-soft">
                    <Button icon="plus" onPress={() => void save({ [field]: suggestion.text })} wraps>
                      {t`Übernehmen: ${suggestion.text}`}
                    </Button>
                    {suggestion.because}
                  </span>
                )}
              </dd>
            </div>
          );
        })}
      </dl>
    </Section>
  );
}
