import { zonedTime } from '#workspace';
import type { ContactUse, DirectoryCheck, KeptEntry, Presumption } from '../contract.ts';

/** Everything the house knows of a person's consent: what an authority or the person may ask for (§ 7a Abs. 2 UWG, Art. 15 DSGVO). */
export type Dossier = {
  madeAt: string;
  advertiser: string;
  person: { id: string; name: string };
  entries: KeptEntry[];
  uses: ContactUse[];
  presumption: Presumption | null;
  directory: DirectoryCheck | null;
};

/** The dossier as a page in German, the language of the authorities that ask for it; to read and to print. */
export function dossierPage(dossier: Dossier, zone: string): string {
  const time = (at: string) => timeOf(at, zone);
  const { advertiser, person, entries, uses, presumption, directory } = dossier;
  const grounds = [
    presumption &&
      `<p>Vermutetes Interesse (§ 7 Abs. 2 Nr. 1 UWG): ${esc(presumption.reason)}, festgehalten ${time(presumption.recordedAt)} von ${esc(presumption.recordedBy)}</p>`,
    directory &&
      `<p>Telefonverzeichnis: ${esc(directory.listing)}${directory.customer ? ', Kundin oder Kunde' : ''}, geprüft ${time(directory.checkedAt)}</p>`,
  ].filter(Boolean);
  return `<!doctype html>
<html lang="de">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Nachweis der Einwilligung: ${esc(person.name)}</title>
<style>
body { font: 11pt/1.45 system-ui, sans-serif; max-width: 48rem; margin: 2rem auto; padding: 0 1rem; color: #111 }
article { border-top: 1px solid #999; padding: .6rem 0; break-inside: avoid }
h1 { font-size: 1.4rem } h2 { font-size: 1.1rem; margin-top: 2rem } h3 { font-size: 1rem; margin: 0 }
blockquote { margin: .4rem 0; padding-left: .8rem; border-left: 3px solid #bbb; white-space: pre-line }
dl { display: grid; grid-template-columns: 12rem 1fr; margin: .3rem 0 } dd { margin: 0; overflow-wrap: anywhere }
</style>
</head>
<body>
<h1>Nachweis der Einwilligung nach § 7a UWG</h1>
<dl>${row('Person', person.name)}${row('Kennung', person.id)}${row('Werbendes Unternehmen', advertiser)}${row('Erstellt', time(dossier.madeAt))}</dl>
<h2>Erklärungen (${entries.length})</h2>
${entries.map((entry) => entryOf(entry, time)).join('\n') || '<p>Keine.</p>'}
${grounds.length > 0 ? `<h2>Weitere Grundlagen</h2>\n${grounds.join('\n')}` : ''}
<h2>Kontakte (${uses.length})</h2>
${uses.map((use) => useOf(use, time)).join('\n') || '<p>Keine.</p>'}
</body>
</html>
`;
}

type Time = (at: string) => string;

function entryOf(entry: Dossier['entries'][number], time: Time): string {
  const what = { granted: 'Einwilligung', denied: denied[entry.because ?? 'refused'], unknown: 'Zurückgenommen' };
  const { proof, keeping } = entry;
  const files = entry.proofs.map(
    (file) =>
      `${file.name}: belege/${file.id}${extensionOf(file.mediaType)}, SHA-256 ${file.sha256}, hinzugefügt ${time(file.addedAt)}`,
  );
  return `<article>
<h3>${esc(what[entry.state])}: ${entry.purpose === 'recording' ? 'Aufnahme von Gesprächen' : channels[entry.channel]}</h3>
${entry.wording ? `<blockquote>${esc(entry.wording)}</blockquote>` : ''}
<dl>${[
    row('Erklärt', time(entry.at)),
    row('Wie', sources[entry.source]),
    row('Freigegebener Wortlaut', entry.wordingId),
    row('Name, wie angegeben', proof?.personName),
    row('Anschrift, wie angegeben', proof?.personAddress),
    row('Beleg', proof?.reference),
    row('Nennt', proof && (proof.advertiser === 'us' ? 'unsere Firma' : 'eine andere Firma')),
    row('Bestätigt per', proof?.confirmedOver && channels[proof.confirmedOver]),
    row('Angefragt', proof?.requestedAt && time(proof.requestedAt)),
    row('Angefragt von IP-Adresse', proof?.requestedFrom),
    row(proof?.requestedAt ? 'Bestätigt von IP-Adresse' : 'IP-Adresse', proof?.ipAddress),
    ...files.map((file) => row('Datei', file)),
    row('Aufbewahren bis', keeping?.keepUntil),
    row('Zuletzt genutzt', keeping?.lastUsedAt && time(keeping.lastUsedAt)),
    row('Eingetragen', `${time(entry.recordedAt)}${entry.recordedBy ? ` von ${entry.recordedBy}` : ''}`),
    row('Eintrag', entry.id),
  ].join('')}</dl>
</article>`;
}

function useOf(use: Dossier['uses'][number], time: Time): string {
  return `<article>
<h3>${use.act === 'recording' ? 'Aufnahme eines Gesprächs mit' : `${channels[use.channel]} an`} ${esc(use.address || 'einer Nummer, die nicht gezeigt wurde')}</h3>
<dl>${[
    row('Zeit', time(use.usedAt)),
    row('Durch', use.usedBy),
    row('Zweck', use.purpose),
    row('Grundlage', `${use.basis}, ${use.norm}`),
    row('Regelstand', use.ruleVersion),
    row('Beruht auf Eintrag', use.entryId),
    row('Erlaubnis', use.permitId),
  ].join('')}</dl>
</article>`;
}

const row = (name: string, value: string | null | undefined): string =>
  value ? `<dt>${name}</dt><dd>${esc(value)}</dd>` : '';

const esc = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

function timeOf(at: string, zone: string): string {
  const local = zonedTime(new Date(at), zone);
  const two = (number: number) => String(number).padStart(2, '0');
  return `${two(local.day)}.${two(local.month)}.${local.year}, ${two(local.hour)}:${two(local.minute)}:${two(local.second)} Uhr (${zone})`;
}

const denied = { withdrawn: 'Widerruf', objected: 'Widerspruch', refused: 'Ablehnung' };
const channels = { phone: 'Anruf', email: 'E-Mail', sms: 'SMS', post: 'Brief', visit: 'Besuch' };
const sources: Record<Dossier['entries'][number]['source'], string> = {
  form: 'Formular',
  double_opt_in: 'Double-Opt-in',
  incoming_call: 'Anruf der Person',
  outgoing_call: 'unser Anruf',
  incoming_message: 'Nachricht der Person',
  letter: 'Brief der Person',
  showroom: 'Schauraum',
  visit: 'Hausbesuch',
  in_person: 'persönlich',
  contract: 'Vertrag',
  import: 'importierte Liste',
};

/** By what the bytes are; a name that somebody typed is no path. */
export function extensionOf(mediaType: string): string {
  const known: Record<string, string> = {
    'application/pdf': '.pdf',
    'image/png': '.png',
    'image/jpeg': '.jpg',
    'image/tiff': '.tif',
    'image/webp': '.webp',
    'image/heic': '.heic',
    'audio/wav': '.wav',
    'audio/ogg': '.ogg',
    'audio/flac': '.flac',
    'audio/mpeg': '.mp3',
    'audio/webm': '.webm',
    'audio/mp4': '.m4a',
  };
  return known[mediaType] ?? '.bin';
}
