import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import type { ModelView, NoScore, Reason, Target } from '#scoring/contract';
import { useFormat } from '#web/format.ts';

export const targetWords: Record<Target, MessageDescriptor> = {
  deal_win: msg`Abschluss wird gewonnen`,
  lead_win: msg`Interessent wird Kunde`,
  reach: msg`Anruf wird angenommen`,
};

export const noScoreWords: Record<NoScore, MessageDescriptor> = {
  objected: msg`Diese Person hat der Bewertung widersprochen. Es wird nichts über sie ausgerechnet.`,
  too_little: msg`Noch kein Urteil: Dafür ist bisher zu wenig zu Ende gegangen.`,
  no_better: msg`Kein Urteil: Was wir wissen, sagt hier nicht mehr als die Quote aller.`,
  not_approved: msg`Noch kein Urteil: Was gelernt wurde, wartet auf die Freigabe durch die Inhaberin oder den Inhaber.`,
  not_yet: msg`Wird gerade ausgerechnet.`,
  not_asked: msg`Hier gibt es nichts auszurechnen.`,
};

export const becauseWords: Record<ModelView['because'], MessageDescriptor> = {
  first: msg`zum ersten Mal`,
  asked: msg`auf Wunsch`,
  outcomes: msg`weil 250 weitere Fälle zu Ende gingen`,
  drift: msg`weil die alten Zahlen nicht mehr stimmten`,
};

export const verdictWords: Record<ModelView['verdict'], MessageDescriptor> = {
  useful: msg`brauchbar`,
  weak: msg`schwach`,
  'no better than the base rate': msg`nicht besser als die Quote`,
};

/** Why a feature was left out, in the words of the engine. */
export const whyWords: Record<string, MessageDescriptor> = {
  leer: msg`leer`,
  'überall dasselbe': msg`überall dasselbe`,
  'fortlaufende Nummer': msg`fortlaufende Nummer`,
  'in fast jeder Zeile anders': msg`in fast jeder Zeile anders`,
  'sagt das Ergebnis für sich allein fast voraus: wohl erst danach ausgefüllt': msg`sagt das Ergebnis für sich allein fast voraus: wohl erst danach ausgefüllt`,
  'klingt nach etwas, das erst mit dem Ergebnis bekannt wird, und sagt viel darüber': msg`klingt nach etwas, das erst mit dem Ergebnis bekannt wird, und sagt viel darüber`,
};

/** What a feature is called where it is barred or listed. */
export const featureWords: Record<string, MessageDescriptor> = {
  source: msg`Quelle`,
  kind: msg`privat oder geschäftlich`,
  industry: msg`Branche der Firma`,
  region: msg`Gegend (Land und zwei Ziffern der Postleitzahl)`,
  has_email: msg`E-Mail-Adresse vorhanden`,
  has_phone: msg`Telefonnummer vorhanden`,
  mobile: msg`Handy oder Festnetz`,
  consent: msg`Einwilligung in Anrufe`,
  age_days: msg`Alter in Tagen`,
  calls: msg`Anrufe bisher`,
  answered: msg`angenommene Anrufe`,
  in_vain: msg`vergebliche Anrufe zuletzt`,
  minutes: msg`gesprochene Minuten`,
  incoming: msg`eigene Anrufe der Person`,
  visits: msg`Besuche`,
  mails: msg`geschriebene E-Mails`,
  silent_days: msg`Tage seit dem letzten Kontakt`,
  since_call_days: msg`Tage seit dem letzten Anruf`,
  since_answer_days: msg`Tage, seit jemand abnahm`,
  meetings_held: msg`gehaltene Termine`,
  meetings_missed: msg`versäumte Termine`,
  meeting_ahead: msg`Termin steht bevor`,
  step_open: msg`nächster Schritt geplant`,
  stage: msg`Stufe`,
  stage_days: msg`Tage in dieser Stufe`,
  stage_moves: msg`Stufenwechsel bisher`,
  value: msg`Wert`,
  pushes: msg`verschobene Abschlusstage`,
  days_left: msg`Tage bis zum Abschlusstag`,
  hour: msg`Uhrzeit`,
  weekday: msg`Wochentag`,
};

const weekdays: Record<string, MessageDescriptor> = {
  mo: msg`Montag`,
  di: msg`Dienstag`,
  mi: msg`Mittwoch`,
  do: msg`Donnerstag`,
  fr: msg`Freitag`,
  sa: msg`Samstag`,
  so: msg`Sonntag`,
};
export const weekdayOf = (number: number): MessageDescriptor =>
  weekdays[['', 'mo', 'di', 'mi', 'do', 'fr', 'sa', 'so'][number] ?? ''] ?? msg`Montag`;

/** A reason as people say it. */
export function useReasonWords(): (reason: Reason) => string {
  const { t, i18n } = useLingui();
  const format = useFormat();
  return ({ feature, value }) => {
    const is = value === 'ja';
    switch (feature) {
      case 'source':
        return value === '' ? t`ohne Quelle` : t`Quelle: ${value}`;
      case 'kind':
        return value === 'business' ? t`Geschäftskontakt` : value === '' ? t`ohne Person` : t`Privatperson`;
      case 'region':
        return value === '' ? t`ohne Anschrift` : t`Gegend: ${value}`;
      case 'has_email':
        return is ? t`E-Mail-Adresse ist da` : t`keine E-Mail-Adresse`;
      case 'has_phone':
        return is ? t`Telefonnummer ist da` : t`keine Telefonnummer`;
      case 'mobile':
        return is ? t`Handynummer` : value === '' ? t`keine Telefonnummer` : t`Festnetznummer`;
      case 'consent':
        return value === 'granted'
          ? t`hat Anrufen zugestimmt`
          : value === 'denied'
            ? t`hat Anrufe abgelehnt`
            : t`zu Anrufen ist nichts gesagt`;
      case 'meeting_ahead':
        return is ? t`Termin steht bevor` : t`kein Termin geplant`;
      case 'step_open':
        return is ? t`nächster Schritt geplant` : t`kein nächster Schritt geplant`;
      case 'silent_days':
        return value === '' ? t`noch kein Kontakt` : t`Tage seit dem letzten Kontakt: ${value}`;
      case 'since_call_days':
        return value === '' ? t`noch nie angerufen` : t`Tage seit dem letzten Anruf: ${value}`;
      case 'since_answer_days':
        return value === '' ? t`hat noch nie abgenommen` : t`Tage, seit jemand abnahm: ${value}`;
      case 'days_left':
        if (value === '') return t`kein Abschlusstag genannt`;
        return Number(value) < 0
          ? t`Tage über dem Abschlusstag: ${-Number(value)}`
          : t`Tage bis zum Abschlusstag: ${value}`;
      case 'value':
        return t`Wert: ${format.wholeMoney(Number(value) * 100)}`;
      case 'hour':
        return t`Anruf um ${value} Uhr`;
      case 'weekday': {
        const day = weekdays[value];
        return day ? t`Anruf am ${i18n._(day)}` : t`Wochentag`;
      }
      default: {
        const word = featureWords[feature];
        return word ? `${i18n._(word)}: ${value === '' ? '–' : value}` : `${feature}: ${value}`;
      }
    }
  };
}
