import { useState } from 'react';
import { useTexts } from '../i18n/language.js';
import { useDocumentTitle } from '../layout/use-document-title.js';
import { ScanInput } from '../scan/ScanInput.js';
import { ScanResult } from '../scan/ScanResult.js';
import type { Scanned } from '../scan/use-scan.js';
import { PersonScreen } from './PersonScreen.js';
import { registrationTexts } from './texts.js';

/** A scan opens the one screen of a person; the next scan that of the next. What was scanned may then identify. */
export function RegistrationPage() {
  const texts = useTexts(registrationTexts);
  const [scanned, setScanned] = useState<Scanned | null>(null);
  useDocumentTitle(texts.title);
  const resident = scanned?.answer.resident;
  return (
    <>
      <h1 className="only-heard">{texts.title}</h1>
      <div className="card">
        <ScanInput autoFocus onScanned={setScanned}>{scanned && <button type="button" onClick={() => setScanned(null)}>{texts.next}</button>}</ScanInput>
      </div>
      {!scanned && <p className="notice">{texts.scan_first}</p>}
      {scanned && !resident && <ScanResult answer={scanned.answer} />}
      {scanned?.answer.traceCode && <p className="notice warn">{texts.not_here}</p>}
      {scanned && resident && <PersonScreen key={resident.id} scanned={scanned} resident={resident} />}
    </>
  );
}
