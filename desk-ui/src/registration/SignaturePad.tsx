import { useRef, useState, type PointerEvent } from 'react';
import { useTexts } from '../i18n/language.js';
import { registrationTexts } from './texts.js';

const WIDTH = 480;
const HEIGHT = 160;

/** A box to sign in by finger, pen or mouse; hands on the picture as base64, null once cleared. Whoever cannot signs on paper. */
export function SignaturePad({ onSigned }: { onSigned: (pictureBase64: string | null) => void }) {
  const { consent: texts } = useTexts(registrationTexts);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [isDrawing, setDrawing] = useState(false);
  const placeOf = ({ clientX, clientY, currentTarget }: PointerEvent<HTMLCanvasElement>) => {
    const { left, top, width, height } = currentTarget.getBoundingClientRect();
    return [((clientX - left) * WIDTH) / width, ((clientY - top) * HEIGHT) / height] as const;
  };
  const begin = (event: PointerEvent<HTMLCanvasElement>) => {
    const pen = canvas.current?.getContext('2d');
    if (!pen) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    pen.lineWidth = 3;
    pen.lineCap = 'round';
    pen.beginPath();
    pen.moveTo(...placeOf(event));
    setDrawing(true);
  };
  const draw = (event: PointerEvent<HTMLCanvasElement>) => {
    const pen = canvas.current?.getContext('2d');
    if (!isDrawing || !pen) return;
    pen.lineTo(...placeOf(event));
    pen.stroke();
  };
  const end = () => {
    if (!isDrawing) return;
    setDrawing(false);
    onSigned(canvas.current?.toDataURL('image/png').split(',')[1] ?? null);
  };
  const clear = () => {
    canvas.current?.getContext('2d')?.clearRect(0, 0, WIDTH, HEIGHT);
    onSigned(null);
  };
  return (
    <div>
      <p>{texts.sign_here}</p>
      <canvas ref={canvas} width={WIDTH} height={HEIGHT} role="img" aria-label={texts.sign_here} onPointerDown={begin} onPointerMove={draw} onPointerUp={end} />
      <button type="button" onClick={clear}>{texts.clear}</button>
    </div>
  );
}
