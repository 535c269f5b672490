import { BarcodeDetector, prepareZXingModule } from 'barcode-detector/ponyfill';
import { useEffect, useRef, useState } from 'react';
import decoder from 'zxing-wasm/reader/zxing_reader.wasm?url';
import { useTexts } from '../i18n/language.js';
import { scanTexts } from './texts.js';

const FORMATS = ['qr_code', 'data_matrix', 'code_128'] as const;
const LOOK_EVERY_MS = 150;

// Ours, in place of the public address that it would be fetched from.
prepareZXingModule({ overrides: { locateFile: (path: string, folder: string) => (path.endsWith('.wasm') ? decoder : folder + path) } });

/** Looks through the camera until it sees a code, and closes it with the page. */
export function Camera({ onSeen }: { onSeen: (text: string) => void }) {
  const texts = useTexts(scanTexts);
  const video = useRef<HTMLVideoElement>(null);
  const seen = useRef(onSeen);
  seen.current = onSeen;
  const [isAway, setAway] = useState(false);
  useEffect(() => {
    let stream: MediaStream | null = null;
    let ended = false;
    const look = async () => {
      const screen = video.current;
      if (!screen) return;
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' }, audio: false });
      if (ended) return stop(stream);
      screen.srcObject = stream;
      await screen.play();
      const detector = new BarcodeDetector({ formats: [...FORMATS] });
      while (!ended) {
        const [found] = await detector.detect(screen);
        if (found && !ended) return seen.current(found.rawValue);
        await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
      }
    };
    look().catch(() => ended || setAway(true));
    return () => {
      ended = true;
      if (stream) stop(stream);
    };
  }, []);
  if (isAway) return <p role="alert" className="notice warn">{texts.camera_away}</p>;
  return (
    <figure>
      <video ref={video} muted playsInline aria-label={texts.camera} />
      <figcaption className="hint">{texts.camera_hint}</figcaption>
    </figure>
  );
}

function stop(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}
