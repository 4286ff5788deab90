import { Trans, useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { AuditActorKind, AuditGroup } from '#timeline/contract';
import { useUrlSearch } from '#web/address.ts';
import { Button } from '#web/components/button.tsx';
import { ChoiceFilters } from '#web/components/choice-filters.tsx';
import { Chip } from '#web/components/chip.tsx';
import { DateField } from '#web/components/date-field.tsx';
import { Dialog } from '#web/components/dialog.tsx';
import type { MenuEntry } from '#web/components/menu.tsx';
import { useFormat } from '#web/format.ts';
import type { AuditWords } from './audit-words.ts';

type Person = { id: string; name: string };

/** What the log is narrowed to, each as a sentence that can be taken away. */
export function AuditFilters({ people, words }: { people: readonly Person[]; words: AuditWords }) {
  const { t } = useLingui();
  const format = useFormat();
  const [search, change] = useUrlSearch();
  const [choosingDays, setChoosingDays] = useState(false);
  const options = {
    art: AuditGroup.options.map((id) => ({ id, name: words.groups[id] })),
    durch: AuditActorKind.options.map((id) => ({ id, name: words.kinds[id] })),
    wer: people,
  };
  const labels = { art: t`Art`, durch: t`Durch`, wer: t`Wer` };
  const filters = (['art', 'durch', 'wer'] as const).map((key) => ({ key, label: labels[key], options: options[key] }));
  const byDay: MenuEntry = {
    heading: t`Zeit`,
    entries: [{ id: 'days', label: t`Zeitraum …`, run: () => setChoosingDays(true) }],
  };
  const { von, bis } = search;
  const period = von
    ? bis
      ? t`von ${format.day(von)} bis ${format.day(bis)}`
      : t`ab ${format.day(von)}`
    : bis && t`bis ${format.day(bis)}`;
  const record = search['mensch'] ?? search['firma'] ?? search['abschluss'];
  return (
    <ChoiceFilters filters={filters} more={[byDay]}>
      {period && (
        <Chip
          label={period}
          onPress={() => setChoosingDays(true)}
          onRemove={() => change({ von: undefined, bis: undefined })}
        >
          {period}
        </Chip>
      )}
      {record && (
        <Chip
          label={t`nur ein Datensatz`}
          onRemove={() => change({ mensch: undefined, firma: undefined, abschluss: undefined })}
        >
          <Trans>nur ein Datensatz</Trans>
        </Chip>
      )}
      {choosingDays && <PeriodDialog onClose={() => setChoosingDays(false)} />}
    </ChoiceFilters>
  );
}

function PeriodDialog({ onClose }: { onClose: () => void }) {
  const { t } = useLingui();
  const [search, change] = useUrlSearch();
  const [from, setFrom] = useState(search['von'] ?? null);
  const [to, setTo] = useState(search['bis'] ?? null);
  return (
    <Dialog
      actions={
        <Button
          kind="primary"
          onPress={() => {
            change({ von: from ?? undefined, bis: to ?? undefined });
            onClose();
          }}
        >
          <Trans>Anwenden</Trans>
        </Button>
      }
      onClose={onClose}
      open
      title={t`Zeitraum`}
      width="small"
    >
      <div className="flex flex-col gap-3">
        <DateField label={t`Vom`} onChange={setFrom} value={from} {...(to && { max: to })} />
        <DateField label={t`Bis einschließlich`} onChange={setTo} value={to} {...(from && { min: from })} />
      </div>
    </Dialog>
  );
}
