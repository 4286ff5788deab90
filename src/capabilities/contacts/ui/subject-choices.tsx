import { listCompanies, listContacts } from '#contacts/contract';
import { call } from '#web/api.ts';
import { ComboBox } from '#web/components/combo-box.tsx';
import type { FieldProps } from '#web/components/fields.tsx';

export type Chosen = { value: string; label: string; hint?: string };
type ChoiceProps = FieldProps & { value: Chosen | null; onChange: (chosen: Chosen | null) => void };

export function ContactChoice(props: ChoiceProps) {
  return (
    <ComboBox
      {...props}
      search={async (text, signal) => {
        const { items } = await call(listContacts, { query: { ...(text && { q: text }), limit: 12 } }, { signal });
        return items.map(({ id, name, company, city }) => toChoice(id, name, company?.name ?? city));
      }}
    />
  );
}

export function CompanyChoice(props: ChoiceProps) {
  return (
    <ComboBox
      {...props}
      search={async (text, signal) => {
        const { items } = await call(listCompanies, { query: { ...(text && { q: text }), limit: 12 } }, { signal });
        return items.map(({ id, name, city }) => toChoice(id, name, city));
      }}
    />
  );
}

function toChoice(id: string, name: string, hint: string | null): Chosen {
  return { value: id, label: name, ...(hint && { hint }) };
}
