import { useState } from 'react';
import { useTexts } from '../i18n/language.js';
import { NotDone } from '../layout/NotDone.js';
import { ScanBox, type ScanBoxProps } from './ScanBox.js';
import { scanTexts } from './texts.js';
import { useScan, type ReadAs, type Scanned } from './use-scan.js';

type ScanInputProps = Omit<ScanBoxProps, 'pending' | 'onText'> & { onScanned: (scanned: Scanned) => void };

/** Asks what was scanned, which of several things it is where it could be several, and hands that on. */
export function ScanInput({ onScanned, ...box }: ScanInputProps) {
  const texts = useTexts(scanTexts);
  const [asked, setAsked] = useState('');
  const { scan, pending, error, readings } = useScan();
  const read = async (text: string, readAs?: ReadAs) => {
    setAsked(text);
    const scanned = await scan(text, readAs ? { readAs } : {});
    if (scanned) onScanned(scanned);
    return scanned !== null;
  };
  return (
    <section>
      <ScanBox {...box} pending={pending} onText={read} />
      {readings.length > 0 ? (
        <div role="group" aria-label={texts.which} className="row">
          <strong>{texts.which}</strong>
          {readings.map((kind) => <button key={kind} type="button" onClick={() => void read(asked, kind)}>{texts.kinds[kind]}</button>)}
        </div>
      ) : <NotDone error={error} />}
    </section>
  );
}
