import { Trans, useLingui } from '@lingui/react/macro';
import { useId } from 'react';
import { usePeople } from '#access/ui';
import { TagFacts } from '#contacts/ui';
import { RadioGroup } from '#web/components/choices.tsx';
import { TextField } from '#web/components/fields.tsx';
import { Select } from '#web/components/select.tsx';
import type { DraftChoices } from './draft-choices.ts';

type Props = { choices: DraftChoices };

export function ReadingFields({ choices: { settings, set } }: Props) {
  const { t } = useLingui();
  return (
    <div className="grid grid-cols-3 gap-4 phone:grid-cols-1">
      <Select
        label={t`Tage`}
        onChange={(dateOrder) => set({ settings: { ...settings, dateOrder } })}
        options={[
          { value: 'dmy', label: t`Tag, Monat, Jahr`, hint: '23.11.2026' },
          { value: 'mdy', label: t`Monat, Tag, Jahr`, hint: '11/23/2026' },
          { value: 'ymd', label: t`Jahr, Monat, Tag`, hint: '2026-11-23' },
        ]}
        value={settings.dateOrder}
      />
      <Select
        label={t`Zahlen`}
        onChange={(decimal) => set({ settings: { ...settings, decimal } })}
        options={[
          { value: ',', label: '1.234,56' },
          { value: '.', label: '1,234.56' },
        ]}
        value={settings.decimal}
      />
      <Select
        hint={t`gilt, wo keines steht`}
        label={t`Land`}
        onChange={(defaultCountry) => set({ settings: { ...settings, defaultCountry } })}
        options={[
          { value: 'DE', label: t`Deutschland`, hint: '+49' },
          { value: 'AT', label: t`Österreich`, hint: '+43' },
          { value: 'CH', label: t`Schweiz`, hint: '+41' },
        ]}
        value={settings.defaultCountry}
      />
    </div>
  );
}

export function MatchChoice({ choices: { options, set } }: Props) {
  const { t } = useLingui();
  return (
    <RadioGroup
      hint={t`Wir kennen jemanden an der Nummer oder der E-Mail-Adresse.`}
      label={t`Wenn wir jemanden schon kennen`}
      labelHidden
      onChange={(onMatch) => set({ options: { ...options, onMatch } })}
      options={[
        {
          value: 'update',
          label: t`Ergänzen`,
          hint: t`Was wir noch nicht wissen, kommt dazu; was schon da steht, bleibt.`,
        },
        { value: 'skip', label: t`Auslassen`, hint: t`Die Zeile bleibt draußen, am Menschen ändert sich nichts.` },
        {
          value: 'create',
          label: t`Noch einmal anlegen`,
          hint: t`Es entsteht ein zweiter Mensch mit derselben Nummer.`,
        },
      ]}
      value={options.onMatch}
    />
  );
}

export function OriginFields({ choices: { options, set }, missing }: Props & { missing: boolean }) {
  const { t } = useLingui();
  const users = usePeople();
  const tagsName = useId();
  return (
    <div className="flex flex-col gap-4">
      <TextField
        error={missing ? t`Bitte schreiben Sie, woher diese Menschen kommen.` : undefined}
        hint={t`Wer fragt, woher Sie seine Daten haben, muss eine Antwort bekommen (Art. 14 DSGVO).`}
        label={t`Herkunft`}
        maxLength={160}
        name="source"
        onChange={(source) => set({ options: { ...options, source } })}
        required
        value={options.source}
      />
      <div className="grid grid-cols-2 gap-4 phone:grid-cols-1">
        <Select
          hint={t`Nennt eine Zeile jemanden aus dem Team, gilt das.`}
          label={t`Zuständig`}
          onChange={(id) => set({ options: { ...options, ownerId: id === nobody ? null : id } })}
          options={[
            { value: nobody, label: t`Niemand` },
            ...users.active.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          value={options.ownerId ?? nobody}
        />
        <fieldset aria-labelledby={tagsName} className="flex min-w-0 flex-col gap-1">
          <span className="text-sm font-medium text-soft" id={tagsName}>
            <Trans>Merkmale</Trans>
          </span>
          <span className="field flex-wrap py-1">
            <TagFacts
              disabled={false}
              onSave={async (tags) => set({ options: { ...options, tags } })}
              tags={options.tags}
            />
          </span>
        </fieldset>
      </div>
    </div>
  );
}

const nobody = 'none';
