import { useState } from 'react';
import { Route, Routes } from 'react-router-dom';
import { useTexts } from '../i18n/language.js';
import { useDocumentTitle } from '../layout/use-document-title.js';
import { ScanInput } from '../scan/ScanInput.js';
import type { Scanned } from '../scan/use-scan.js';
import { SECOND_SCREEN_PATH } from './second-screen.js';
import { SecondScreen } from './SecondScreen.js';
import { vaccinationTexts } from './texts.js';
import { VisitAtDesk } from './VisitAtDesk.js';

export function VaccinationPage() {
  const { title } = useTexts(vaccinationTexts);
  useDocumentTitle(title);
  return (
    <Routes>
      <Route path={SECOND_SCREEN_PATH} element={<SecondScreen />} />
      <Route path="*" element={<Desk />} />
    </Routes>
  );
}

/** Who has come: by a scan, and then their visit. */
function Desk() {
  const texts = useTexts(vaccinationTexts);
  const [scanned, setScanned] = useState<Scanned | null>(null);
  if (scanned?.answer.journeyId) return <VisitAtDesk key={scanned.answer.journeyId} journeyId={scanned.answer.journeyId} scanned={scanned} onLeave={() => setScanned(null)} />;
  return (
    <>
      <h1>{texts.title}</h1>
      <div className="card"><ScanInput label={texts.scan_person} autoFocus onScanned={setScanned} /></div>
      {scanned && <p role="alert" className="notice warn">{texts.no_visit}</p>}
    </>
  );
}
