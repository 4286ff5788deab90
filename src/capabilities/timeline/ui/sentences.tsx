import { useLingui } from '@lingui/react/macro';
import { RecordingPlayer } from '#conversations/ui';
import { useExpenseWords } from '#scoring/ui';
import type { TimelineItem } from '#timeline/contract';
import type { IconName } from '#web/components/icon.tsx';
import { useFormat } from '#web/format.ts';
import { useFieldWords } from './field-words.ts';

type Said = { icon: IconName; title: React.ReactNode; detail?: React.ReactNode };
type Change = { from: unknown; to: unknown };

/** An event as a sentence. Events of an older release may lack a field, so everything is read with care; `undefined`: nothing to tell. */
export function useSentences(): (item: TimelineItem) => Said | undefined {
  const { t } = useLingui();
  const format = useFormat();
  const words = useFieldWords();
  const text = (value: unknown): string => (typeof value === 'string' ? value : '');
  const changes = (payload: Record<string, unknown>): React.ReactNode => {
    const changed = Object.entries((payload['changed'] ?? {}) as Record<string, Change>).filter(
      ([field]) => words.nameOf(field) !== undefined,
    );
    if (changed.length === 0) return undefined;
    return (
      <ul>
        {changed.map(([field, { from, to }]) => (
          <li key={field}>
            {words.nameOf(field)}: {words.show(field, from)} → {words.show(field, to)}
          </li>
        ))}
      </ul>
    );
  };
  const startOf = (payload: Record<string, unknown>): string => {
    const at = text(payload['startsAt']);
    return at && format.dateTime(at);
  };
  const perMonth = (payload: Record<string, unknown>): string => {
    const cents = payload['monthlyCents'];
    return typeof cents === 'number' ? t`${format.money(cents)} im Monat` : '';
  };
  const amountOf = (payload: Record<string, unknown>): string | undefined => {
    const cents = payload['amountCents'];
    return typeof cents === 'number' ? format.money(cents) : undefined;
  };
  const expenses: Record<string, string> = useExpenseWords();
  const expenseOf = (payload: Record<string, unknown>): string => expenses[text(payload['kind'])] ?? '';
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
      case 'calls.messageLeft':
        return { icon: 'message', title: t`Ansage auf der Mailbox hinterlassen` };
      case 'calls.started':
        return undefined;
      case 'scripts.answered': {
        const said = text(payload['said']);
        if (!said) return undefined;
        const answer = said === 'yes' ? t`Ja` : said === 'no' ? t`Nein` : said;
        return { icon: 'message', title: `${text(payload['step'])}: ${answer}`, detail: text(payload['name']) };
      }
      case 'scripts.objected':
        return { icon: 'message', title: t`Einwand: ${title}`, detail: text(payload['name']) };
      case 'scripts.objectionTakenBack':
        return { icon: 'undo', title: t`Doch kein Einwand: ${title}` };
      case 'scripts.begun':
      case 'scripts.steppedBack':
        return undefined;
      case 'calls.changed':
        return { icon: 'phone', title: t`Anruf geändert`, detail: changes(payload) };
      case 'calls.reopened':
        return { icon: 'phone', title: t`Ergebnis des Anrufs zurückgenommen` };
      case 'calls.removed':
        return { icon: 'phone', title: t`Anruf entfernt` };
      case 'calls.restored':
        return { icon: 'phone', title: t`Anruf zurückgeholt` };
      case 'meetings.planned':
        return { icon: 'calendar', title: t`Termin geplant: ${title}`, detail: startOf(payload) };
      case 'meetings.changed':
        return { icon: 'calendar', title: t`Termin geändert: ${title}`, detail: changes(payload) };
      case 'meetings.cancelled':
        return { icon: 'close', title: t`Termin abgesagt: ${title}`, detail: startOf(payload) };
      case 'meetings.held':
        return { icon: 'calendar', title: t`Termin: ${title}` };
      case 'meetings.missed':
        return { icon: 'careful', title: t`Nicht zum Termin gekommen: ${title}` };
      case 'meetings.placed':
        return undefined;
      case 'meetings.notPlaced':
        return { icon: 'careful', title: t`Beim Videodienst nicht angelegt, findet im eigenen Raum statt: ${title}` };
      case 'meetings.reopened':
        return { icon: 'calendar', title: t`Termin wieder offen: ${title}` };
      case 'meetings.callWished':
        return { icon: 'phone', title: t`Bittet um einen Anruf: ${title}`, detail: text(payload['wording']) };
      case 'meetings.waitingBegun':
        return { icon: 'clock', title: t`Wartet auf einen Termin: ${title}` };
      case 'meetings.waitingTold':
        return { icon: 'mail', title: t`Erfuhr, dass eine Zeit frei ist: ${title}` };
      case 'meetings.waitingLeft':
        return { icon: 'clock', title: t`Wartet nicht mehr auf einen Termin: ${title}` };
      case 'meetings.visitInvited':
        return {
          icon: 'visit',
          title: t`Zum Hausbesuch eingeladen: ${text(payload['invitedAbout'])}`,
          detail: text(payload['proof']),
        };
      case 'meetings.visitSaid':
        return {
          icon: 'visit',
          title: payload['state'] === 'held' ? t`Hausbesuch fand statt` : t`Hausbesuch: niemand da`,
          detail: text(payload['note']),
        };
      case 'scoring.classChanged': {
        const [from, to] = [text(payload['from']), text(payload['to'])];
        return {
          icon: 'trophy',
          title: from && from !== to ? t`Kundenklasse ${to}, vorher ${from}` : t`Kundenklasse ${to}`,
          detail: text(payload['reason']) || undefined,
        };
      }
      case 'scoring.classConfirmed': {
        const current = text(payload['class']);
        return { icon: 'check', title: t`Kundenklasse ${current} bestätigt` };
      }
      case 'scoring.careChanged': {
        const ways: Record<string, string> = {
          self_service: t`Selbstbedienung`,
          rarer: t`seltener`,
          mail_only: t`nur E-Mail`,
          farewell: t`Abschied`,
        };
        return {
          icon: 'note',
          title: t`Betreuung umgestellt: ${ways[text(payload['way'])] ?? ''}`,
          detail: text(payload['letter']) || undefined,
        };
      }
      case 'scoring.careEnded':
        return { icon: 'undo', title: t`Betreuung wieder wie früher` };
      case 'scoring.expenseEntered':
        return { icon: 'note', title: t`Aufwand eingetragen: ${expenseOf(payload)}`, detail: amountOf(payload) };
      case 'scoring.expenseChanged':
        return { icon: 'edit', title: t`Aufwand geändert: ${expenseOf(payload)}`, detail: changes(payload) };
      case 'scoring.expenseRemoved':
        return { icon: 'trash', title: t`Aufwand entfernt: ${expenseOf(payload)}` };
      case 'scoring.expenseRestored':
        return { icon: 'undo', title: t`Aufwand zurückgeholt: ${expenseOf(payload)}` };
      case 'scoring.classReleased': {
        const current = text(payload['class']);
        return { icon: 'undo', title: t`Eigene Einstufung aufgehoben, Kundenklasse ${current}` };
      }
      case 'team-meetings.proposed':
        return { icon: 'message', title: t`Für die Teamrunde vorgeschlagen` };
      case 'team-meetings.proposalWithdrawn':
        return undefined;
      case 'team-meetings.decided':
        return { icon: 'flag', title: t`In der Teamrunde entschieden`, detail: text(payload['decision']) };
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
      case 'consent.mailWritten':
        return {
          icon: 'mail',
          title: (
            <>
              {t`E-Mail geschrieben`}: {text(payload['subject'])}
            </>
          ),
          detail: text(payload['text']),
        };
      case 'consent.recorded': {
        const channel =
          payload['purpose'] === 'recording' ? t`Aufnahme von Gesprächen` : (channels[text(payload['channel'])] ?? '');
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
      case 'conversations.recordingKept': {
        const seconds = payload['seconds'];
        return {
          icon: 'record',
          title: (
            <>
              {t`Gespräch aufgenommen`}
              {typeof seconds === 'number' && <span className="text-faint"> · {format.duration(seconds)}</span>}
            </>
          ),
          detail: <RecordingPlayer recordingId={text(payload['recordingId'])} />,
        };
      }
      case 'conversations.recordingDeleted':
        return { icon: 'trash', title: t`Aufnahme gelöscht` };
      case 'consent.letterPrinted':
        return { icon: 'post', title: t`Brief mit QR-Code gedruckt`, detail: text(payload['name']) };
      case 'consent.presumptionRecorded':
        return { icon: 'careful', title: t`Mutmaßliche Einwilligung begründet`, detail: text(payload['reason']) };
      case 'consent.presumptionRemoved':
        return { icon: 'careful', title: t`Mutmaßliche Einwilligung zurückgenommen` };
      case 'consent.directoryChecked':
        return { icon: 'shield', title: t`Eintrag im Verzeichnis geprüft` };
      case 'consent.importRemoved':
        return { icon: 'undo', title: t`Angaben zur Einwilligung aus einem Import zurückgenommen` };
      case 'scoring.profilingObjected':
        return { icon: 'shield', title: t`Widerspruch gegen die Bewertung` };
      case 'scoring.profilingObjectionWithdrawn':
        return { icon: 'shield', title: t`Widerspruch gegen die Bewertung zurückgenommen` };
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
      case 'offers.contractMade':
        return { icon: 'note', title: t`Neuer Vertrag: ${title}`, detail: perMonth(payload) };
      case 'offers.contractChanged':
        return { icon: 'note', title: t`Vertrag geändert: ${title}`, detail: changes(payload) };
      case 'offers.noticeGiven': {
        const wishes: Record<string, string> = {
          customer: t`Kunde hat gekündigt: ${title}`,
          withdrawn: t`Vertrag widerrufen: ${title}`,
          agreed: t`Vertrag einvernehmlich beendet: ${title}`,
          us: t`Von uns gekündigt: ${title}`,
        };
        const last = text(payload['endsOn']);
        return {
          icon: 'flag',
          title: wishes[text(payload['reason'])] ?? title,
          detail: last && t`Endet am ${format.day(last)}`,
        };
      }
      case 'offers.noticeTakenBack':
        return { icon: 'undo', title: t`Kündigung zurückgenommen: ${title}` };
      case 'offers.contractRemoved':
        return { icon: 'trash', title: t`Vertrag entfernt: ${title}` };
      case 'offers.contractRestored':
        return { icon: 'undo', title: t`Vertrag zurückgeholt: ${title}` };
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
