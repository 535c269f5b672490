import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import { useTranslate } from 'react-admin';
import { useWords } from '../layout/use-words.js';
import { shanghaiTime } from '../shanghai-time.js';
import type { Journey } from './rows.js';
import { SiteName } from './SiteName.js';
import { StageChip } from './StageChip.js';

export function JourneySummary({ journey }: { journey: Journey }) {
  const translate = useTranslate();
  const words = useWords();
  const field = (name: string) => translate(`resources.journeys.fields.${name}`);
  return (
    <Box component="dl" sx={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fill, minmax(220px, 1fr))', gap: 2, m: 0 }}>
      <Field label={field('stage')}><StageChip stage={journey.stage} /></Field>
      <Field label={field('siteId')}><SiteName /></Field>
      <Field label={field('day')}>{journey.day}</Field>
      <Field label={field('channel')}>{words('channel', journey.channel)}</Field>
      <Field label={translate('show.identified')}>{journey.identifiedBy && <Identified by={journey.identifiedBy} provisional={journey.identityProvisional} />}</Field>
      <Field label={translate('show.archive')}><Archive {...journey.archive} /></Field>
      <Field label={translate('show.precheck')}>{journey.precheck && words('decision', journey.precheck)}</Field>
      <Field label={translate('show.observe_until')}>{journey.observeUntil && shanghaiTime(journey.observeUntil)}</Field>
      <Field label={translate('show.notice')}>{journey.notice && words('outcome', journey.notice)}</Field>
      <Field label={translate('show.cases')}>{journey.openCases.map(({ kind }) => words('kind', kind)).join(' · ')}</Field>
      <Field label={translate('show.retrying')}>{journey.retrying.length > 0 && <Retrying steps={journey.retrying} />}</Field>
      <Field label={field('id')}>{journey.id}</Field>
    </Box>
  );
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

/** What the process tries again by itself, and when. */
function Retrying({ steps }: { steps: Journey['retrying'] }) {
  const translate = useTranslate();
  const words = useWords();
  const nextOf = (at: string | null) => (at ? shanghaiTime(at) : translate('show.none'));
  return (
    <Box component="ul" sx={{ m: 0, pl: 2 }}>
      {steps.map(({ step, attempt, errorCode, nextTryAt }) => (
        <li key={step}>
          {words('step', step)}: {translate('show.retry', { attempt, code: errorCode, at: nextOf(nextTryAt) })}
        </li>
      ))}
    </Box>
  );
}

function Field({ label, children }: { label: string; children: ReactNode }) {
  const translate = useTranslate();
  return (
    <div>
      <Typography component="dt" variant="body2" color="textSecondary">
        {label}
      </Typography>
      <Typography component="dd" variant="body1" sx={{ m: 0, overflowWrap: 'anywhere' }}>
        {children || translate('show.none')}
      </Typography>
    </div>
  );
}
