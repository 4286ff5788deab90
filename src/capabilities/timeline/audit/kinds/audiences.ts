import { type Kind, named, of, quoted, text, wordOf, type Said } from './saying.ts';

const customers: Record<string, Said> = {
  won: ['gewonnener', 'won'],
  lost: ['verlorener', 'lost'],
};
const outcome = (code: string): Said => wordOf(customers, code);

const avatar = (de: string, en: string): Kind =>
  of('deals', (p) => [`Kundenavatar${named(p, 'name')} ${de}`, `${en} the customer avatar${quoted(p, 'name')}`]);
const audience = (de: string, en: string): Kind =>
  of('deals', (p) => [`Zielgruppe${named(p, 'name')} ${de}`, `${en} the target group${quoted(p, 'name')}`]);

export const audiencesKinds: Readonly<Record<string, Kind>> = {
  'audiences.runAsked': of('deals', (p) => [
    `Gruppen ${outcome(text(p, 'outcome'))[0]} Kunden angefordert`,
    `Asked for groups of customers ${outcome(text(p, 'outcome'))[1]}`,
  ]),
  'audiences.runFinished': of('deals', (p) => {
    const [de, en] = outcome(text(p, 'outcome'));
    return Array.isArray(p['groups']) && p['groups'].length > 0
      ? [
          `${p['groups'].length} Gruppen ${de} Kunden berechnet, aus ${text(p, 'customers')}`,
          `Computed ${p['groups'].length} groups of customers ${en}, from ${text(p, 'customers')}`,
        ]
      : [`Gruppen ${de} Kunden berechnet: keine gefunden`, `Computed groups of customers ${en}: found none`];
  }),
  'audiences.avatarDrawn': avatar('gezeichnet', 'Drew'),
  'audiences.avatarLookedThrough': avatar('geprüft', 'Looked through'),
  'audiences.pictureSet': avatar('ein Bild gegeben', 'Gave a picture to'),
  'audiences.pictureRemoved': avatar('das Bild genommen', 'Took the picture of'),
  'audiences.created': audience('angelegt', 'Created'),
  'audiences.changed': audience('geändert', 'Changed'),
  'audiences.removed': audience('entfernt', 'Removed'),
  'audiences.restored': audience('zurückgeholt', 'Restored'),
};
