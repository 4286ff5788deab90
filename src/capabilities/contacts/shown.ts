import type { CompanyItem, CompanyView, ContactItem, ContactView, SavedView, SearchHit } from './contract.ts';
import type { CompanyListRow, ContactListRow } from './queries/lists.ts';
import type { SearchRow } from './queries/search.ts';
import type { CompanyRow, Person, SavedViewRow } from './schema.ts';

/* The one place where rows become what the outside sees. */

export function toContactItem(row: ContactListRow): ContactItem {
  return {
    id: row.id,
    kind: row.kind,
    name: row.name,
    company: row.companyId === null || row.companyName === null ? null : { id: row.companyId, name: row.companyName },
    jobTitle: row.jobTitle,
    postalCode: row.postalCode,
    city: row.city,
    phone: row.phone,
    email: row.email,
    ownerId: row.ownerId,
    tags: row.tags,
    status: row.status,
    source: row.source,
    lastTouchAt: row.lastTouchAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    version: row.version,
  };
}

export function toContactView({ contact: row, employer }: Person): ContactView {
  return {
    id: row.id,
    kind: row.kind,
    name: row.name,
    salutation: row.salutation,
    title: row.title,
    firstName: row.firstName,
    lastName: row.lastName,
    company: employer ? { id: employer.id, name: employer.name } : null,
    jobTitle: row.jobTitle,
    phones: row.phones,
    emails: row.emails,
    addresses: row.addresses,
    tags: row.tags,
    birthdayOn: row.birthdayOn,
    website: row.website,
    note: row.note,
    source: row.source,
    status: row.status,
    externalId: row.externalId,
    ownerId: row.ownerId,
    importId: row.importId,
    lastTouchAt: row.lastTouchAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    version: row.version,
  };
}

export function toCompanyItem(row: CompanyListRow): CompanyItem {
  return {
    id: row.id,
    name: row.name,
    industry: row.industry,
    website: row.website,
    postalCode: row.postalCode,
    city: row.city,
    phone: row.phone,
    email: row.email,
    ownerId: row.ownerId,
    tags: row.tags,
    lastTouchAt: row.lastTouchAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    version: row.version,
  };
}

export function toCompanyView(row: CompanyRow): CompanyView {
  return {
    id: row.id,
    name: row.name,
    website: row.website,
    industry: row.industry,
    phones: row.phones,
    emails: row.emails,
    addresses: row.addresses,
    tags: row.tags,
    note: row.note,
    source: row.source,
    externalId: row.externalId,
    ownerId: row.ownerId,
    importId: row.importId,
    lastTouchAt: row.lastTouchAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    version: row.version,
  };
}

export function toSearchHit(row: SearchRow): SearchHit {
  return {
    subject: row.subject,
    id: row.id,
    name: row.name,
    company: row.company,
    city: row.city,
    phone: row.phone,
    email: row.email,
    similar: row.similar,
  };
}

export function toSavedView(row: SavedViewRow): SavedView {
  return {
    id: row.id,
    subject: row.subject,
    name: row.name,
    query: row.query,
    sharing: row.userId === null ? 'team' : 'own',
    position: row.position,
    version: row.version,
  };
}
