import { Refusal } from '#platform/errors';

/** A file that cannot be read as a table; `message` tells its owner what to do instead. */
export function unreadable(code: string, message: string, details: Record<string, unknown> = {}): Refusal {
  return new Refusal(422, `table.${code}`, message, details);
}

/** Excel itself is the way on: it reads each of its formats and writes the one we read. */
export function oldExcel(format: string): string {
  return `Das ist ${format}. Öffnen Sie die Datei in Excel, wählen Sie „Datei“, „Speichern unter“ und als Dateityp „Excel-Arbeitsmappe (.xlsx)“, und nehmen Sie dann diese.`;
}

export function tooHeavy(message: string, details: Record<string, unknown> = {}): Refusal {
  return new Refusal(413, 'table.too_heavy', message, details);
}

export function tooWide(columns: number): Refusal {
  return unreadable('too_wide', `Die Tabelle hat mehr als ${columns} Spalten. Bitte nur die nötigen Spalten behalten.`);
}
