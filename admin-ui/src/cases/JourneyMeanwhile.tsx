import { useTranslate } from 'react-admin';
import { Retrying } from '../journeys/Retrying.js';
import type { Journey } from '../journeys/rows.js';
import { StageChip } from '../journeys/StageChip.js';
import { useDoseName } from '../journeys/use-dose-name.js';
import { Field, Fields } from '../layout/Fields.js';
import { OpenLink } from '../layout/OpenLink.js';
import { useSignedIn } from '../layout/use-signed-in.js';
import { useWords } from '../layout/use-words.js';

/** What the journey is doing while somebody decides. */
export function JourneyMeanwhile({ journey }: { journey: Journey }) {
  const translate = useTranslate();
  const words = useWords();
  const nameOf = useDoseName();
  const { id, residentId, stage, retrying, doses, notice } = journey;
  const mayOpen = useSignedIn().identity?.may.includes('getResidentRecord') ?? false;
  return (
    <>
      <Fields narrow>
        <Field label={translate('resources.journeys.fields.stage')}><StageChip stage={stage} /></Field>
        <Field label={translate('show.notice')}>{notice && words('outcome', notice)}</Field>
        <Field label={translate('show.doses')}>{doses.map((dose) => <div key={dose.plannedDoseId}>{nameOf(dose)}: {[words('dose', dose.state), dose.given && words('upload', dose.given.upload)].filter(Boolean).join(' · ')}</div>)}</Field>
        <Field label={translate('show.retrying')}>{retrying.length > 0 && <Retrying journey={journey} />}</Field>
      </Fields>
      <p>
        <OpenLink resource="journeys" id={id}>{translate('cases.open_journey')}</OpenLink>
        {mayOpen && <> · <OpenLink resource="residents" id={residentId}>{translate('residents.title')}</OpenLink></>}
      </p>
    </>
  );
}
