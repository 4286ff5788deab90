import type { Db } from '#platform/db';
import type { FileStore } from '#platform/ports';
import { zip, type ZipPart } from '#platform/write-table';
import type { ConsentWorld } from './commands/ledger.ts';
import type { ContactUse } from './contract.ts';
import { listProofs } from './queries/evidence.ts';
import { listEntries } from './queries/ledger.ts';
import { lastUses, listUses } from './queries/permits.ts';
import { type Dossier, dossierPage, extensionOf } from './rules/dossier-page.ts';
import { toEntryView, toKeeping, toProofView, toUseView } from './views.ts';

type Known = Pick<Dossier, 'advertiser' | 'person' | 'presumption' | 'directory'> & {
  workspaceId: string;
  timeZone: string;
};

/** Read whole before the first byte leaves: a dossier that breaks off in the middle must not look like one. */
export async function readDossier(db: Db<ConsentWorld>, known: Known, now: Date): Promise<Dossier> {
  const { workspaceId, timeZone, advertiser, person, presumption, directory } = known;
  const key = { workspaceId, contactId: person.id };
  const rows = [];
  for (let before: { at: Date; id: string } | undefined; ;) {
    const page = await listEntries(db, key, { before, limit: 500 });
    rows.push(...page);
    before = page.at(-1);
    if (!before) break;
  }
  const ids = rows.map(({ id }) => id);
  const [used, proofs] = await Promise.all([lastUses(db, workspaceId, ids), listProofs(db, workspaceId, ids)]);
  const uses: ContactUse[] = [];
  for (let before: readonly [string, string] | undefined; ;) {
    const page = await listUses(db, key, { before, limit: 500 });
    uses.push(...page.map(toUseView));
    const last = page.at(-1);
    if (!last) break;
    before = [last.usedAt.toISOString(), last.permitId];
  }
  const entries = rows.map((row) => {
    const entry = toEntryView(row);
    return {
      ...entry,
      keeping: toKeeping(entry, used.get(entry.id), timeZone),
      proofs: proofs.filter(({ entryId }) => entryId === entry.id).map(toProofView),
    };
  });
  return { madeAt: now.toISOString(), advertiser, person, entries, uses, presumption, directory };
}

/** A page to read and print, the same as data, and every piece of evidence as it was added. */
export async function* writeDossier(dossier: Dossier, files: FileStore, zone: string): AsyncGenerator<Buffer> {
  async function* parts(): AsyncGenerator<ZipPart> {
    yield { name: 'Nachweis.html', content: bytes(dossierPage(dossier, zone)) };
    yield { name: 'nachweis.json', content: bytes(JSON.stringify(dossier, null, 2)) };
    for (const proof of dossier.entries.flatMap(({ proofs }) => proofs))
      yield { name: `belege/${proof.id}${extensionOf(proof.mediaType)}`, content: await files.get(proof.sha256) };
  }
  yield* zip(parts(), new Date(dossier.madeAt));
}

async function* bytes(text: string): AsyncGenerator<Buffer> {
  yield Buffer.from(text);
}
