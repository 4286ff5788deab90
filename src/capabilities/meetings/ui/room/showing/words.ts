import { t } from '@lingui/core/macro';
import type { Fault } from './pages.ts';

/** Why a file can't be shown, and what to do. */
export function faultWords({ fault, name }: Fault): string {
  switch (fault) {
    case 'too_large':
      return t`${name} ist größer als 100 MB. Bitte speichern Sie die PDF kleiner, oder zeigen Sie einen Teil davon.`;
    case 'too_many_pages':
      return t`${name} hat mehr als 500 Seiten. Bitte zeigen Sie einen Teil davon.`;
    case 'locked':
      return t`${name} ist mit einem Kennwort geschützt. Bitte speichern Sie die PDF einmal ohne Kennwort.`;
    case 'broken':
      return t`${name} lässt sich nicht lesen. Vielleicht ist die Datei beschädigt, oder sie ist keine PDF.`;
    case 'not_loaded':
      return t`Was PDF-Dateien zeichnet, ließ sich nicht laden. Bitte versuchen Sie es gleich noch einmal.`;
    default:
      return fault satisfies never;
  }
}
