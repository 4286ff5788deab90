import { type Html, html } from '../html.ts';

export const stylePath = '/ja/seite.css';

/** A whole page, in one answer and without a script. */
export function openPage(locale: 'de' | 'en', title: string, body: Html): string {
  return html`<!doctype html>
    <html lang="${locale}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex, nofollow" />
        <title>${title}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="${stylePath}" />
      </head>
      <body>
        <main>${body}</main>
      </body>
    </html> `.text;
}

/** Where it is said how accessible these pages are. */
export const statementPath = '/barrierefreiheit';

/** Here and not in each page, so that none can go without. Nothing foreign can hold the mark: it comes in as text. */
export function withStatement(page: string, locale: 'de' | 'en', workspace: string | undefined): string {
  const words = { de: 'Barrierefreiheit', en: 'Accessibility' }[locale];
  const address = workspace === undefined ? statementPath : `${statementPath}/${workspace}`;
  const footer = html`</main><footer><a href="${address}" target="_top">${words}</a></footer>`;
  return page.replace('</main>', () => footer.text);
}
