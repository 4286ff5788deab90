import { notFound } from '#platform/errors';
import { dbOf, houseOf } from '#platform/ground';
import { dashed, isUuid } from '#platform/ids';
import { type ServePage, statementPath } from '#platform/open-pages';
import { findWorkspace } from './queries.ts';
import type { WorkspaceTables } from './schema.ts';
import { statementPage } from './statement.ts';

/** How accessible the public pages are: of a workspace, or of the house where a page belongs to none. */
export function workspacePages(serve: ServePage): void {
  serve('GET', statementPath, async ({ locale, ground }) => ({
    html: statementPage(locale, houseOf(ground), undefined),
  }));
  serve('GET', `${statementPath}/:workspace`, async ({ params, locale, ground }) => {
    const workspaceId = dashed(params['workspace'] ?? '');
    const home = isUuid(workspaceId)
      ? await findWorkspace(dbOf<WorkspaceTables>(ground, { workspaceId }), workspaceId)
      : undefined;
    if (!home) throw notFound();
    return { html: statementPage(locale, houseOf(ground), home) };
  });
}
