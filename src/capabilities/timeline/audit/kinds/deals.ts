import {
  about,
  after,
  did,
  named,
  number,
  of,
  plain,
  quoted,
  text,
  wordOf,
  type Kind,
  type Payload,
  type Said,
} from './saying.ts';

const visits: Record<string, Said> = {
  not_home: ['nicht angetroffen', 'not home'],
  not_interested: ['kein Interesse', 'not interested'],
  come_back: ['wiederkommen', 'come back'],
  appointment: ['Termin', 'appointment'],
  sold: ['verkauft', 'sold'],
  moved: ['verzogen', 'moved'],
  tenant: ['Mieter', 'tenant'],
  callback: ['Rückruf', 'callback'],
  do_not_knock: ['bitte nicht mehr klingeln', 'do not knock'],
  other: ['sonstiges', 'other'],
};

const importEnd = (p: Payload): Said => {
  const counts = ['created', 'updated', 'skipped', 'failed'].map((field) => text(p, field) || '0');
  const [created, updated, skipped, failed] = counts;
  const end = wordOf(
    { done: ['fertig', 'finished'], cancelled: ['abgebrochen', 'cancelled'], failed: ['gescheitert', 'failed'] },
    text(p, 'state'),
  );
  return [
    `Import${named(p, 'name')} ${end[0]}: ${created} neu, ${updated} ergänzt, ${skipped} ausgelassen, ${failed} nicht übernommen`,
    `Import${quoted(p, 'name')} ${end[1]}: ${created} new, ${updated} updated, ${skipped} skipped, ${failed} failed`,
  ];
};

const whoseWish: Record<string, Said> = {
  customer: ['vom Kunden gekündigt', 'given notice by the customer'],
  withdrawn: ['widerrufen', 'withdrawn'],
  agreed: ['einvernehmlich beendet', 'ended by agreement'],
  us: ['von uns gekündigt', 'given notice by us'],
};

export const dealsKinds: Readonly<Record<string, Kind>> = {
  'deals.created': of('deals', (p) => [
    `Abschluss${named(p, 'title')} ${p['importId'] ? 'aus einer Liste übernommen' : 'angelegt'}${after(' in ', text(p, 'stage'))}`,
    `${p['importId'] ? 'Imported' : 'Created'} deal${quoted(p, 'title')}${after(' in ', text(p, 'stage'))}`,
  ]),
  'deals.changed': did('deals', 'deal', 'title', 'geändert', 'changed'),
  'deals.stageChanged': of('deals', (p) => [
    `Abschluss${named(p, 'title')}: ${text(p, 'fromStage')} → ${text(p, 'toStage')}`,
    `Deal${quoted(p, 'title')}: ${text(p, 'fromStage')} → ${text(p, 'toStage')}`,
  ]),
  'deals.won': did('deals', 'deal', 'title', 'gewonnen', 'won'),
  'deals.lost': of('deals', (p) => [
    `Abschluss${named(p, 'title')} verloren${after(': ', text(p, 'lossReason'))}`,
    `Lost deal${quoted(p, 'title')}${after(': ', text(p, 'lossReason'))}`,
  ]),
  'deals.reopened': did('deals', 'deal', 'title', 'wieder geöffnet', 'reopened'),
  'offers.contractMade': did('deals', 'contract', 'title', 'eingetragen', 'entered'),
  'offers.contractChanged': did('deals', 'contract', 'title', 'geändert', 'changed'),
  'offers.noticeGiven': of('deals', (p, { day }) => [
    `Vertrag${named(p, 'title')} ${wordOf(whoseWish, text(p, 'reason'))[0]}${after(', endet am ', day(text(p, 'endsOn')))}`,
    `Contract${quoted(p, 'title')} ${wordOf(whoseWish, text(p, 'reason'))[1]}${after(', ends on ', day(text(p, 'endsOn')))}`,
  ]),
  'offers.noticeTakenBack': of('deals', (p) => [
    `Kündigung des Vertrags${named(p, 'title')} zurückgenommen`,
    `Took back the notice for contract${quoted(p, 'title')}`,
  ]),
  'offers.contractRemoved': did('deals', 'contract', 'title', 'entfernt', 'removed'),
  'offers.contractRestored': did('deals', 'contract', 'title', 'zurückgeholt', 'restored'),
  'deals.removed': did('deals', 'deal', 'title', 'entfernt', 'removed'),
  'deals.restored': did('deals', 'deal', 'title', 'zurückgeholt', 'restored'),
  'deals.undone': about(
    'deals',
    'title',
    ['Abschluss', 'mit seinem Import zurückgenommen'],
    ['deal (import undone)', 'removed'],
  ),
  'deals.pipelineAdded': did('settings', 'pipeline', 'name', 'angelegt', 'added'),
  'deals.pipelineChanged': did('settings', 'pipeline', 'name', 'geändert', 'changed'),
  'deals.pipelinesOrdered': plain('settings', 'Pipelines neu geordnet', 'Put the pipelines into another order'),
  'deals.stageAdded': did('settings', 'stage', 'name', 'angelegt', 'added'),
  'deals.stageSettingsChanged': did('settings', 'stage', 'name', 'geändert', 'changed'),
  'deals.stagesOrdered': about(
    'settings',
    'name',
    ['Phasen der Pipeline', 'neu geordnet'],
    ['stages of pipeline', 'reordered'],
  ),
  'deals.lossReasonAdded': did('settings', 'reason', 'name', 'angelegt', 'added'),
  'deals.lossReasonChanged': did('settings', 'reason', 'name', 'geändert', 'changed'),
  'deals.lossReasonsOrdered': plain(
    'settings',
    'Verlustgründe neu geordnet',
    'Put the loss reasons into another order',
  ),
  'leads.visitRecorded': of('visits', (p) => [
    `Hausbesuch vermerkt${after(': ', wordOf(visits, text(p, 'result'))[0])}${after(' · ', text(p, 'visitedBy'))}`,
    `Visit noted${after(': ', wordOf(visits, text(p, 'result'))[1])}${after(' · ', text(p, 'visitedBy'))}`,
  ]),
  'leads.importStarted': about('imports', 'name', ['Import', 'begonnen'], ['import', 'started']),
  'leads.importFinished': of('imports', importEnd),
  'leads.importUndone': of('imports', (p) => {
    // An older release counted all that went in one figure.
    const gone = ['removed', 'contacts', 'companies', 'deals', 'visits'].reduce(
      (sum, field) => sum + number(p, field),
      0,
    );
    const [restored, kept] = [number(p, 'restored'), number(p, 'kept')];
    return [
      `Import${named(p, 'name')} zurückgenommen: ${gone} entfernt, ${restored} wiederhergestellt, ${kept} behalten`,
      `Undid import${quoted(p, 'name')}: ${gone} removed, ${restored} restored, ${kept} kept`,
    ];
  }),
  'next-steps.created': of('nextSteps', (p, w) => {
    const on = text(p, 'dueOn') && w.day(text(p, 'dueOn'));
    return [
      `Nächster Schritt${named(p, 'title')} angelegt${after(', fällig am ', on)}`,
      `Created next step${quoted(p, 'title')}${after(', due on ', on)}`,
    ];
  }),
  'next-steps.changed': did('nextSteps', 'step', 'title', 'geändert', 'changed'),
  'next-steps.done': did('nextSteps', 'step', 'title', 'erledigt', 'finished'),
  'next-steps.dropped': did('nextSteps', 'step', 'title', 'fallen gelassen', 'dropped'),
  'next-steps.experimentStarted': plain(
    'nextSteps',
    'Vergleich der Reihenfolge in Heute begonnen',
    'Began to compare the orders in today’s list',
  ),
  'next-steps.experimentEnded': plain(
    'nextSteps',
    'Vergleich der Reihenfolge in Heute beendet',
    'Ended the comparison of orders in today’s list',
  ),
  'next-steps.touchNoted': plain(
    'nextSteps',
    'Anruf aus Heute für den Vergleich der Reihenfolge vermerkt',
    'Noted a call from today’s list for the comparison of orders',
  ),
  'next-steps.reopened': did('nextSteps', 'step', 'title', 'wieder geöffnet', 'reopened'),
};
