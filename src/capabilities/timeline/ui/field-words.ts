import { useLingui } from '@lingui/react/macro';
import { useExpenseWords } from '#scoring/ui';
import { usePeople } from '#access/ui';
import { useFormat } from '#web/format.ts';

export type FieldWords = {
  /** What a field is called; undefined for those that say nothing to people. */
  nameOf: (field: string) => string | undefined;
  show: (field: string, value: unknown) => string;
};

/** How fields of records and what stood in them are told. */
export function useFieldWords(): FieldWords {
  const { t } = useLingui();
  const format = useFormat();
  const { nameOf } = usePeople();
  const text = (value: unknown): string => (typeof value === 'string' ? value : '');

  const fields: Record<string, string> = {
    kind: t`Art`,
    salutation: t`Anrede`,
    title: t`Titel`,
    firstName: t`Vorname`,
    lastName: t`Nachname`,
    name: t`Name`,
    companyId: t`Firma`,
    company: t`Firma`,
    jobTitle: t`Funktion`,
    phones: t`Telefon`,
    emails: t`E-Mail`,
    addresses: t`Adresse`,
    tags: t`Merkmale`,
    birthdayOn: t`Geburtstag`,
    website: t`Website`,
    note: t`Notiz`,
    source: t`Herkunft`,
    status: t`Status`,
    ownerId: t`Zuständig`,
    valueCents: t`Wert`,
    monthlyCents: t`Im Monat`,
    startsOn: t`Beginnt am`,
    termMonths: t`Laufzeit in Monaten`,
    noticeMonths: t`Kündigungsfrist in Monaten`,
    afterTerm: t`Danach`,
    renewalMonths: t`Verlängert um Monate`,
    closeOn: t`Abschluss erwartet`,
    happenedOn: t`Tag`,
    closedOn: t`Erledigt am`,
    amountCents: t`Betrag`,
    industry: t`Branche`,
    dueOn: t`Fällig am`,
    dueAt: t`Uhrzeit`,
    promised: t`Zugesagt`,
    startsAt: t`Beginn`,
    endsAt: t`Ende`,
    location: t`Ort`,
    durationSeconds: t`Dauer`,
    disposition: t`Ergebnis`,
    number: t`Nummer`,
  };
  const afterTerms: Record<string, string> = {
    open: t`läuft weiter`,
    renews: t`verlängert sich`,
    ends: t`endet`,
  };
  const expenses: Record<string, string> = useExpenseWords();
  const value = (field: string, raw: unknown): string => {
    if (raw === null || raw === undefined || raw === '') return '–';
    if (field === 'ownerId') return nameOf(text(raw)) || '…';
    if (field === 'kind') return expenses[text(raw)] ?? text(raw);
    if (field === 'afterTerm') return afterTerms[text(raw)] ?? text(raw);
    if (field.endsWith('Cents') && typeof raw === 'number') return format.money(raw);
    if (field.endsWith('On')) return format.day(text(raw));
    if (field.endsWith('At')) return format.dateTime(text(raw));
    if (field === 'durationSeconds' && typeof raw === 'number') return format.duration(raw);
    if (typeof raw === 'boolean') return raw ? t`ja` : t`nein`;
    if (Array.isArray(raw)) return raw.map((one) => entry(one)).join('; ') || '–';
    return entry(raw);
  };
  const entry = (one: unknown): string => {
    if (typeof one === 'string' || typeof one === 'number') return String(one);
    if (typeof one !== 'object' || one === null) return '';
    const parts = one as Record<string, unknown>;
    if ('value' in parts) return text(parts['value']);
    if ('name' in parts) return text(parts['name']);
    return ['street', 'houseNumber', 'postalCode', 'city']
      .map((part) => text(parts[part]))
      .filter(Boolean)
      .join(' ');
  };
  return { nameOf: (field) => fields[field], show: value };
}
