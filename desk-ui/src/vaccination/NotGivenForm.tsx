import { useState, type FormEvent } from 'react';
import type { Journey } from '../../../contracts/journeys.js';
import { NOT_GIVEN_REASONS, type NotGivenReason } from '../../../domain/journey/events.js';
import { useCommand } from '../frame/use-command.js';
import { useTexts } from '../i18n/language.js';
import { CommandButton } from '../layout/CommandButton.js';
import { Field } from '../layout/Field.js';
import { NotDone } from '../layout/NotDone.js';
import { vaccinationTexts } from './texts.js';

type NotGivenFormProps = { journeyId: string; dose: Journey['doses'][number]; onDone: () => void };

/** Why a dose was not given, said each time: no reason is set before somebody has. */
export function NotGivenForm({ journeyId, dose: { plannedDoseId }, onDone }: NotGivenFormProps) {
  const texts = useTexts(vaccinationTexts);
  const [{ reason, packageOpened, injected, remark }, setSaid] = useState<{ reason: NotGivenReason | null; packageOpened: boolean; injected: boolean; remark: string }>({ reason: null, packageOpened: false, injected: false, remark: '' });
  const { pending, error, send } = useCommand(journeyId);
  const said = { reason, packageOpened, injected, remark };
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (!reason) return;
    const done = await send({ type: 'notGiven', data: { plannedDoseId, reason, packageOpened, injected }, station: 'vaccination', ...(remark.trim() && { reason: remark.trim() }) });
    if (done) onDone();
  };
  return (
    <form onSubmit={(event) => void save(event)}>
      <fieldset>
        <legend>{texts.why_not}</legend>
        <div className="row">
          {NOT_GIVEN_REASONS.map((one) => <button key={one} type="button" aria-pressed={reason === one} onClick={() => setSaid({ ...said, reason: one, injected: one === 'partial' ? true : injected })}>{texts.reasons[one]}</button>)}
        </div>
      </fieldset>
      <label className="choice"><input type="checkbox" checked={packageOpened} onChange={(event) => setSaid({ ...said, packageOpened: event.target.checked })} />{texts.package_opened}</label>
      <label className="choice"><input type="checkbox" checked={injected} disabled={reason === 'partial'} onChange={(event) => setSaid({ ...said, injected: event.target.checked })} />{texts.went_in}</label>
      <Field label={texts.remark} value={remark} onChange={(event) => setSaid({ ...said, remark: event.target.value })} maxLength={500} />
      <NotDone error={error} />
      <CommandButton type="submit" pending={pending} disabled={reason === null}>{texts.save_not_given}</CommandButton>
    </form>
  );
}
