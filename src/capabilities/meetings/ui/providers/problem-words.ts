import { useLingui } from '@lingui/react/macro';
import type { ProviderProblem } from '#meetings/contract';

/** What is wrong, and what whoever reads it can do about it. */
export function useProviderProblems(): Record<ProviderProblem, string> {
  const { t } = useLingui();
  return {
    login_refused: t`Die Anmeldung wird dort nicht angenommen. Stimmen Kennung und Geheimnis (Einstellungen → Videodienste)?`,
    forbidden: t`Angemeldet sind wir, aber die App darf dort keine Termine anlegen. Bei Zoom fehlen Scopes, bei Teams die Anwendungszugriffsrichtlinie, bei Google die domainweite Freigabe.`,
    organizer_unknown: t`Das Konto, in dem der Termin angelegt werden soll, gibt es dort nicht. Entweder hat der Gastgeber dort eine andere E-Mail-Adresse, oder Sie tragen ein gemeinsames Konto ein.`,
    refused: t`Der Dienst nimmt diese Angaben nicht an.`,
    gone: t`Der Termin ist dort nicht (mehr) zu finden.`,
    busy: t`Der Dienst bremst uns gerade: zu viele Anfragen auf einmal.`,
    server_trouble: t`Der Dienst hat gerade selbst ein Problem.`,
    not_ready: t`Der Dienst hat noch keinen Link vergeben.`,
    odd_answer: t`Der Dienst antwortet anders als erwartet. Stimmt die Adresse?`,
    secret_unreadable: t`Das Geheimnis ist nicht lesbar. Bitte tragen Sie es in den Einstellungen neu ein.`,
    address_refused: t`Diese Adresse führt in ein internes Netz. Nur Ihr Administrator kann das erlauben (KLINKE_PRIVATE_HOSTS).`,
    unreachable: t`Der Dienst ist nicht zu erreichen.`,
    insecure: t`Das Zertifikat des Servers ist ungültig. Aus Vorsicht fragen wir ihn nicht.`,
    too_slow: t`Der Dienst antwortet nicht rechtzeitig.`,
    too_large: t`Der Dienst antwortet anders als erwartet. Stimmt die Adresse?`,
    redirected: t`Der Server schickt uns im Kreis. Stimmt die Adresse?`,
  };
}
