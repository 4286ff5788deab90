import { useLingui } from '@lingui/react/macro';
import { useEffect, useRef, useState } from 'react';
import { Button } from '#web/components/button.tsx';
import { TextField } from '#web/components/fields.tsx';

const [width, height] = [900, 260];

/** Drawn with a finger, a pen or a mouse; handed on as a PNG in base64. Who cannot draw types the name, which is drawn then. */
export function SignaturePad({ onChange }: { onChange: (png: string | null) => void }) {
  const { t } = useLingui();
  const pad = useRef<HTMLCanvasElement>(null);
  const [signed, setSigned] = useState(false);
  const [typing, setTyping] = useState(false);

  useEffect(() => clear(pad.current), []);
  function hand(): void {
    setSigned(true);
    onChange(pad.current?.toDataURL('image/png').replace(/^data:image\/png;base64,/, '') ?? null);
  }
  function empty(): void {
    clear(pad.current);
    setSigned(false);
    onChange(null);
  }
  function draw(event: React.PointerEvent<HTMLCanvasElement>): void {
    const context = pad.current?.getContext('2d');
    if (!context || (event.type === 'pointermove' && event.buttons === 0)) return;
    const { left, top, width: shown } = event.currentTarget.getBoundingClientRect();
    const [x, y] = [((event.clientX - left) * width) / shown, ((event.clientY - top) * width) / shown];
    if (event.type === 'pointerdown') {
      event.currentTarget.setPointerCapture(event.pointerId);
      context.beginPath();
      context.moveTo(x, y);
    }
    context.lineTo(x, y);
    context.stroke();
  }
  function write(name: string): void {
    clear(pad.current);
    const context = pad.current?.getContext('2d');
    if (!context || name.trim() === '') return empty();
    context.font = 'italic 64px Inter, sans-serif';
    context.fillText(name, 30, 160, width - 60);
    hand();
  }

  return (
    <div className="flex flex-col gap-2">
      <p className="font-semibold" id="signature-label">{t`Ihre Unterschrift`}</p>
      <canvas
        aria-labelledby="signature-label"
        className="w-full touch-none rounded border border-strong bg-raised"
        height={height}
        onPointerDown={draw}
        onPointerMove={draw}
        onPointerUp={hand}
        ref={pad}
        role="img"
        width={width}
      />
      <div className="flex flex-wrap items-center gap-3">
        <Button disabled={!signed} icon="undo" kind="plain" onPress={empty}>{t`Noch einmal unterschreiben`}</Button>
        {!typing && <Button icon="keyboard" kind="plain" onPress={() => setTyping(true)}>{t`Lieber tippen`}</Button>}
      </div>
      {typing && <TextField autoFocus label={t`Ihr Name als Unterschrift`} maxLength={120} onChange={write} />}
    </div>
  );
}

/** Ink on paper, whatever the theme: it is printed one day. */
function clear(canvas: HTMLCanvasElement | null): void {
  const context = canvas?.getContext('2d');
  if (!context) return;
  context.fillStyle = 'white';
  context.fillRect(0, 0, width, height);
  context.fillStyle = context.strokeStyle = 'black';
  context.lineWidth = 4;
  context.lineCap = context.lineJoin = 'round';
}
