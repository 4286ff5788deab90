/** What a column of a foreign list can mean. `own` becomes an own field later and is kept in the note until then. */
export const importFields = [
  'fullName',
  'firstName',
  'lastName',
  'salutation',
  'companyName',
  'jobTitle',
  'email',
  'phone',
  'mobile',
  'street',
  'houseNumber',
  'addressLine',
  'postalCode',
  'city',
  'region',
  'country',
  'website',
  'birthday',
  'tags',
  'note',
  'owner',
  'status',
  'source',
  'createdAt',
  'externalId',
  'latitude',
  'longitude',
  'visit.result',
  'visit.date',
  'visit.time',
  'visit.by',
  'visit.count',
  'deal.title',
  'deal.value',
  'deal.currency',
  'deal.stage',
  'deal.closeDate',
  'own',
  'ignore',
] as const;

export type ImportField = (typeof importFields)[number];

/** Which column means what. A field may stand more than once: two phones, a private and a business address. */
export type ColumnMapping = { index: number; header: string; field: ImportField };

export type DateOrder = 'dmy' | 'mdy' | 'ymd';
export type Country = 'DE' | 'AT' | 'CH';

/** What holds for a whole file and was found by looking at all sampled values. A person may change it. */
export type ImportSettings = {
  dateOrder: DateOrder;
  decimal: ',' | '.';
  defaultCountry: Country;
};
