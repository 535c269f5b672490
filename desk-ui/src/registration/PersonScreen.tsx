import { useState } from 'react';
import type { Resident } from '../../../contracts/residents.js';
import { MESSAGES } from '../../../contracts/describe-problem.js';
import { useLanguage, useTexts } from '../i18n/language.js';
import { PersonHead } from '../person/PersonHead.js';
import { PersonPast } from '../person/PersonPast.js';
import type { Scanned } from '../scan/use-scan.js';
import { DuePart } from './DuePart.js';
import { PlanPart } from './PlanPart.js';
import { registrationTexts } from './texts.js';
import { VisitParts } from './VisitParts.js';
import { StartVisit } from './StartVisit.js';

/** Everything about one person who stands here: who they are, what was, what is due, and what is open today. */
export function PersonScreen({ scanned, resident }: { scanned: Scanned; resident: Resident }) {
  const { candidates } = scanned.answer;
  const [chosen, setChosen] = useState<string | null>(null);
  const journeyId = chosen ?? scanned.answer.journeyId;
  return (
    <>
      <div className="columns">
        <PersonHead resident={resident} />
        {journeyId ? <PlanPart journeyId={journeyId} /> : candidates.length > 0 ? <ChooseVisit candidates={candidates} onChosen={setChosen} /> : <StartVisit resident={resident} onStarted={setChosen} />}
      </div>
      {journeyId && <VisitParts journeyId={journeyId} resident={resident} scanned={scanned} />}
      <div className="columns">
        <DuePart residentId={resident.id} journeyId={journeyId} />
        <PersonPast residentId={resident.id} />
      </div>
    </>
  );
}

function ChooseVisit({ candidates, onChosen }: { candidates: Scanned['answer']['candidates']; onChosen: (journeyId: string) => void }) {
  const { start } = useTexts(registrationTexts);
  const { stages } = MESSAGES[useLanguage()];
  return (
    <section className="card">
      <h2>{start.choose}</h2>
      <div className="row">{candidates.map(({ journeyId, stage }) => <button key={journeyId} type="button" onClick={() => onChosen(journeyId)}>{stages[stage] ?? stage}</button>)}</div>
    </section>
  );
}
