/**
 * What the law of each country asks before we advertise, with the paragraph beside it. Data for `rules/`: when a statute
 * changes, change the line and `gateVersion`.
 *
 * A party we do not know is treated as a consumer. A country we do not know gets the strictest rules of the three.
 */
import type { Channel, DocumentationField, PresumptionBasis } from './contract.ts';

export const gateVersion = '2026-11-29';

/** Every means the law tells apart: our own channels, and those that others ask the gate about. */
export type Means = Channel | 'call_machine' | 'fax' | 'messenger';

export type ChannelRule = {
  /** What must stand when there is no consent: nothing else will do, a presumption, a directory entry without star, or no objection. */
  needs: 'consent' | 'presumption' | 'directory' | 'no_objection';
  norm: string;
  /** § 7 Abs. 3 UWG and its sisters: mail to own customers about similar goods. */
  customerException?: string;
  /** What the proof must name beyond wording, time and evidence. */
  documentation?: { fields: readonly DocumentationField[]; norm: string };
};

export type CountryLaw = {
  objection: string;
  withdrawal: string;
  proof: string;
  /** Performing a contract and answering a customer are no advertising. */
  contract: string;
  request: string;
  callerNumber: string;
  /** Consent covers the channel, the firm and the way of confirmation that the wording names. */
  scope: string;
  /** The non-public spoken word is recorded only with everybody's consent. */
  recording: string;
  channels: Record<Means, { private: ChannelRule; business: ChannelRule }>;
};

export type LawOfCountry = 'DE' | 'AT' | 'CH' | 'elsewhere';

const forAll = (rule: ChannelRule) => ({ private: rule, business: rule });

const germany: CountryLaw = {
  objection: '§ 7 Abs. 1 Satz 2 UWG, Art. 21 Abs. 2 und 3 DSGVO',
  withdrawal: 'Art. 7 Abs. 3 DSGVO',
  proof: '§ 7a Abs. 1 UWG, Art. 7 Abs. 1 DSGVO',
  contract: 'Art. 6 Abs. 1 lit. b DSGVO; Art. 21 Abs. 2 DSGVO und § 7 Abs. 2 UWG betreffen nur Werbung',
  request: '§ 7 Abs. 2 Nr. 1 UWG (ausdrücklicher Wunsch, begrenzt auf sein Thema)',
  callerNumber: '§ 15 Abs. 2 TDDDG',
  scope: 'BGH, 10.2.2011, I ZR 164/09',
  recording: '§ 201 StGB, Art. 6 Abs. 1 lit. a DSGVO',
  channels: {
    phone: {
      private: {
        needs: 'consent',
        norm: '§ 7 Abs. 2 Nr. 1 UWG',
        // § 7a binds whoever calls consumers; a business consent needs proof, but no home address.
        documentation: { fields: ['personName', 'personAddress'], norm: '§ 7a Abs. 1 UWG' },
      },
      business: { needs: 'presumption', norm: '§ 7 Abs. 2 Nr. 1 UWG' },
    },
    email: forAll({ needs: 'consent', norm: '§ 7 Abs. 2 Nr. 2 UWG', customerException: '§ 7 Abs. 3 UWG' }),
    sms: forAll({ needs: 'consent', norm: '§ 7 Abs. 2 Nr. 2 UWG' }),
    messenger: forAll({ needs: 'consent', norm: '§ 7 Abs. 2 Nr. 2 UWG' }),
    fax: forAll({ needs: 'consent', norm: '§ 7 Abs. 2 Nr. 2 UWG' }),
    call_machine: forAll({ needs: 'consent', norm: '§ 7 Abs. 2 Nr. 2 UWG' }),
    post: forAll({ needs: 'no_objection', norm: '§ 7 Abs. 1 UWG, Art. 6 Abs. 1 lit. f DSGVO' }),
    visit: forAll({ needs: 'no_objection', norm: '§ 7 Abs. 1 UWG' }),
  },
};

const austria: CountryLaw = {
  objection: '§ 174 Abs. 1 TKG 2021, Art. 21 Abs. 2 und 3 DSGVO',
  withdrawal: '§ 174 Abs. 1 TKG 2021, Art. 7 Abs. 3 DSGVO',
  proof: 'Art. 7 Abs. 1 DSGVO',
  contract: 'Art. 6 Abs. 1 lit. b DSGVO; § 174 TKG 2021 und Art. 21 Abs. 2 DSGVO betreffen nur Werbung',
  request: '§ 174 Abs. 1 TKG 2021 (ausdrücklicher Wunsch, begrenzt auf sein Thema)',
  callerNumber: '§ 174 Abs. 2 TKG 2021',
  scope: '§ 174 TKG 2021, Art. 4 Nr. 11 DSGVO',
  recording: '§ 120 StGB (Österreich), Art. 6 Abs. 1 lit. a DSGVO',
  channels: {
    phone: forAll({ needs: 'consent', norm: '§ 174 Abs. 1 TKG 2021' }),
    email: forAll({ needs: 'consent', norm: '§ 174 Abs. 3 TKG 2021', customerException: '§ 174 Abs. 4 TKG 2021' }),
    sms: forAll({ needs: 'consent', norm: '§ 174 Abs. 3 TKG 2021' }),
    messenger: forAll({ needs: 'consent', norm: '§ 174 Abs. 3 TKG 2021' }),
    fax: forAll({ needs: 'consent', norm: '§ 174 Abs. 1 TKG 2021' }),
    call_machine: forAll({ needs: 'consent', norm: '§ 174 Abs. 1 TKG 2021' }),
    post: forAll({ needs: 'no_objection', norm: '§ 151 GewO 1994, Art. 6 Abs. 1 lit. f DSGVO' }),
    visit: forAll({ needs: 'no_objection', norm: '§ 57 GewO 1994, § 1a UWG' }),
  },
};

const switzerland: CountryLaw = {
  objection: 'Art. 30 Abs. 2 lit. b DSG',
  withdrawal: 'Art. 30 Abs. 2 lit. b DSG',
  proof: 'Art. 8 ZGB',
  contract: 'Art. 31 Abs. 2 lit. a DSG; Art. 3 Abs. 1 lit. u UWG-CH betrifft nur Werbung',
  request: 'Art. 3 Abs. 1 lit. u UWG-CH (ausdrücklicher Wunsch)',
  callerNumber: 'Art. 3 Abs. 1 lit. v UWG-CH',
  scope: 'Art. 6 Abs. 6 DSG',
  recording: 'Art. 179bis und 179ter StGB (Schweiz)',
  channels: {
    phone: forAll({ needs: 'directory', norm: 'Art. 3 Abs. 1 lit. u UWG-CH' }),
    email: forAll({
      needs: 'consent',
      norm: 'Art. 3 Abs. 1 lit. o UWG-CH',
      customerException: 'Art. 3 Abs. 1 lit. o UWG-CH',
    }),
    sms: forAll({ needs: 'consent', norm: 'Art. 3 Abs. 1 lit. o UWG-CH' }),
    messenger: forAll({ needs: 'consent', norm: 'Art. 3 Abs. 1 lit. o UWG-CH' }),
    fax: forAll({ needs: 'consent', norm: 'Art. 3 Abs. 1 lit. o UWG-CH' }),
    call_machine: forAll({ needs: 'consent', norm: 'Art. 3 Abs. 1 lit. o UWG-CH' }),
    post: forAll({ needs: 'no_objection', norm: 'Art. 31 Abs. 1 DSG' }),
    visit: forAll({
      needs: 'no_objection',
      norm: 'Art. 3 Abs. 1 lit. h UWG-CH, Bundesgesetz über das Gewerbe der Reisenden',
    }),
  },
};

const elsewhere: CountryLaw = {
  objection: 'Art. 21 Abs. 2 und 3 DSGVO',
  withdrawal: 'Art. 7 Abs. 3 DSGVO',
  proof: 'Art. 7 Abs. 1 DSGVO',
  contract: 'Art. 6 Abs. 1 lit. b DSGVO; Art. 21 Abs. 2 DSGVO betrifft nur Werbung',
  request: 'Art. 4 Nr. 11 DSGVO (ausdrücklicher Wunsch)',
  callerNumber: '§ 15 Abs. 2 TDDDG',
  scope: 'Art. 4 Nr. 11 DSGVO',
  recording: '§ 201 StGB, Art. 6 Abs. 1 lit. a DSGVO',
  channels: {
    phone: forAll({ needs: 'consent', norm: 'Art. 13 RL 2002/58/EG' }),
    email: forAll({ needs: 'consent', norm: 'Art. 13 RL 2002/58/EG' }),
    sms: forAll({ needs: 'consent', norm: 'Art. 13 RL 2002/58/EG' }),
    messenger: forAll({ needs: 'consent', norm: 'Art. 13 RL 2002/58/EG' }),
    fax: forAll({ needs: 'consent', norm: 'Art. 13 RL 2002/58/EG' }),
    call_machine: forAll({ needs: 'consent', norm: 'Art. 13 RL 2002/58/EG' }),
    post: forAll({ needs: 'no_objection', norm: 'Art. 6 Abs. 1 lit. f DSGVO' }),
    visit: forAll({ needs: 'no_objection', norm: 'Art. 6 Abs. 1 lit. f DSGVO' }),
  },
};

export const countryLaws: Record<LawOfCountry, CountryLaw> = { DE: germany, AT: austria, CH: switzerland, elsewhere };

/** Of the person whose word is recorded. */
export function recordingNormOf(country: string): string {
  return (country === 'DE' || country === 'AT' || country === 'CH' ? countryLaws[country] : elsewhere).recording;
}

/**
 * BGH, 20.9.2007, I ZR 88/05: concrete circumstances must let us expect that this business wants this call about this. That it
 * stands in a directory, is of a trade that could need us, or was named by someone is not enough.
 */
export const presumptionCounts: Record<PresumptionBasis, boolean> = {
  existing_contract_same_field: true,
  earlier_contract_same_field: true,
  inquiry: true,
  tender: true,
  contact_asked_for: true,
  directory_entry: false,
  same_industry: false,
  recommendation: false,
};

/** No statute names hours; leaving people in peace is our policy. It concerns what rings or buzzes at their side. */
export const ringingChannels: readonly Means[] = ['phone', 'sms', 'visit', 'call_machine', 'messenger'];
/** Where the person called sees a number. */
export const callingMeans: readonly Means[] = ['phone', 'call_machine'];
export const persistenceNorm = 'UWG Anhang Nr. 26, Produktregel';
export const quietHoursNorm = 'Produktregel (§ 7 Abs. 1 UWG)';

/** How long a yes of the gate may wait before it is acted on; after that the gate is asked again. */
export const permitMinutes: Record<Channel, number> = {
  phone: 10,
  sms: 10,
  email: 60,
  visit: 12 * 60,
  post: 7 * 24 * 60,
};

/** § 7a Abs. 2 UWG: from the consent, and from each use of it. */
export const keepYears = 5;
