import { useLingui } from '@lingui/react/macro';
import type { ProviderKind, ProviderSettings } from '#meetings/contract';

export type SettingField = {
  name: keyof ProviderSettings;
  label: string;
  hint?: string;
  type?: 'url';
  optional?: true;
};
export type KindWords = {
  name: string;
  /** What one gets. */
  gain: string;
  /** What is to be done there before. */
  steps: readonly string[];
  fields: readonly SettingField[];
  /** What the secret is called there. */
  secret: string;
  secretHint?: string;
  multiline?: true;
  /** Only together with this setting. */
  secretWith?: keyof ProviderSettings;
  /** What signs the messages from there, where it is another secret. */
  hookSecret?: string;
  /** How to let its messages come to us; none: it tells nothing. */
  hookSteps: readonly string[];
  /** What trying it does there. */
  checks: string;
};

/** The words of each provider, as they stand in its own pages. */
export function useProviderKinds(): Record<ProviderKind, KindWords> {
  const { t } = useLingui();
  const makes = t`Klinke legt dort einen Termin an und löscht ihn sofort wieder.`;
  const organizer = {
    name: 'organizer',
    label: t`Gemeinsames Konto`,
    hint: t`E-Mail-Adresse. Leer: Jeder Termin kommt in das Konto seines ersten Gastgebers, mit dessen E-Mail-Adresse in Klinke.`,
    optional: true,
  } as const;
  return {
    zoom: {
      name: 'Zoom',
      gain: t`Zu jedem Videotermin ein Zoom-Meeting mit eigenem Link.`,
      steps: [
        t`Legen Sie im Zoom App Marketplace unter „Develop → Build App“ eine Server-to-Server-OAuth-App an.`,
        t`Geben Sie ihr die Scopes meeting:write:meeting:admin, meeting:update:meeting:admin, meeting:delete:meeting:admin und meeting:read:list_meetings:admin.`,
        t`Aktivieren Sie die App und tragen Sie ihre drei Angaben hier ein.`,
      ],
      fields: [{ name: 'accountId', label: t`Account ID` }, { name: 'clientId', label: t`Client ID` }, organizer],
      secret: t`Client Secret`,
      hookSecret: t`Secret Token`,
      hookSteps: [
        t`Öffnen Sie in Ihrer Zoom-App „Features → Access → Token“ und tragen Sie das Secret Token bei diesem Videodienst ein.`,
        t`Legen Sie unter „Event Subscriptions“ eine Subscription mit der Adresse unten an und prüfen Sie sie dort mit „Validate“.`,
        t`Wählen Sie die Ereignisse „Participant/Host joined meeting“ und „Meeting has ended“.`,
      ],
      checks: makes,
    },
    meet: {
      name: 'Google Meet',
      gain: t`Zu jedem Videotermin ein Meet-Link, mit einem Eintrag im Google-Kalender des Gastgebers.`,
      steps: [
        t`Schalten Sie in der Google Cloud Console die Calendar API frei und legen Sie ein Dienstkonto mit einem JSON-Schlüssel an.`,
        t`Erlauben Sie dem Dienstkonto in der Admin-Konsole unter „Sicherheit → API-Steuerung → Domainweite Delegierung“ den Bereich https://www.googleapis.com/auth/calendar.events.`,
        t`Fügen Sie den ganzen Inhalt der JSON-Datei hier ein.`,
      ],
      fields: [organizer],
      secret: t`Schlüsseldatei des Dienstkontos (JSON)`,
      multiline: true,
      hookSteps: [],
      checks: makes,
    },
    teams: {
      name: 'Microsoft Teams',
      gain: t`Zu jedem Videotermin eine Teams-Besprechung mit eigenem Link.`,
      steps: [
        t`Registrieren Sie in Microsoft Entra eine App mit der Anwendungsberechtigung OnlineMeetings.ReadWrite.All und lassen Sie sie von einem Administrator bestätigen.`,
        t`Geben Sie die App mit New-CsApplicationAccessPolicy und Grant-CsApplicationAccessPolicy für das Konto frei, in dem die Besprechungen entstehen.`,
        t`Legen Sie für die App einen geheimen Clientschlüssel an und tragen Sie seinen Wert hier ein.`,
      ],
      fields: [
        { name: 'tenantId', label: t`Mandanten-ID` },
        { name: 'clientId', label: t`Anwendungs-ID (Client)` },
        {
          name: 'organizer',
          label: t`Objekt-ID des Kontos`,
          hint: t`Des Benutzers, in dessen Namen die Besprechungen entstehen (Entra → Benutzer).`,
        },
      ],
      secret: t`Geheimer Clientschlüssel`,
      hookSteps: [],
      checks: makes,
    },
    jitsi: {
      name: 'Jitsi',
      gain: t`Ein Raum auf Ihrem Jitsi-Server mit einem Namen, den niemand errät.`,
      steps: [
        t`Nennen Sie die Adresse Ihres Jitsi-Servers.`,
        t`Verlangt er eine Anmeldung mit JWT, kommen App-ID und Geheimnis dazu: Jeder bekommt dann seinen eigenen Zugang, Gastgeber als Moderator.`,
      ],
      fields: [
        { name: 'address', label: t`Adresse`, hint: t`Wie https://meet.example.de`, type: 'url' },
        { name: 'appId', label: t`App-ID`, hint: t`Nur bei Anmeldung mit JWT.`, optional: true },
      ],
      secret: t`App-Geheimnis`,
      secretWith: 'appId',
      hookSteps: [],
      checks: t`Klinke sieht nach, ob unter der Adresse Jitsi antwortet. App-ID und Geheimnis zeigen sich erst beim Eintreten.`,
    },
    livekit: {
      name: 'LiveKit',
      gain: t`Ein Raum auf Ihrem LiveKit-Server, betreten über LiveKit Meet.`,
      steps: [
        t`Nennen Sie die Adresse Ihres LiveKit-Servers und einen seiner API-Schlüssel.`,
        t`Nennen Sie die Adresse Ihrer eigenen LiveKit-Meet-Oberfläche: Sie bekommt den Zugang jedes Menschen zu sehen.`,
      ],
      fields: [
        { name: 'address', label: t`Server`, hint: t`Wie wss://livekit.example.de`, type: 'url' },
        { name: 'frontEnd', label: t`LiveKit Meet`, hint: t`Wie https://meet.example.de`, type: 'url' },
        { name: 'apiKey', label: t`API-Schlüssel` },
      ],
      secret: t`API-Geheimnis`,
      hookSteps: [
        t`Tragen Sie die Adresse unten in der Konfiguration Ihres Servers bei webhook.urls ein, mit demselben API-Schlüssel.`,
        t`Starten Sie den Server neu.`,
      ],
      checks: t`Klinke fragt den Server mit dem Schlüssel nach seinen Räumen.`,
    },
  };
}
