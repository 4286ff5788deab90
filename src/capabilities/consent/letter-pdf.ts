import { createRequire } from 'node:module';
import { setImmediate } from 'node:timers/promises';
import { encode } from 'uqr';

export type Letter = {
  /** The firm on one line, as it stands above the address. */
  sender: string;
  /** The lines of the address, names first. */
  addressee: readonly string[];
  date: string;
  subject: string;
  greeting: string;
  text: string;
  closing: string;
  /** The words beside the code. */
  invitation: string;
  /** The page of this household. */
  address: string;
};

const mm = (length: number): number => (length * 72) / 25.4;
const ink = '#16181d';
const soft = '#5b6068';

/**
 * Letters on A4 after DIN 5008, form B, one page each, written out page by page: the memory they take does not grow with their number.
 */
export async function* writeLetters(letters: AsyncIterable<Letter>): AsyncGenerator<Uint8Array> {
  const { default: Pdf } = await import('pdfkit');
  const fonts = createRequire(import.meta.url);
  const [regular, bold] = ['400Regular/Inter_400Regular.ttf', '700Bold/Inter_700Bold.ttf'].map((file) =>
    fonts.resolve(`@expo-google-fonts/inter/${file}`),
  );
  // Embedded, because the built-in fonts know no name beyond Western Europe.
  const pdf = new Pdf({ size: 'A4', margin: 0, autoFirstPage: false, font: regular, lang: 'de' });
  pdf.registerFont('regular', regular);
  pdf.registerFont('bold', bold);
  const pages = draw(pdf, letters);
  try {
    for await (const chunk of pdf) yield chunk as Uint8Array;
  } finally {
    await pages;
  }
}

async function draw(pdf: PDFKit.PDFDocument, letters: AsyncIterable<Letter>): Promise<void> {
  try {
    for await (const letter of letters) {
      pdf.addPage();
      drawLetter(pdf, letter);
      // A page takes some 20 ms to set: others want their turn. And what is drawn waits in the stream until somebody takes it.
      do await setImmediate();
      while (pdf.readableLength > 1_000_000);
    }
    pdf.end();
  } catch (error) {
    pdf.destroy(error as Error);
  }
}

const left = mm(25);
const textWidth = mm(210 - 25 - 20);

function drawLetter(pdf: PDFKit.PDFDocument, letter: Letter): void {
  // Fold and punch marks.
  pdf.lineWidth(0.4).strokeColor(soft);
  for (const y of [105, 148.5, 210])
    pdf
      .moveTo(mm(4), mm(y))
      .lineTo(mm(y === 148.5 ? 11 : 9), mm(y))
      .stroke();

  // The window: 85 × 45 mm, 20 mm from the left, 45 mm from the top; the sender's line within it, then up to six lines.
  pdf.font('regular').fontSize(7).fillColor(soft);
  pdf.text(letter.sender, left, mm(57.5), { width: mm(80), height: mm(4), ellipsis: true, lineBreak: false });
  pdf.fontSize(10.5).fillColor(ink);
  letter.addressee.slice(0, 6).forEach((line, at) => {
    pdf.text(line, left, mm(63.5 + at * 4.5), { width: mm(78), height: mm(5), ellipsis: true, lineBreak: false });
  });

  pdf.fontSize(10).text(letter.date, mm(125), mm(85), { width: mm(65), align: 'right' });
  pdf
    .font('bold')
    .fontSize(11)
    .text(letter.subject, left, mm(98.5), { width: textWidth, height: mm(11), ellipsis: true });
  pdf.font('regular').fontSize(10.5);
  pdf.text(letter.greeting, left, mm(110), { width: textWidth, height: mm(10), ellipsis: true });
  pdf.text(letter.text, left, pdf.y + mm(3), { width: textWidth, height: mm(215) - pdf.y, lineGap: 2, ellipsis: true });
  pdf.text(letter.closing, left, pdf.y + mm(4), { width: textWidth, height: mm(16), ellipsis: true });

  drawCode(pdf, letter.address, mm(25), mm(237), mm(36));
  pdf
    .font('bold')
    .fontSize(10.5)
    .text(letter.invitation, mm(68), mm(240), { width: mm(120), height: mm(14), ellipsis: true });
  pdf.font('regular').fontSize(8.5).fillColor(soft);
  pdf.text(letter.address, mm(68), mm(257), { width: mm(120), height: mm(12) });
}

/** As one path: a rectangle for each dot would make a letter ten times as large. */
function drawCode(pdf: PDFKit.PDFDocument, text: string, x: number, y: number, width: number): void {
  const { data, size } = encode(text, { ecc: 'M', border: 0 });
  const dot = width / size;
  data.forEach((row, line) => {
    for (let from = 0; from < size; from++) {
      if (!row[from]) continue;
      let to = from;
      while (row[to]) to++;
      pdf.rect(x + from * dot, y + line * dot, (to - from) * dot, dot);
      from = to;
    }
  });
  pdf.fill('#000000');
}
