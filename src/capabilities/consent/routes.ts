import { Readable } from 'node:stream';
import { z } from 'zod';
import { inTransaction } from '#platform/db';
import { notFound } from '#platform/errors';
import { announce } from '#platform/events';
import type { Serve, ServeOpen } from '#platform/http';
import { fromCursor, pageOf } from '#platform/paging';
import { answer, loadFacts, mayContact, mayContactMany, recordingWordOf } from './answers.ts';
import { addProof, releaseWording } from './commands/evidence.ts';
import * as grounds from './commands/grounds.ts';
import * as commands from './commands/ledger.ts';
import { findSummary } from './commands/summary.ts';
import * as recording from './commands/recording.ts';
import * as suppression from './commands/suppression.ts';
import * as contract from './contract.ts';
import { readDossier, writeDossier } from './dossier.ts';
import { dossierTaken } from './events.ts';
import { findProof, listProofs, listWordings } from './queries/evidence.ts';
import { listPartiesByStanding } from './queries/gate.ts';
import { listEntries } from './queries/ledger.ts';
import { lastUses, listUses } from './queries/permits.ts';
import { findAgreement } from './queries/recording.ts';
import { countOwn, findCaps, listLists } from './queries/suppression.ts';
import { ourCaps } from './rules/caps.ts';
import type { WaysWorld } from './commands/requests.ts';
import { showroomRoutes, wayRoutes } from './way-routes.ts';
import type { Word } from './rules/entry.ts';
import { countryOfParty } from './rules/party.ts';
import {
  toAgreementView,
  toDirectoryView,
  toEntryView,
  toKeeping,
  toPresumptionView,
  toProofView,
  toRecordingStanding,
  toStandingView,
  toSuppressionListView,
  toUseView,
  toWordingView,
  toWordingViews,
} from './views.ts';

const EntryCursor = z.tuple([z.iso.datetime(), z.uuid()]);
const ContactCursor = z.tuple([z.uuid()]);
const beforeAll = '00000000-0000-0000-0000-000000000000';

export function consentRoutes(serve: Serve<WaysWorld>, serveOpen: ServeOpen): void {
  wayRoutes(serve);
  showroomRoutes(serveOpen);

  serve(contract.getConsent, async ({ db, actor: { workspaceId }, params: { contactId }, now }) => {
    const { home, facts } = await loadFacts(db, workspaceId, [contactId]);
    const [about] = facts;
    if (!about) throw notFound();
    const [used, recording] = await Promise.all([
      lastUses(db, workspaceId, grantedIds(about.standing)),
      recordingWordOf(db, { workspaceId, contactId, at: now }),
    ]);
    return {
      contactId,
      kind: about.kind,
      country: countryOfParty(about, home),
      channels: contract.Channel.options.map((channel) => {
        const standing = toStandingView(about, channel);
        const entry = standing.state === 'granted' ? standing.entry : undefined;
        return {
          channel,
          standing,
          keeping: toKeeping(entry, entry && used.get(entry.id), home.timeZone),
          answer: answer(about, home, { channel, purpose: 'advertising', at: now }),
        };
      }),
      presumption: about.presumption && toPresumptionView(about.presumption),
      directory: about.directory && toDirectoryView(about.directory),
      recording: toRecordingStanding(recording),
    };
  });

  serve(
    contract.listEntries,
    async ({ db, actor: { workspaceId }, params: { contactId }, query: { cursor, limit } }) => {
      const [at, id] = fromCursor(cursor, EntryCursor) ?? [];
      const before = at && id ? { at: new Date(at), id } : undefined;
      const [{ facts, home }, found] = await Promise.all([
        loadFacts(db, workspaceId, [contactId]),
        listEntries(db, { workspaceId, contactId }, { before, limit: limit + 1 }),
      ]);
      if (facts.length === 0) throw notFound();
      const page = pageOf(found, limit, (entry) => [entry.at.toISOString(), entry.id]);
      const ids = page.rows.map(({ id }) => id);
      const [used, proofs] = await Promise.all([
        lastUses(db, workspaceId, grantedIds(page.rows)),
        listProofs(db, workspaceId, ids),
      ]);
      const items = page.rows.map((row) => {
        const entry = toEntryView(row);
        return {
          ...entry,
          keeping: toKeeping(entry, used.get(entry.id), home.timeZone),
          proofs: proofs.filter(({ entryId }) => entryId === entry.id).map(toProofView),
        };
      });
      return { items, next: page.next };
    },
  );
  serve(contract.listUses, async ({ db, actor: { workspaceId }, params: { contactId }, query: { cursor, limit } }) => {
    const before = fromCursor(cursor, EntryCursor);
    const [{ facts }, found] = await Promise.all([
      loadFacts(db, workspaceId, [contactId]),
      listUses(db, { workspaceId, contactId }, { before, limit: limit + 1 }),
    ]);
    if (facts.length === 0) throw notFound();
    const page = pageOf(found, limit, (use) => [use.usedAt.toISOString(), use.permitId]);
    return { items: page.rows.map(toUseView), next: page.next };
  });

  serve(contract.recordConsent, async ({ db, actor, params, body, now }) =>
    toEntryView(await commands.recordConsent(db, actor, toWord(params.contactId, body), now)),
  );
  serve(contract.objectAll, async ({ db, actor, params, body, ground, now }) => {
    const word = { ...body, contactId: params.contactId, at: new Date(body.at) };
    return { items: (await commands.objectAll(db, actor, word, ground.ports.random, now)).map(toEntryView) };
  });
  serve(contract.addProof, async ({ db, actor, params, query, body, ground, now }) =>
    toProofView(await addProof(db, actor, { ...params, ...query, content: body }, ground.ports.files, now)),
  );
  serve(contract.downloadProof, async ({ db, actor: { workspaceId }, params, ground }) => {
    const proof = await findProof(db, { workspaceId, ...params });
    if (!proof) throw notFound();
    const content = await ground.ports.files.get(proof.sha256.toString('hex'));
    return { name: proof.name, mediaType: proof.mediaType, content: Readable.from(content) };
  });
  serve(contract.downloadDossier, async ({ db, actor, params: { contactId }, ground, now }) => {
    const { workspaceId } = actor;
    const { home, facts } = await loadFacts(db, workspaceId, [contactId]);
    const [about] = facts;
    if (!about) throw notFound();
    const dossier = await readDossier(
      db,
      {
        workspaceId,
        timeZone: home.timeZone,
        advertiser: home.name,
        person: { id: contactId, name: about.name },
        presumption: about.presumption && toPresumptionView(about.presumption),
        directory: about.directory && toDirectoryView(about.directory),
      },
      now,
    );
    await inTransaction(db, (trx) => announce(trx, actor, dossierTaken, { contactId }, now));
    const content = Readable.from(writeDossier(dossier, ground.ports.files, home.timeZone));
    return { name: `Einwilligung ${about.name}.zip`, mediaType: 'application/zip', content };
  });
  serve(contract.listWordings, async ({ db, actor: { workspaceId } }) => ({
    items: toWordingViews(await listWordings(db, workspaceId)),
  }));
  serve(contract.releaseWording, async ({ db, actor, body, now }) =>
    toWordingView(await releaseWording(db, actor, body, now), true),
  );

  serve(contract.listSuppressionLists, async ({ db, actor: { workspaceId } }) => {
    const [lists, own] = await Promise.all([listLists(db, workspaceId), countOwn(db, workspaceId)]);
    return { items: lists.map(toSuppressionListView), own };
  });
  serve(contract.addSuppression, async ({ db, actor, body: { value }, ground, now }) => ({
    own: await suppression.addSuppression(db, actor, value, ground.ports.random, now),
  }));
  serve(contract.removeSuppression, async ({ db, actor, body: { value }, now }) => ({
    own: await suppression.removeSuppression(db, actor, value, now),
  }));
  serve(contract.addSuppressionList, async ({ db, actor, query: { name }, body, ground, now }) =>
    toSuppressionListView(
      await suppression.addSuppressionList(db, actor, { name, content: body }, ground.ports.random, now),
    ),
  );
  serve(contract.removeSuppressionList, async ({ db, actor, params: { listId }, now }) => {
    await suppression.removeSuppressionList(db, actor, listId, now);
    return null;
  });
  serve(
    contract.getContactCaps,
    async ({ db, actor: { workspaceId } }) => (await findCaps(db, workspaceId)) ?? ourCaps,
  );
  serve(contract.changeContactCaps, ({ db, actor, body, now }) => suppression.changeContactCaps(db, actor, body, now));

  serve(contract.recordPresumption, async ({ db, actor, params, body, now }) =>
    toPresumptionView(await grounds.recordPresumption(db, actor, { ...params, ...body }, now)),
  );
  serve(contract.removePresumption, async ({ db, actor, params, now }) => {
    await grounds.removePresumption(db, actor, params.contactId, now);
    return null;
  });
  serve(contract.recordDirectoryCheck, async ({ db, actor, params, body, now }) =>
    toDirectoryView(await grounds.recordDirectoryCheck(db, actor, { ...params, ...body }, now)),
  );

  serve(contract.mayContact, async ({ db, actor: { workspaceId }, params: { contactId }, query, now }) => {
    const { channel, purpose, requestedAt, requestedAbout } = query;
    const request = requestedAt && requestedAbout ? { at: new Date(requestedAt), about: requestedAbout } : undefined;
    const at = query.at ? new Date(query.at) : now;
    return mayContact(db, { workspaceId, contactId, channel, purpose, at, request });
  });
  serve(contract.mayContactMany, async ({ db, actor: { workspaceId }, query, now }) => {
    const { channel, purpose } = query;
    const contactIds = [query.contactId].flat();
    const at = query.at ? new Date(query.at) : now;
    const answers = await mayContactMany(db, { workspaceId, contactIds, channel, purpose, at });
    return { items: [...answers].map(([contactId, answer]) => ({ contactId, answer })) };
  });

  serve(contract.getRecordingAgreement, async ({ db, actor }) => toAgreementView(await findAgreement(db, actor)));
  serve(contract.agreeToRecording, async ({ db, actor, body: { locale }, now }) =>
    toAgreementView(await recording.agreeToRecording(db, actor, locale, now)),
  );
  serve(contract.withdrawRecordingAgreement, async ({ db, actor, now }) =>
    toAgreementView(await recording.withdrawRecordingAgreement(db, actor, now)),
  );

  serve(contract.getSummary, ({ db, actor, query: { channel }, now }) => findSummary(db, actor, channel, now));

  serve(contract.listContacts, async ({ db, actor: { workspaceId }, query, now }) => {
    const { channel, standing, cursor, limit } = query;
    const [after = beforeAll] = fromCursor(cursor, ContactCursor) ?? [];
    const found = await listPartiesByStanding(db, workspaceId, channel, standing, { after, limit: limit + 1 });
    const page = pageOf(found, limit, (contactId) => [contactId]);
    const { home, facts } = await loadFacts(db, workspaceId, page.rows);
    const byId = new Map(facts.map((about) => [about.contactId, about]));
    const items = page.rows.flatMap((contactId) => {
      const about = byId.get(contactId);
      if (!about) return [];
      const { name, kind, city } = about;
      const says = answer(about, home, { channel, purpose: 'advertising', at: now });
      return [{ contactId, name, kind, city, standing: toStandingView(about, channel), answer: says }];
    });
    return { items, next: page.next };
  });
}

function toWord(contactId: string, body: contract.RecordConsent): Word {
  return { ...body, contactId, at: new Date(body.at) };
}

function grantedIds(entries: readonly { id: string; state: string }[]): string[] {
  return entries.filter(({ state }) => state === 'granted').map(({ id }) => id);
}
