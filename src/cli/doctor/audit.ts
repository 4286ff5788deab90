import { readFileSync } from 'node:fs';
import type { ConsentTables, LedgerFault } from '#consent';
import type { AuditFault, Mark } from '#platform/audit';
import type { PlatformTables } from '#platform/schema';
import { type Answer, ok, problem } from './finding.ts';

/** Recomputes the hash chain of every workspace, and compares it with what the witness beside the database and a copy kept elsewhere remember. */
export async function auditTrail(dataDir: string, copy: string | undefined): Promise<Answer> {
  const [{ visitHouse }, { workspacesOf }, { verifyChain }, { dbOf }, { readMarks, readWitness }] = await Promise.all([
    import('../../main.ts'),
    import('../whose.ts'),
    import('#platform/audit'),
    import('#platform/ground'),
    import('#platform/witness'),
  ]);
  const beside = await readWitness(dataDir);
  const elsewhere = copy === undefined ? new Map<string, Mark[]>() : readMarks(readFileSync(copy, 'utf8'));
  if (copy !== undefined && elsewhere.size === 0) return problem(`In ${copy} steht kein Prüfwert.`);
  return visitHouse(async ({ ground, owner }) => {
    let [sealed, waiting, compared] = [0, 0, 0];
    const faults: string[] = [];
    const workspaces = await workspacesOf(owner);
    for (const { id, name } of workspaces) {
      const marks = [...(beside.get(id) ?? []), ...(elsewhere.get(id) ?? [])];
      const db = dbOf<PlatformTables>(ground, { workspaceId: id });
      const verdict = await verifyChain(db, id, ground.secrets.chain, { marks });
      sealed += verdict.sealed;
      waiting += verdict.waiting;
      compared += marks.length;
      faults.push(...verdict.faults.map((fault) => `${name}: ${inWords(fault)}`));
    }
    const known = new Set(workspaces.map(({ id }) => id));
    const gone = [...new Set([...beside.keys(), ...elsewhere.keys()])].filter((id) => !known.has(id));
    faults.push(...gone.map((id) => `der Arbeitsbereich ${id} fehlt ganz, ein Prüfwert kennt ihn`));
    if (faults.length > 0) return problem(`beschädigt. ${faults.slice(0, 20).join('; ')}`);
    const left = waiting > 0 ? `, ${waiting} warten auf ihr Siegel` : '';
    return ok(`unversehrt: ${sealed} Ereignisse geprüft, mit ${compared} Prüfwerten verglichen${left}`);
  });
}

function inWords({ what, seal, eventId }: AuditFault): string {
  return `${faultWords[what]}${eventId ? ` (${eventId})` : ''}${seal ? ` in Glied ${seal}` : ''}`;
}

const faultWords: Record<AuditFault['what'], string> = {
  event_missing: 'ein Ereignis fehlt',
  event_changed: 'ein Ereignis wurde verändert',
  event_unsealed: 'ein Ereignis wurde eingeschmuggelt',
  link_missing: 'ein Glied fehlt',
  link_broken: 'ein Glied passt nicht zum vorigen',
  end_missing: 'das Ende der Kette wurde abgeschnitten, bezeugt ist mehr',
  mark_differs: 'es steht etwas anderes als bezeugt',
};

/** Holds the consent ledger of every workspace against the chain. */
export async function auditConsent(): Promise<Answer> {
  const [{ visitHouse }, { workspacesOf }, { verifyLedger }, { dbOf }] = await Promise.all([
    import('../../main.ts'),
    import('../whose.ts'),
    import('#consent'),
    import('#platform/ground'),
  ]);
  return visitHouse(async ({ ground, owner }) => {
    const faults: string[] = [];
    let entries = 0;
    let permits = 0;
    for (const { id, name } of await workspacesOf(owner)) {
      const audit = await verifyLedger(dbOf<ConsentTables & PlatformTables>(ground, { workspaceId: id }), id);
      entries += audit.entries;
      permits += audit.permits;
      faults.push(...audit.faults.map((fault) => `${name}: ${ledgerWords[fault.what]} (${fault.id})`));
    }
    if (faults.length > 0) return problem(`beschädigt. ${faults.slice(0, 20).join('; ')}`);
    return ok(`unversehrt: ${entries} Einträge und ${permits} Erlaubnisse stimmen mit der Kette überein`);
  });
}

const ledgerWords: Record<LedgerFault['what'], string> = {
  entry_changed: 'ein Eintrag wurde verändert',
  entry_unsealed: 'ein Eintrag wurde eingeschmuggelt',
  entries_missing: 'Einträge dieser Person fehlen',
  permit_changed: 'eine Erlaubnis oder ihre Nutzung wurde verändert',
  permit_missing: 'eine Erlaubnis oder ihre Nutzung fehlt',
  proof_broken: 'ein Beleg ist nicht der, der dazugelegt wurde',
  wording_broken: 'ein Wortlaut ist nicht der, der freigegeben wurde',
  permit_smuggled: 'eine Erlaubnis oder ihre Nutzung wurde eingeschmuggelt',
};
