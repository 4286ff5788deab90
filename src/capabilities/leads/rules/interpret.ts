import { consentSaid } from './consent-column.ts';
import { isNothing, withoutTypeMark } from './content.ts';
import { parseMoment, parseSerialDay, parseTime, type Moment } from './dates.ts';
import { readEmail, splitEmails, looksLikeEmail } from './emails.ts';
import type { ColumnMapping, ImportField, ImportSettings } from './fields.ts';
import { repairMojibake } from './header-text.ts';
import type { ImportDeal, ImportObjection, ImportPerson, ImportRow, ImportVisit, Problem } from './import-row.ts';
import { countryCode } from './known-places.ts';
import { parseCurrency, parseMoney } from './money.ts';
import { looksLikePhone, readPhone, splitPhones } from './phones.ts';
import { addressName, readAddress, type AddressCells } from './row-address.ts';
import { readNames } from './row-person.ts';
import { planOf, type Plan, type PlannedColumn } from './row-plan.ts';
import { objectionsIn, visitResult } from './visits.ts';

export type RawRow = { row: number; cells: readonly string[] };
export type Interpretation = { row: ImportRow | undefined; problems: Problem[] };

/** Typed cells longer than this are not what their column says. */
const longestValue = 300;

/**
 * Makes sense of one row. A cell that cannot be understood becomes a problem and stays readable in the note; the row
 * itself is only given up when nothing in it names a person, company, address, number or deal.
 */
export function interpretRow(mapping: readonly ColumnMapping[], raw: RawRow, settings: ImportSettings): Interpretation {
  const plan = planOf(mapping);
  const reading = new Reading(raw, plan, settings);
  return reading.result();
}

/** Everything that is gathered while the cells of one row are read. */
class Reading {
  private readonly problems: Problem[] = [];
  private readonly notes: string[] = [];
  private readonly leftovers: string[] = [];
  private readonly texts: Partial<Record<ImportField, string>> = {};
  private readonly addresses: AddressCells[] = [];
  private readonly phoneCells: [PlannedColumn, string][] = [];
  private readonly emails: ImportRow['emails'] = [];
  private readonly websites: string[] = [];
  private readonly tags: string[] = [];
  private readonly objections: ImportObjection[] = [];
  private readonly columnOf: Partial<Record<ImportField, PlannedColumn>> = {};
  private otherStage: string | undefined;
  private readonly raw: RawRow;
  private readonly plan: Plan;
  private readonly settings: ImportSettings;

  constructor(raw: RawRow, plan: Plan, settings: ImportSettings) {
    this.raw = raw;
    this.plan = plan;
    this.settings = settings;
    for (const column of plan.columns) {
      const cell = raw.cells[column.index];
      if (cell !== undefined && cell !== '') this.take(column, cleanCell(cell));
    }
    for (let i = plan.width; i < raw.cells.length; i++) this.takeExtra(i, cleanCell(raw.cells[i]!));
  }

  private take(column: PlannedColumn, cell: string): void {
    if (cell === '') return;
    const { field, title } = column;
    if (field === 'note') {
      this.notes.push(cell);
      return;
    }
    const said = column.consent && consentSaid(column.consent, cell);
    if (said === 'no') this.object(column, cell);
    if (said === 'yes_without_proof' && field === 'own') {
      this.leftovers.push(`Liste sagt: ${title}: ${cell} – Nachweis fehlt`);
      return;
    }
    if (field === 'own') {
      this.leftovers.push(`${title}: ${cell}`);
      return;
    }
    if (isNothing(cell)) return;
    if (excelError.test(cell)) {
      this.problem(title, `In der Zelle steht der Excel-Fehler ${cell}; sie bleibt leer.`);
      return;
    }
    if (cell.length > longestValue) {
      this.keepAside(title, cell, 'Der Text ist zu lang für dieses Feld; er steht jetzt in der Notiz.');
      return;
    }
    switch (field) {
      case 'phone':
      case 'mobile':
        this.phoneCells.push([column, cell]);
        return;
      case 'email':
        this.takeEmails(column, cell);
        return;
      case 'website':
        for (const part of cell.split(/\s*:::\s*|[\s,;]+/))
          if (part && !this.websites.includes(part)) this.websites.push(part);
        return;
      case 'tags':
        for (const part of cell.split(/:::|[,;|\n]/)) this.takeTag(part);
        return;
      case 'street':
      case 'houseNumber':
      case 'addressLine':
      case 'postalCode':
      case 'city':
      case 'region':
      case 'country':
        this.takeAddressPart(column, field, cell);
        return;
      default:
        if (this.texts[field] === undefined) {
          this.texts[field] = cell;
          this.columnOf[field] = column;
        } else if (field === 'salutation') this.texts.salutation = `${this.texts.salutation} ${cell}`;
        else if (field === 'deal.stage') {
          // One column for the stage, one for won or lost: both stay readable, both tell the outcome.
          this.leftovers.push(`${title}: ${cell}`);
          this.otherStage = cell;
        } else if (this.texts[field] !== cell) this.leftovers.push(`${title}: ${cell}`);
    }
  }

  private takeExtra(index: number, cell: string): void {
    if (cell === '') return;
    this.leftovers.push(`Spalte ${index + 1}: ${cell}`);
    this.problem(`Spalte ${index + 1}`, 'Die Zeile hat mehr Zellen als die Kopfzeile; der Rest steht in der Notiz.');
  }

  private takeEmails(column: PlannedColumn, cell: string): void {
    for (const part of splitEmails(cell)) {
      const address = readEmail(part);
      if (address) {
        if (!this.emails.some((known) => known.address === address)) this.emails.push({ address, place: column.place });
      } else if (looksLikePhone(part) === 'sure') this.phoneCells.push([column, part]);
      else this.keepAside(column.title, part, `„${short(part)}“ ist keine gültige E-Mail-Adresse.`);
    }
  }

  private object({ consent, title }: PlannedColumn, cell: string): void {
    for (const channel of consent?.channels ?? []) {
      if (!this.objections.some((known) => known.channel === channel))
        this.objections.push({ channel, wording: `${title}: ${cell}`.slice(0, 500), undated: true });
    }
  }

  private takeTag(part: string): void {
    const tag = part.replace(/^[\s*]+/, '').trim();
    // Google puts everybody into this group.
    if (tag !== '' && !/^my ?contacts$/i.test(tag) && !this.tags.includes(tag)) this.tags.push(tag);
  }

  private takeAddressPart({ address, title }: PlannedColumn, field: keyof AddressCells, cell: string): void {
    const cells = (this.addresses[address] ??= {});
    if (field === 'country' && !countryCode(cell))
      this.keepAside(title, cell, `Das Land „${short(cell)}“ ist nicht bekannt.`);
    else if (field === 'postalCode' && !/\d/.test(cell))
      this.keepAside(title, cell, `„${short(cell)}“ ist keine Postleitzahl.`);
    else if (cells[field] === undefined) cells[field] = cell;
    else if (cells[field] !== cell) this.leftovers.push(`${title}: ${cell}`);
  }

  private problem(column: string, message: string): void {
    this.problems.push({ row: this.raw.row, column, message });
  }

  /** Not understood, but not lost either. */
  private keepAside(title: string, cell: string, message: string): void {
    this.problem(title, message);
    this.leftovers.push(`${title}: ${cell}`);
  }

  private moment(field: ImportField): Moment | undefined {
    const text = this.texts[field];
    if (text === undefined) return undefined;
    const moment = parseMoment(text, this.settings.dateOrder) ?? parseSerialDay(text);
    if (!moment) {
      const yearless = /^\d{1,2}\.\s?\d{1,2}\.$/.test(text);
      const message = yearless ? `Bei „${text}“ fehlt das Jahr.` : `„${short(text)}“ ist kein Datum.`;
      this.keepAside(this.columnOf[field]!.title, text, message);
    }
    return moment;
  }

  result(): Interpretation {
    const addresses = this.addresses.flatMap((cells, i) => {
      const address = readAddress(cells, this.plan.addressPlaces[i] ?? 'other', this.settings.defaultCountry);
      return address ? [address] : [];
    });
    const country = addresses.find((address) => address.country)?.country ?? this.settings.defaultCountry;
    const phones = this.phones(country);
    const named = readNames({
      fullName: this.texts.fullName ?? '',
      firstName: this.texts.firstName ?? '',
      lastName: this.texts.lastName ?? '',
      salutation: this.texts.salutation ?? '',
      companyName: this.texts.companyName ?? '',
    });
    const deal = this.deal();
    const visit = this.visit();
    const place = addresses.map(addressName).find(Boolean);
    const nameless = place ?? phones[0]?.number ?? this.emails[0]?.address;
    const person =
      named.person ??
      (named.company || !nameless ? undefined : { displayName: nameless, household: place !== undefined });
    if (!person && !named.company && !deal?.title) {
      this.problem(
        '',
        'In der Zeile steht kein Name, keine Adresse, keine Nummer und keine E-Mail; sie wird nicht übernommen.',
      );
      return { row: undefined, problems: this.problems };
    }
    const { status, source, owner, externalId, jobTitle } = this.texts;
    const full = person && this.completed(person);
    const created = this.moment('createdAt');
    const position = this.position();
    this.findObjections(visit);
    const note = [...this.notes, ...this.leftovers].join('\n');
    const row: ImportRow = {
      row: this.raw.row,
      ...(full ? { person: full } : {}),
      ...(named.company ? { company: named.company } : {}),
      kind: kindOf(named.company !== undefined, jobTitle !== undefined, person?.household === true),
      phones,
      emails: this.emails,
      addresses,
      websites: this.websites,
      tags: this.tags,
      ...(note === '' ? {} : { note }),
      ...(owner ? { owner } : {}),
      ...(status ? { status } : {}),
      ...(source ? { source } : {}),
      ...(created ? { created } : {}),
      ...(externalId ? { externalId } : {}),
      ...(position ? { position } : {}),
      ...(visit ? { visit } : {}),
      ...(deal ? { deal } : {}),
      objections: this.objections,
    };
    return { row, problems: this.problems };
  }

  private completed(person: ImportPerson): ImportPerson {
    const { jobTitle } = this.texts;
    const birthday = this.moment('birthday');
    return { ...person, ...(jobTitle ? { jobTitle } : {}), ...(birthday ? { birthdayOn: birthday.on } : {}) };
  }

  private phones(country: string): ImportRow['phones'] {
    const phones: ImportRow['phones'] = [];
    for (const [column, cell] of this.phoneCells) {
      for (const part of splitPhones(cell)) {
        if (looksLikeEmail(part)) {
          this.takeEmails(column, part);
          continue;
        }
        const reading = readPhone(part, country, this.settings.defaultCountry);
        if ('because' in reading) this.keepAside(column.title, part, reading.because);
        else if (!phones.some(({ number }) => number === reading.ok.number))
          phones.push({ ...reading.ok, place: column.place });
      }
    }
    return phones;
  }

  private visit(): ImportVisit | undefined {
    const wording = this.texts['visit.result'];
    const at = this.moment('visit.date');
    const by = this.texts['visit.by'];
    const count = this.texts['visit.count'] === undefined ? undefined : Number.parseInt(this.texts['visit.count'], 10);
    if (wording === undefined && !at && !count) {
      // A list that names the rep before anybody went: no visit yet, but the words stay.
      for (const field of ['visit.time', 'visit.by'] as const) {
        if (this.texts[field]) this.leftovers.push(`${this.columnOf[field]!.title}: ${this.texts[field]}`);
      }
      return undefined;
    }
    const told = this.texts['visit.time'];
    const time = told === undefined ? undefined : (parseTime(told) ?? parseMoment(told, this.settings.dateOrder)?.time);
    if (told !== undefined && !time)
      this.keepAside(this.columnOf['visit.time']!.title, told, `„${short(told)}“ ist keine Uhrzeit.`);
    const when = time ?? at?.time;
    return {
      result: wording === undefined ? 'other' : visitResult(wording),
      wording: wording ?? '',
      ...(at ? { on: at.on } : {}),
      ...(when ? { time: when } : {}),
      ...(by ? { by } : {}),
      ...(count !== undefined && Number.isFinite(count) ? { count } : {}),
    };
  }

  private deal(): ImportDeal | undefined {
    const title = this.texts['deal.title'];
    const stage = this.texts['deal.stage'];
    const value = this.texts['deal.value'];
    const close = this.moment('deal.closeDate');
    const money = value === undefined ? undefined : parseMoney(value, this.settings.decimal);
    if (value !== undefined && !money)
      this.keepAside(this.columnOf['deal.value']!.title, value, `„${short(value)}“ ist kein Betrag.`);
    if (!title && !stage && !money && !close) return undefined;
    const currency = (this.texts['deal.currency'] && parseCurrency(this.texts['deal.currency'])) || money?.currency;
    const outcome = outcomeOf(this.otherStage ?? '') ?? outcomeOf(stage ?? '');
    return {
      ...(title ? { title } : {}),
      ...(money ? { valueCents: money.cents } : {}),
      ...(currency ? { currency } : {}),
      ...(stage ? { stage } : {}),
      ...(outcome ? { outcome } : {}),
      ...(close ? { closeOn: close.on } : {}),
    };
  }

  private position(): ImportRow['position'] {
    const [latitude, longitude] = [this.texts.latitude, this.texts.longitude].map((text) =>
      text === undefined ? Number.NaN : Number(text.replace(',', '.')),
    );
    if (Math.abs(latitude!) <= 90 && Math.abs(longitude!) <= 180) return { latitude: latitude!, longitude: longitude! };
    for (const field of ['latitude', 'longitude'] as const) {
      const text = this.texts[field];
      if (text !== undefined)
        this.keepAside(this.columnOf[field]!.title, text, `„${short(text)}“ ist keine Koordinate.`);
    }
    return undefined;
  }

  /** Whoever wants no visit, call or mail has objected, in whichever column it was written down. */
  private findObjections(visit: ImportVisit | undefined): void {
    if (visit?.result === 'do_not_knock') this.objections.push({ channel: 'visit', wording: visit.wording });
    for (const text of [visit?.wording, this.texts.status, ...this.tags, ...this.notes]) {
      if (!text) continue;
      for (const channel of objectionsIn(text)) {
        if (!this.objections.some((known) => known.channel === channel))
          this.objections.push({ channel, wording: text.slice(0, 500) });
      }
    }
  }
}

const excelError = /^#(?:N\/A|NV|REF!|BEZUG!|NAME\?|VALUE!|WERT!|DIV\/0!|NUM!|ZAHL!|NULL!|SPILL!|ÜBERLAUF!)$/i;
// oxlint-disable-next-line no-control-regex -- exactly these are to go: no screen shows them and the database refuses NUL
const controls = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufeff]/g;
// oxlint-disable-next-line no-control-regex -- the same, asked quickly
const unusual = /[\u0000-\u0008\u000b-\u001f\u007f\u00a0\ufeffÃÂÅÄâ]/;

function cleanCell(cell: string): string {
  const text = unusual.test(cell)
    ? repairMojibake(cell.replace(controls, '').replace(/\r\n?/g, '\n').replaceAll('\u00a0', ' '))
    : cell;
  return withoutTypeMark(text.trim());
}

const short = (text: string): string => (text.length > 60 ? `${text.slice(0, 57)}…` : text);

function kindOf(company: boolean, job: boolean, household: boolean): ImportRow['kind'] {
  if (company) return { value: 'business', because: 'company' };
  if (job) return { value: 'business', because: 'job_title' };
  return { value: 'private', because: household ? 'household' : 'nothing_says_business' };
}

function outcomeOf(stage: string): 'won' | 'lost' | undefined {
  if (
    /\bwon\b|gewonnen|verkauft|auftrag erteilt|zusage|abgeschlossen(?!.*verl)|unterschrieben/i.test(stage) &&
    !/nicht|verl|lost/i.test(stage)
  )
    return 'won';
  return /\blost\b|verloren|abgesagt|absage|abgelehnt|kein abschluss|storniert|disqualifi/i.test(stage)
    ? 'lost'
    : undefined;
}
