import { Plural, Trans, useLingui } from '@lingui/react/macro';
import type { ColumnView, ImportField, ImportView } from '#leads/contract';
import { classNames } from '#web/class-names.ts';
import { Button } from '#web/components/button.tsx';
import { type Option, Select } from '#web/components/select.tsx';
import { Standing } from '#web/components/standing.tsx';
import { type DraftChoices, isUncertain } from './draft-choices.ts';
import { fieldGroups, fieldWords } from './field-words.ts';

/** Every column of the file: its heading, what stands in it, what it becomes. */
export function ColumnList({ found, choices }: { found: ImportView; choices: DraftChoices }) {
  const options = useFieldOptions();
  const line = (column: ColumnView) => (
    <ColumnLine
      choices={choices}
      column={column}
      field={choices.columns.find(({ index }) => index === column.index)?.field ?? column.field}
      key={column.index}
      options={options}
    />
  );
  // Exports carry dozens of columns that nobody ever filled.
  const empty = found.columns.filter(({ samples }) => samples.length === 0);
  return (
    <>
      <ul>{found.columns.filter((column) => !empty.includes(column)).map(line)}</ul>
      {empty.length > 0 && (
        <details className="border-t border-line" open={empty.length === found.columns.length}>
          <summary className="w-fit py-2 text-soft">
            <Plural one="# Spalte ist leer" other="# Spalten sind leer" value={empty.length} />
          </summary>
          <ul>{empty.map(line)}</ul>
        </details>
      )}
    </>
  );
}

function ColumnLine({
  column,
  field,
  choices,
  options,
}: {
  column: ColumnView;
  field: ImportField;
  choices: DraftChoices;
  options: readonly Option<ImportField>[];
}) {
  const { t } = useLingui();
  const title = column.header.trim() || t`Spalte ${column.index + 1}`;
  const uncertain = isUncertain(column, choices.seen);
  return (
    <li
      className={classNames(
        'grid grid-cols-[minmax(0,1fr)_13rem] items-center gap-x-4 gap-y-1.5 border-t border-line py-2 first:border-t-0 phone:grid-cols-1 phone:py-3',
        uncertain && '-mx-2 rounded bg-careful-soft px-2',
      )}
      id={`column-${column.index}`}
    >
      <div className={classNames('min-w-0', field === 'ignore' && 'text-faint')}>
        <p className="truncate font-medium" title={title}>
          {title}
        </p>
        <p
          className={classNames('truncate text-sm', field !== 'ignore' && 'text-soft')}
          title={column.samples.join('\n')}
        >
          {column.samples.length > 0 ? column.samples.slice(0, 3).join(' · ') : <Trans>leer</Trans>}
        </p>
      </div>
      <Select<ImportField>
        label={t`${title} wird zu`}
        labelHidden
        onChange={(chosen) => choices.chooseField(column.index, chosen)}
        options={options}
        value={field}
      />
      {uncertain && (
        <div className="col-span-full flex items-center justify-between gap-2">
          <Standing bare kind="careful">
            <Trans>bitte ansehen</Trans>
          </Standing>
          <Button
            aria-label={t`${title}: stimmt so`}
            icon="check"
            kind="plain"
            onPress={() => choices.agree(column.index)}
          >
            <Trans>Stimmt so</Trans>
          </Button>
        </div>
      )}
    </li>
  );
}

function useFieldOptions(): readonly Option<ImportField>[] {
  const { i18n } = useLingui();
  return [
    { value: 'ignore', label: i18n._(fieldWords.ignore) },
    ...fieldGroups.flatMap(({ name, fields }) =>
      fields.map((field) => ({ value: field, label: i18n._(fieldWords[field]), group: i18n._(name) })),
    ),
  ];
}
