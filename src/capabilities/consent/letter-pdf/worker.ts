import { createRequire } from 'node:module';
import Pdf from 'pdfkit';
import type { Letter } from '../letter-pdf.ts';
import { drawLetter } from './draw.ts';

/** Sets letters onto standard output, which waits for its reader. */

const fonts = createRequire(import.meta.url);
const [regular, bold] = ['400Regular/Inter_400Regular.ttf', '700Bold/Inter_700Bold.ttf'].map((file) =>
  fonts.resolve(`@expo-google-fonts/inter/${file}`),
);
// Embedded, because the built-in fonts know no name beyond Western Europe.
const pdf = new Pdf({ size: 'A4', margin: 0, autoFirstPage: false, font: regular, lang: 'de' });
pdf.registerFont('regular', regular);
pdf.registerFont('bold', bold);
pdf.on('end', () => process.disconnect?.());
pdf.pipe(process.stdout);

process.on('message', (letters: readonly Letter[] | 'end') => {
  if (letters === 'end') {
    pdf.end();
    return;
  }
  for (const letter of letters) {
    pdf.addPage();
    drawLetter(pdf, letter);
  }
  process.send?.('set');
});
