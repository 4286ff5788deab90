import { useLingui } from '@lingui/react/macro';
import { Select } from '#web/components/select.tsx';
import { regionNames, regions, type WorkspaceView } from '#workspace/contract';

export type Place = Pick<WorkspaceView, 'country' | 'region'>;
type Country = Place['country'];
type Region = Place['region'];

/** Country and Bundesland or canton: they decide holidays and when one may call. */
export function RegionFields({ value, onChange }: { value: Place; onChange: (place: Place) => void }) {
  const { t } = useLingui();
  return (
    <div className="grid grid-cols-2 gap-4 phone:grid-cols-1">
      <Select<Country>
        label={t`Land`}
        onChange={(country) => onChange({ country, region: regionsOf(country)[0]?.value ?? value.region })}
        options={[
          { value: 'DE', label: t`Deutschland` },
          { value: 'AT', label: t`Österreich` },
          { value: 'CH', label: t`Schweiz` },
        ]}
        value={value.country}
      />
      <Select<Region>
        hint={t`Für Feiertage und Anrufzeiten`}
        label={value.country === 'CH' ? t`Kanton` : t`Bundesland`}
        onChange={(region) => onChange({ ...value, region })}
        options={regionsOf(value.country)}
        value={value.region}
      />
    </div>
  );
}

function regionsOf(country: Country): { value: Region; label: string }[] {
  return regions
    .filter((code) => code.startsWith(`${country}-`))
    .map((code) => ({ value: code, label: regionNames[code] }))
    .toSorted((a, b) => a.label.localeCompare(b.label, 'de'));
}
