import { useState, type FormEvent } from 'react';
import type { JourneyCommandBody } from '../../../contracts/journey-commands.js';
import type { Journey } from '../../../contracts/journeys.js';
import type { SiteDesk } from '../../../contracts/site-desk.js';
import { shanghaiTime } from '../../../ui/shanghai-time.js';
import { useCommand } from '../frame/use-command.js';
import { useTexts } from '../i18n/language.js';
import { CommandButton } from '../layout/CommandButton.js';
import { Field } from '../layout/Field.js';
import { NotDone } from '../layout/NotDone.js';
import { DonePlace, toInstantText, type DoneAs } from './DonePlace.js';
import { vaccinationTexts } from './texts.js';

type AfterwardsFormProps = { journeyId: string; dose: Journey['doses'][number]; product: SiteDesk['products'][number]; onDone: () => void };
type Afterwards = AfterwardsFormProps & { about: string; saveLabel: string; begin: DoneAs; asksPackage: boolean; toBody: (said: { bodySite: string; route: string; givenAt: string; lot: string; traceCode: string; reason: string }) => JourneyCommandBody };

const inputTime = (at: string | number) => shanghaiTime(at).slice(0, 16).replace(' ', 'T');

/** 已接种未核对: a jab that no checklist stands for, recordable in every stage. */
export function UnverifiedForm(props: AfterwardsFormProps) {
  const texts = useTexts(vaccinationTexts);
  const { dose: { plannedDoseId } } = props;
  return (
    <AfterwardsForm {...props} about={texts.unverified_about} saveLabel={texts.save_unverified} begin={{ bodySite: null, route: null, at: inputTime(Date.now() - 60_000) }} asksPackage
      toBody={({ reason, lot, traceCode, ...done }) => ({ type: 'reportUnverifiedDose', data: { dose: { plannedDoseId }, lot: lot || null, traceCode: traceCode || null, ...done }, station: 'vaccination', reason })} />
  );
}

/** By whoever gave it, before it is sent. */
export function CorrectForm(props: AfterwardsFormProps) {
  const texts = useTexts(vaccinationTexts);
  const { dose: { plannedDoseId, given } } = props;
  const begin = { bodySite: given?.bodySite ?? null, route: given?.route ?? null, at: inputTime(given?.givenAt ?? Date.now()) };
  return (
    <AfterwardsForm {...props} about={texts.correct_about} saveLabel={texts.save_correction} begin={begin} asksPackage={false}
      toBody={({ bodySite, route, givenAt, reason }) => ({ type: 'correctOwnDose', data: { plannedDoseId, bodySite, route, givenAt }, station: 'vaccination', reason })} />
  );
}

function AfterwardsForm({ journeyId, product, onDone, about, saveLabel, begin, asksPackage, toBody }: Afterwards) {
  const texts = useTexts(vaccinationTexts);
  const [done, setDone] = useState(begin);
  const [typed, setTyped] = useState({ lot: '', traceCode: '', reason: '' });
  const { pending, error, send } = useCommand(journeyId);
  const { bodySite, route, at } = done;
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (!bodySite || !route) return;
    const said = { bodySite, route, givenAt: toInstantText(at), lot: typed.lot.trim(), traceCode: typed.traceCode.trim(), reason: typed.reason.trim() };
    if (await send(toBody(said))) onDone();
  };
  return (
    <form onSubmit={(event) => void save(event)}>
      <p>{about}</p>
      <DonePlace product={product} said={done} onSay={setDone} />
      {asksPackage && <Field label={texts.trace_code} value={typed.traceCode} onChange={(event) => setTyped({ ...typed, traceCode: event.target.value })} maxLength={200} />}
      {asksPackage && <Field label={texts.lot} value={typed.lot} onChange={(event) => setTyped({ ...typed, lot: event.target.value })} maxLength={40} />}
      <Field label={texts.reason} value={typed.reason} onChange={(event) => setTyped({ ...typed, reason: event.target.value })} required maxLength={500} />
      <NotDone error={error} />
      <CommandButton type="submit" pending={pending} disabled={!bodySite || !route || typed.reason.trim() === ''}>{saveLabel}</CommandButton>
    </form>
  );
}
