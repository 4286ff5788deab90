import { useLingui } from '@lingui/react/macro';
import type { MeetingWay, Where } from '#meetings/contract';
import { TextField } from '#web/components/fields.tsx';
import { Select } from '#web/components/select.tsx';
import { useWayNames } from './ways.ts';

export type WhereDraft = { way: MeetingWay; location: string };

/** Undefined while an address or a link is missing. */
export function whereOf({ way, location }: WhereDraft): Where | undefined {
  if (way === 'video' || way === 'phone') return { way };
  const text = location.trim();
  if (text === '' || (way === 'link' && !/^https?:\/\/\S+\.\S+/.test(text))) return undefined;
  return { way, location: text };
}

/** Over what one meets, and where that is. */
export function WhereFields({ value, onChange }: { value: WhereDraft; onChange: (value: WhereDraft) => void }) {
  const { t } = useLingui();
  const names = useWayNames();
  const ways: MeetingWay[] = ['video', 'phone', 'place', 'link'];
  return (
    <>
      <Select
        label={t`Wie`}
        onChange={(way) => onChange({ ...value, way })}
        options={ways.map((way) => ({ value: way, label: names[way] }))}
        value={value.way}
      />
      {value.way === 'place' && (
        <TextField
          label={t`Adresse`}
          maxLength={300}
          onChange={(location) => onChange({ ...value, location })}
          required
          value={value.location}
        />
      )}
      {value.way === 'link' && (
        <TextField
          hint={t`Zum Beispiel Ihr Raum bei Zoom, Teams oder Meet. Beginnt mit https://`}
          label={t`Link`}
          maxLength={1000}
          onChange={(location) => onChange({ ...value, location })}
          required
          type="url"
          value={value.location}
        />
      )}
    </>
  );
}
