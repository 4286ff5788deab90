import { useLingui } from '@lingui/react/macro';
import type { LineKind, LineSettings } from '#telephony/contract';

export type KindField = { name: keyof LineSettings; label: string; hint?: string; type?: 'tel' };
export type KindWords = {
  name: string;
  /** What one gets. */
  gain: string;
  fields: readonly KindField[];
  /** What the secret is called there; null: there is none. */
  secret: string | null;
  /** Who else comes to know the secret, where somebody does. */
  exposes?: string;
  /** How to let its messages come to us. */
  steps: readonly string[];
};

/** The words of each carrier, as they stand in its own pages. */
export function useKinds(): Record<LineKind, KindWords> {
  const { t } = useLingui();
  const agentNumber: KindField = {
    name: 'agentNumber',
    label: t`Ihr Telefon`,
    hint: t`Klingelt zuerst; dann wird die Person angerufen.`,
    type: 'tel',
  };
  return {
    pbx: {
      name: t`Telefonanlage`,
      gain: t`Meldet Anrufe; gewählt wird wie bisher am Telefon.`,
      fields: [],
      secret: null,
      steps: [
        t`Öffnen Sie in Ihrer Telefonanlage die CTI- oder Webhook-Einstellungen (Zammad- oder sipgate-Format).`,
        t`Tragen Sie die Adresse unten für ankommende und abgehende Anrufe ein.`,
        t`Rufen Sie sich einmal an. Hier steht dann, wann wir zuletzt etwas gehört haben.`,
      ],
    },
    sipgate: {
      name: 'sipgate',
      gain: t`Meldet Anrufe und ruft auf Klick zurück.`,
      fields: [
        {
          name: 'tokenId',
          label: t`Token-ID`,
          hint: t`Unter Personal Access Tokens, mit den Rechten sessions:calls:write und account:read.`,
        },
        { name: 'device', label: t`Gerät`, hint: t`Das zuerst klingelt, wie e0 oder p0.` },
      ],
      secret: t`Token`,
      steps: [
        t`Öffnen Sie bei sipgate die Webhooks Ihres Kontos.`,
        t`Tragen Sie die Adresse unten für eingehende und für ausgehende Anrufe ein.`,
        t`Wählen Sie die Rufnummern, die Klinke hören soll, und speichern Sie.`,
      ],
    },
    twilio: {
      name: 'Twilio',
      gain: t`Meldet Anrufe und ruft auf Klick zurück.`,
      fields: [{ name: 'accountSid', label: t`Account SID` }, agentNumber],
      secret: t`Auth Token`,
      steps: [
        t`Öffnen Sie in der Twilio-Konsole Ihre Rufnummer.`,
        t`Tragen Sie bei „A call comes in“ die Adresse unten als Webhook ein, mit HTTP POST.`,
        t`Klinke prüft bei jeder Meldung die Unterschrift von Twilio.`,
      ],
    },
    telnyx: {
      name: 'Telnyx',
      gain: t`Meldet Anrufe und ruft auf Klick zurück.`,
      fields: [
        { name: 'connectionId', label: t`ID der Voice-API-Anwendung` },
        { name: 'publicKey', label: t`Öffentlicher Schlüssel`, hint: t`Unter Keys & Credentials → Public Key.` },
        agentNumber,
      ],
      secret: t`API-Schlüssel`,
      steps: [
        t`Öffnen Sie im Telnyx-Portal Ihre Voice-API-Anwendung.`,
        t`Tragen Sie die Adresse unten als Webhook-URL ein, mit API v2.`,
        t`Klinke prüft bei jeder Meldung die Unterschrift von Telnyx.`,
      ],
    },
    sip: {
      name: t`SIP-Anschluss`,
      gain: t`Der Browser ist das Telefon.`,
      fields: [
        { name: 'server', label: t`SIP-Server`, hint: t`Wie sip.example.de` },
        { name: 'user', label: t`Benutzer` },
      ],
      secret: t`Passwort`,
      steps: [],
    },
    sip_wss: {
      name: t`Telefonanlage mit WebSocket`,
      gain: t`Der Browser ist das Telefon und spricht selbst mit Ihrer Anlage (SIP über WebSocket).`,
      fields: [
        { name: 'socket', label: t`Adresse`, hint: t`Wie wss://anlage.example.de:8089/ws` },
        { name: 'user', label: t`Nebenstelle` },
      ],
      secret: t`Passwort`,
      exposes: t`Dieses Passwort bekommt der Browser der Person, der der Anschluss gehört: Er meldet sich selbst bei Ihrer Anlage an. Geben Sie der Nebenstelle ein eigenes Passwort. Beim SIP-Anschluss über Klinke verlässt es den Server nie.`,
      steps: [],
    },
  };
}
