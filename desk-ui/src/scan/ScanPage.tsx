import { useState } from 'react';
import { useTexts } from '../i18n/language.js';
import { useDocumentTitle } from '../layout/use-document-title.js';
import { ScanInput } from './ScanInput.js';
import { ScanResult } from './ScanResult.js';
import { scanTexts } from './texts.js';
import type { Scanned } from './use-scan.js';

/** What anything is: looked at, and nothing changed. */
export function ScanPage() {
  const { title } = useTexts(scanTexts);
  const [scanned, setScanned] = useState<Scanned | null>(null);
  useDocumentTitle(title);
  return (
    <>
      <h1>{title}</h1>
      <div className="card"><ScanInput autoFocus onScanned={setScanned} /></div>
      {scanned && <ScanResult answer={scanned.answer} />}
    </>
  );
}
