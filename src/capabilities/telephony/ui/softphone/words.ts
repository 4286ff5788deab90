import { msg } from '@lingui/core/macro';
import type { MessageDescriptor } from '@lingui/core';
import type { TelephoneState } from '#telephony/contract';

type Last = NonNullable<TelephoneState['last']>;

/** Why it ended, and what one can do about it. */
export const endingWords: Record<Last['ending'], MessageDescriptor> = {
  hung_up: msg`Aufgelegt`,
  they_hung_up: msg`Die andere Seite hat aufgelegt`,
  cancelled: msg`Abgebrochen, bevor jemand abnahm`,
  declined_here: msg`Nicht angenommen`,
  busy: msg`Besetzt`,
  declined: msg`Der Anruf wurde abgewiesen`,
  not_found: msg`Diese Nummer gibt es nicht`,
  unavailable: msg`Gerade nicht erreichbar`,
  no_answer: msg`Es hat niemand abgenommen`,
  line_refused: msg`Ihr Anbieter lehnt den Anruf ab: Benutzer, Passwort oder Berechtigung des Anschlusses prüfen`,
  unreachable: msg`Ihr Anbieter antwortet nicht. Versuchen Sie es gleich noch einmal`,
  no_common_codec: msg`Ihr Anbieter nimmt diese Art von Ton nicht an (G.711 A-law)`,
  transferred: msg`Weiterverbunden`,
  message_left: msg`Ihre Ansage wird zu Ende gesprochen; Sie sind frei`,
  gateway_lost: msg`Die Verbindung zur Telefonanlage ist abgerissen`,
  failed: msg`Der Anruf kam nicht zustande`,
};

export const lineWords: Record<TelephoneState['line']['state'], MessageDescriptor> = {
  connecting: msg`Verbindet sich`,
  ready: msg`Bereit`,
  refused: msg`Ihr Anbieter nimmt die Anmeldung nicht an: Benutzer oder Passwort stimmen nicht`,
  unreachable: msg`Die Telefonanlage ist nicht erreichbar; Klinke versucht es weiter`,
};
