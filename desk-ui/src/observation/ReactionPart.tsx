import { useId, useState, type FormEvent } from 'react';
import type { Journey } from '../../../contracts/journeys.js';
import { SEVERITIES, type Severity } from '../../../domain/journey/events.js';
import { CommandButton } from '../layout/CommandButton.js';
import { NotDone } from '../layout/NotDone.js';
import { ReasonField } from './ReasonField.js';
import { useCommand } from '../frame/use-command.js';
import { useDoseName } from './use-dose-name.js';
import { useObservationTexts } from './use-told.js';

/** Norms ch. 6: a reaction with what is seen. How bad it is nobody has chosen beforehand. */
export function ReactionPart({ journey }: { journey: Journey }) {
  const words = useObservationTexts().report;
  const doseName = useDoseName();
  const id = useId();
  const { send, pending, error } = useCommand(journey.id);
  const [severity, setSeverity] = useState<Severity | null>(null);
  const [plannedDoseId, setDose] = useState('');
  const [description, setDescription] = useState('');
  const [done, setDone] = useState(false);
  const report = async (event: FormEvent) => {
    event.preventDefault();
    if (!severity || pending) return;
    const answer = await send({ type: 'reportReaction', station: 'observation', data: { plannedDoseId: plannedDoseId || null, severity, description: description.trim() } });
    setDone(answer !== null);
    if (!answer) return;
    setSeverity(null);
    setDescription('');
  };
  return (
    <form className="card" onSubmit={(event) => void report(event)}>
      <h3>{words.title}</h3>
      <fieldset>
        <legend>{words.severity}</legend>
        <div className="row">{SEVERITIES.map((one) => <label key={one} className="choice"><input type="radio" name={`${id}-severity`} required checked={severity === one} onChange={() => (setSeverity(one), setDone(false))} />{words[one]}</label>)}</div>
      </fieldset>
      {severity === 'severe' && <p role="status" className="notice bad">⚠ {words.severe_hint}</p>}
      <div className="field">
        <label htmlFor={`${id}-dose`}>{words.which}</label>
        <select id={`${id}-dose`} value={plannedDoseId} onChange={(event) => setDose(event.target.value)}>
          <option value="">{words.unknown_dose}</option>
          {journey.doses.map((dose) => <option key={dose.plannedDoseId} value={dose.plannedDoseId}>{doseName(dose)}</option>)}
        </select>
      </div>
      <ReasonField label={words.description} value={description} onChange={setDescription} />
      <CommandButton type="submit" pending={pending} disabled={!severity || description.trim() === ''}>{words.send}</CommandButton>
      {done && <p role="status" className="notice good">✓ {words.done}</p>}
      <NotDone error={error} />
    </form>
  );
}
