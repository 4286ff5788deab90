import { useLingui } from '@lingui/react/macro';
import { usePeople } from '#access/ui';
import type { TimelineItem } from '#timeline/contract';
import type { IconName } from '#web/components/icon.tsx';
import { useFormat } from '#web/format.ts';

type Said = { icon: IconName; title: React.ReactNode; detail?: React.ReactNode };
type Change = { from: unknown; to: unknown };

/** An event as a sentence. Events of an older release may lack a field, so everything is read with care; `undefined`: nothing to tell. */
export function useSentences(): (item: TimelineItem) => Said | undefined {
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
    closeOn: t`Abschluss erwartet`,
    industry: t`Branche`,
    dueOn: t`Fällig am`,
    dueAt: t`Uhrzeit`,
    promised: t`Zugesagt`,
    durationSeconds: t`Dauer`,
    disposition: t`Ergebnis`,
    number: t`Nummer`,
  };
  const value = (field: string, raw: unknown): string => {
    if (raw === null || raw === undefined || raw === '') return '–';
    if (field === 'ownerId') return nameOf(text(raw)) || '…';
    if (field === 'valueCents' && typeof raw === 'number') return format.money(raw);
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
  const changes = (payload: Record<string, unknown>): React.ReactNode => {
    const changed = Object.entries((payload['changed'] ?? {}) as Record<string, Change>).filter(
      ([field]) => field in fields,
    );
    if (changed.length === 0) return undefined;
    return (
      <ul>
        {changed.map(([field, { from, to }]) => (
          <li key={field}>
            {fields[field]}: {value(field, from)} → {value(field, to)}
          </li>
        ))}
      </ul>
    );
  };
  const channels: Record<string, string> = {
    phone: t`Telefon`,
    email: t`E-Mail`,
    sms: t`SMS`,
    post: t`Post`,
    visit: t`Hausbesuch`,
  };
  const visits: Record<string, string> = {
    not_home: t`nicht angetroffen`,
    not_interested: t`kein Interesse`,
    come_back: t`wiederkommen`,
    appointment: t`Termin`,
    sold: t`verkauft`,
    moved: t`verzogen`,
    tenant: t`Mieter`,
    callback: t`Rückruf`,
    do_not_knock: t`bitte nicht mehr klingeln`,
    other: t`sonstiges`,
  };

  return ({ type, payload, note }) => {
    const title = text(payload['title']);
    switch (type) {
      case 'calls.logged': {
        const disposition = text((payload['disposition'] as { name?: unknown } | null)?.name);
        const seconds = payload['durationSeconds'];
        const length = typeof seconds === 'number' && seconds > 0 ? format.duration(seconds) : '';
        return {
          icon: 'phone',
          title: (
            <>
              {payload['direction'] === 'inbound' ? t`Angerufen worden` : t`Anruf`}
              {disposition && <>: {disposition}</>}
              {length && <span className="text-faint"> · {length}</span>}
            </>
          ),
          detail: text(payload['note']),
        };
      }
      case 'calls.started':
        return undefined;
      case 'calls.changed':
        return { icon: 'phone', title: t`Anruf geändert`, detail: changes(payload) };
      case 'calls.reopened':
        return { icon: 'phone', title: t`Ergebnis des Anrufs zurückgenommen` };
      case 'calls.removed':
        return { icon: 'phone', title: t`Anruf entfernt` };
      case 'calls.restored':
        return { icon: 'phone', title: t`Anruf zurückgeholt` };
      case 'leads.visitRecorded':
      case 'leads.visited': {
        const result = text(payload['result']);
        const raw = text(payload['resultRaw']) || text(payload['raw']);
        return {
          icon: 'visit',
          title: t`Hausbesuch: ${visits[result] ?? raw}`,
          detail: [raw && raw !== visits[result] ? raw : '', text(payload['visitedBy']), text(payload['note'])]
            .filter(Boolean)
            .join(' · '),
        };
      }
      case 'timeline.noteAdded':
      case 'timeline.noteWritten':
        return { icon: 'note', title: t`Notiz`, detail: note?.text ?? text(payload['text']) };
      case 'timeline.noteChanged':
      case 'timeline.noteRemoved':
      case 'timeline.noteRestored':
        return undefined;
      case 'consent.recorded': {
        const channel = channels[text(payload['channel'])] ?? '';
        const because = text(payload['because']);
        const state = text(payload['state']);
        return {
          icon: state === 'granted' ? 'allowed' : state === 'denied' ? 'refused' : 'unknown',
          title:
            state === 'granted'
              ? t`Einwilligung für ${channel}`
              : because === 'objected'
                ? t`Widerspruch: ${channel}`
                : because === 'withdrawn'
                  ? t`Einwilligung zurückgezogen: ${channel}`
                  : state === 'denied'
                    ? t`Abgelehnt: ${channel}`
                    : t`Einwilligung wieder offen: ${channel}`,
        };
      }
      case 'consent.presumptionRecorded':
        return { icon: 'careful', title: t`Mutmaßliche Einwilligung begründet`, detail: text(payload['reason']) };
      case 'consent.presumptionRemoved':
        return { icon: 'careful', title: t`Mutmaßliche Einwilligung zurückgenommen` };
      case 'consent.directoryChecked':
        return { icon: 'shield', title: t`Eintrag im Verzeichnis geprüft` };
      case 'consent.importRemoved':
        return { icon: 'undo', title: t`Angaben zur Einwilligung aus einem Import zurückgenommen` };
      case 'next-steps.created': {
        const on = text(payload['dueOn']);
        return {
          icon: 'task',
          title: on ? t`Nächster Schritt bis ${format.day(on)}: ${title}` : t`Nächster Schritt: ${title}`,
        };
      }
      case 'next-steps.done':
        return { icon: 'check', title: t`Erledigt: ${title}` };
      case 'next-steps.dropped':
        return { icon: 'close', title: t`Fallen gelassen: ${title}` };
      case 'next-steps.reopened':
        return { icon: 'task', title: t`Wieder offen: ${title}` };
      case 'next-steps.changed':
        return { icon: 'task', title: t`Nächster Schritt geändert: ${title}`, detail: changes(payload) };
      case 'deals.created':
        return { icon: 'deal', title: t`Neuer Abschluss: ${title}`, detail: text(payload['stage']) };
      case 'deals.stageChanged':
        return { icon: 'deal', title: t`${title}: ${text(payload['fromStage'])} → ${text(payload['toStage'])}` };
      case 'deals.won':
        return { icon: 'trophy', title: t`Gewonnen: ${title}` };
      case 'deals.lost':
        return {
          icon: 'flag',
          title: t`Verloren: ${title}`,
          detail: [text(payload['lossReason']), text(payload['lossNote'])].filter(Boolean).join(' · '),
        };
      case 'deals.reopened':
        return { icon: 'deal', title: t`Wieder offen: ${title}` };
      case 'deals.removed':
        return { icon: 'trash', title: t`Abschluss entfernt: ${title}` };
      case 'deals.restored':
        return { icon: 'undo', title: t`Abschluss zurückgeholt: ${title}` };
      case 'deals.changed':
        return { icon: 'edit', title: t`Abschluss geändert: ${title}`, detail: changes(payload) };
      case 'contacts.contactCreated':
        return {
          icon: 'person',
          title: payload['importId'] ? t`Mit einer Liste gekommen` : t`Angelegt`,
          detail: text(payload['source']),
        };
      case 'contacts.companyCreated':
        return { icon: 'company', title: payload['importId'] ? t`Mit einer Liste gekommen` : t`Angelegt` };
      case 'contacts.contactChanged':
      case 'contacts.companyChanged':
        return { icon: 'edit', title: t`Geändert`, detail: changes(payload) };
      case 'contacts.contactRemoved':
      case 'contacts.companyRemoved':
        return { icon: 'trash', title: t`Entfernt` };
      case 'contacts.contactRestored':
      case 'contacts.companyRestored':
        return { icon: 'undo', title: t`Zurückgeholt` };
      default:
        return undefined;
    }
  };
}
