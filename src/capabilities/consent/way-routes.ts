import { Readable } from 'node:stream';
import { dbOf, houseOf } from '#platform/ground';
import { notFound, Refusal } from '#platform/errors';
import type { Serve, ServeOpen } from '#platform/http';
import { makeLetters } from './commands/letters.ts';
import { closeForm, createForm } from './commands/forms.ts';
import { writeMail } from './commands/mails.ts';
import { confirmNumber, type WaysWorld } from './commands/requests.ts';
import { endShowroom, handInCard, readTabletToken, showShowroom, startShowroom } from './commands/showroom.ts';
import { recordSpoken } from './commands/spoken.ts';
import * as contract from './contract.ts';
import { findForm, listForms } from './queries/forms.ts';
import { findBatch, findFile, listBatches, reportLetters } from './queries/letters.ts';
import { listOpenShowrooms } from './queries/showroom.ts';
import { listWaiting } from './queries/requests.ts';
import { reportForms, reportSpoken } from './queries/ways.ts';
import { toBatchView, toEntryView, toFormView, toRequestView, toShowroomView } from './views.ts';

/** What a tablet may do: see the texts, hand in cards. */
export function showroomRoutes(serveOpen: ServeOpen): void {
  serveOpen(contract.openShowroom, ({ body, ground, now }) => {
    const tablet = readTabletToken(body.token);
    return showShowroom(dbOf<WaysWorld>(ground, tablet), tablet, now);
  });
  serveOpen(contract.handInCard, async ({ body, ground, request, now }) => {
    const tablet = readTabletToken(body.token);
    const at = { files: ground.ports.files, ip: request.ip, now };
    await handInCard(dbOf<WaysWorld>(ground, tablet), tablet, body, at);
    return null;
  });
}

export function wayRoutes(serve: Serve<WaysWorld>): void {
  serve(contract.listForms, async ({ db, actor: { workspaceId }, ground }) => ({
    items: (await listForms(db, workspaceId)).map((form) => toFormView(form, houseOf(ground))),
  }));
  serve(contract.createForm, async ({ db, actor, body, ground, now }) =>
    toFormView(await createForm(db, actor, body, ground.ports.random, now), houseOf(ground)),
  );
  serve(contract.closeForm, async ({ db, actor, params, ground, now }) =>
    toFormView(await closeForm(db, actor, params.formId, now), houseOf(ground)),
  );

  serve(contract.listRequests, async ({ db, actor: { workspaceId }, query: { contactId }, now }) => ({
    items: (await listWaiting(db, workspaceId, contactId, now)).map(toRequestView),
  }));
  serve(contract.confirmNumber, async ({ db, actor, params, body, now }) => {
    const request = await confirmNumber(db, actor, { ...params, ...body }, now);
    const form = await findForm(db, actor.workspaceId, request.formId);
    return toRequestView({ ...request, form: form?.name ?? '' });
  });

  serve(contract.writeMail, ({ db, actor, params, body, ground: { secrets, config }, now }) =>
    writeMail(db, actor, { ...params, ...body }, { secrets, publicUrl: config.publicUrl }, now),
  );

  serve(contract.listLetters, async ({ db, actor: { workspaceId } }) => ({
    items: (await listBatches(db, workspaceId)).map(toBatchView),
  }));
  serve(contract.makeLetters, async ({ db, actor, body, ground, now }) =>
    toBatchView({ ...(await makeLetters(db, actor, body, ground.config.publicUrl, now)), permitted: 0 }),
  );
  serve(contract.downloadLetters, async ({ db, actor: { workspaceId }, params: { batchId }, ground }) => {
    const batch = await findBatch(db, workspaceId, batchId);
    if (!batch) throw notFound();
    const file = batch.fileId && (await findFile(db, workspaceId, batch.fileId));
    if (!file) throw new Refusal(409, 'letters_not_there', 'Die Briefe sind noch nicht fertig.');
    const content = await ground.ports.files.get(file.sha256.toString('hex'));
    return { name: file.name, mediaType: file.mediaType, content: Readable.from(content) };
  });

  serve(contract.listShowrooms, async ({ db, actor: { workspaceId }, now }) => ({
    items: (await listOpenShowrooms(db, workspaceId, now)).map(toShowroomView),
  }));
  serve(contract.startShowroom, async ({ db, actor, body, ground, now }) => {
    const { showroom, token } = await startShowroom(db, actor, body.name, ground.ports.random, now);
    return { showroom: toShowroomView(showroom), address: `${houseOf(ground)}/schauraum#${token}` };
  });
  serve(contract.endShowroom, async ({ db, actor, params, now }) => {
    await endShowroom(db, actor, params.showroomId, now);
    return null;
  });

  serve(contract.recordSpoken, async ({ db, actor, params, body, now }) => ({
    items: (await recordSpoken(db, actor, { ...params, ...body, source: 'incoming_call' }, now)).map(toEntryView),
  }));

  serve(contract.reportWays, async ({ db, actor: { workspaceId }, query: { days }, now }) => {
    const since = new Date(now.getTime() - days * 86_400_000);
    const [forms, letters, calls, showroom] = await Promise.all([
      reportForms(db, workspaceId, since),
      reportLetters(db, workspaceId, since),
      reportSpoken(db, workspaceId, 'incoming_call', since),
      reportSpoken(db, workspaceId, 'showroom', since),
    ]);
    return { items: [...forms, ...letters, calls, showroom] };
  });
}
