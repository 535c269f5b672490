import { useTranslate } from 'react-admin';
import { Field, Fields } from '../layout/Fields.js';
import { OpenLink } from '../layout/OpenLink.js';
import { SiteName } from '../layout/SiteName.js';
import { useSignedIn } from '../layout/use-signed-in.js';
import { useWords } from '../layout/use-words.js';
import { shanghaiTime } from '../../../ui/shanghai-time.js';
import { Retrying } from './Retrying.js';
import type { Journey } from './rows.js';
import { StageChip } from './StageChip.js';

export function JourneySummary({ journey }: { journey: Journey }) {
  const translate = useTranslate();
  const words = useWords();
  const mayOpen = useSignedIn().identity?.may.includes('getResidentRecord') ?? false;
  const field = (name: string) => translate(`resources.journeys.fields.${name}`);
  return (
    <Fields>
      <Field label={field('stage')}><StageChip stage={journey.stage} /></Field>
      <Field label={field('siteId')}><SiteName /></Field>
      <Field label={field('day')}>{journey.day}</Field>
      <Field label={field('channel')}>{words('channel', journey.channel)}</Field>
      <Field label={translate('show.identified')}>{journey.identifiedBy && <Identified by={journey.identifiedBy} provisional={journey.identityProvisional} />}</Field>
      <Field label={translate('show.archive')}><Archive {...journey.archive} /></Field>
      <Field label={translate('show.precheck')}>{journey.precheck && words('decision', journey.precheck)}</Field>
      <Field label={translate('show.observe_until')}>{journey.observeUntil && shanghaiTime(journey.observeUntil)}</Field>
      <Field label={translate('show.notice')}>{journey.notice && words('outcome', journey.notice)}</Field>
      <Field label={translate('show.cases')}>{journey.openCases.length > 0 && <Cases cases={journey.openCases} />}</Field>
      <Field label={translate('show.retrying')}>{journey.retrying.length > 0 && <Retrying journey={journey} />}</Field>
      <Field label={field('id')}>{journey.id}</Field>
      {mayOpen && <Field label={translate('residents.title')}><OpenLink resource="residents" id={journey.residentId}>{translate('residents.open')}</OpenLink></Field>}
    </Fields>
  );
}

function Cases({ cases }: { cases: Journey['openCases'] }) {
  const words = useWords();
  return cases.map(({ caseId, kind }) => (
    <div key={caseId}>
      <OpenLink resource="cases" id={caseId}>{words('kind', kind)}</OpenLink>
    </div>
  ));
}

/** By what, and until when it only holds for the time being. */
function Identified({ by, provisional }: { by: NonNullable<Journey['identifiedBy']>; provisional: Journey['identityProvisional'] }) {
  const translate = useTranslate();
  const words = useWords();
  const until = provisional && translate('show.provisional', { why: words('why', provisional.why), at: shanghaiTime(provisional.settleBy) });
  return <>{[words('means', by), until].filter(Boolean).join(' · ')}</>;
}

function Archive({ outcome, decision }: Journey['archive']) {
  const translate = useTranslate();
  const words = useWords();
  return <>{[outcome ? words('outcome', outcome) : translate('show.not_looked_up'), decision && words('decision', decision)].filter(Boolean).join(' · ')}</>;
}
