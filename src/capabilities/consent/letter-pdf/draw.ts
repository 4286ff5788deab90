import { encode } from 'uqr';
import type { Letter } from '../letter-pdf.ts';

const mm = (length: number): number => (length * 72) / 25.4;
const ink = '#16181d';
const soft = '#5b6068';

const left = mm(25);
const textWidth = mm(210 - 25 - 20);

/** A letter on A4 after DIN 5008, form B, on one page. */
export function drawLetter(pdf: PDFKit.PDFDocument, letter: Letter): void {
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
