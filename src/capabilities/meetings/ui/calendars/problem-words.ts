import { useLingui } from '@lingui/react/macro';
import type { CalendarProblem } from '#meetings/contract';

/** What is wrong, and what whoever reads it can do about it. */
export function useProblemWords(): Record<CalendarProblem, string> {
  const { t } = useLingui();
  return {
    address_refused: t`Diese Adresse führt in ein internes Netz oder benutzt kein https. Nur Ihr Administrator kann das erlauben (KLINKE_PRIVATE_HOSTS).`,
    unreachable: t`Der Server ist nicht zu erreichen. Stimmt die Adresse?`,
    insecure: t`Das Zertifikat des Servers ist ungültig. Aus Vorsicht fragen wir ihn nicht.`,
    too_slow: t`Der Server antwortet nicht rechtzeitig. Wir versuchen es weiter.`,
    too_large: t`Der Kalender ist zu groß: mehr als 25 MB oder 50.000 Einträge. Legen Sie Altes in einen anderen Kalender.`,
    redirected: t`Der Server schickt uns im Kreis. Bitte kopieren Sie die Adresse noch einmal aus Ihrem Kalender.`,
    login_refused: t`Der Server lässt uns mit diesen Zugangsdaten nicht hinein. Viele Anbieter verlangen ein eigenes App-Passwort.`,
    not_there: t`Unter dieser Adresse gibt es keinen Kalender (mehr).`,
    server_trouble: t`Der Server hat gerade selbst ein Problem. Wir versuchen es weiter.`,
    odd_answer: t`Der Server antwortet anders, als ein Kalender antwortet. Stimmt die Adresse?`,
    not_a_calendar: t`Unter dieser Adresse steht kein Kalender, vielleicht eine Anmeldeseite. Gemeint ist die Adresse, die auf .ics endet.`,
    cut_off: t`Der Kalender kam nur zur Hälfte an. Wir versuchen es weiter.`,
    too_heavy: t`Der Kalender lässt sich nicht in vertretbarer Zeit lesen. Meist wiederholt sich darin etwas ohne Ende.`,
    secret_unreadable: t`Die Zugangsdaten gehören zu einem anderen Datenordner. Bitte entfernen Sie den Kalender und fügen ihn neu hinzu.`,
  };
}
