import { useState } from 'react';
import type { ArchiveDifferences } from '../../../contracts/archives.js';
import type { ApiCommandType, JourneyCommandOf } from '../../../contracts/journey-commands.js';
import type { Journey } from '../../../contracts/journeys.js';
import { useDesk } from '../frame/desk.js';
import { useApi } from '../frame/use-api.js';
import { useCommand } from '../frame/use-command.js';
import { useTexts } from '../i18n/language.js';
import { CommandButton } from '../layout/CommandButton.js';
import { Field } from '../layout/Field.js';
import { LoadError } from '../layout/LoadError.js';
import { NotDone } from '../layout/NotDone.js';
import { DifferingFields, type Taken } from './DifferingFields.js';
import { registrationTexts } from './texts.js';

type ArchivePartProps = { journey: Journey; open: (command: ApiCommandType) => boolean };
type HistoryFrom = JourneyCommandOf<'confirmArchive'>['data']['historyFrom'];

/** What the registry holds beside ours: field by field where they differ, and on what the history rests. */
export function ArchivePart({ journey, open }: ArchivePartProps) {
  const { archive: texts } = useTexts(registrationTexts);
  const { decision, outcome } = journey.archive;
  if (!open('confirmArchive') && decision === null) return null;
  return (
    <section className="card">
      <h2>{texts.title}</h2>
      {decision !== null && <p className="notice good">{texts.settled}</p>}
      {decision === null && outcome !== null && <p className={`notice ${outcome === 'differs' ? 'warn' : ''}`}>{(texts.outcome as Record<string, string>)[outcome] ?? outcome}</p>}
      {open('confirmArchive') && decision === null && <ConfirmArchive key={journey.archive.theirsVersion ?? ''} journey={journey} />}
    </section>
  );
}

function ConfirmArchive({ journey: { id, archive } }: { journey: Journey }) {
  const { archive: texts, reason: reasonLabel, reason_hint } = useTexts(registrationTexts);
  const { may } = useDesk();
  const differs = Object.keys(archive.fields).length > 0;
  const { data: differences, error: away, refetch } = useApi<ArchiveDifferences>(['journeys', id, 'differences', archive.theirsVersion], differs && may('getArchiveDifferences') ? `/v1/journeys/${id}/archive-differences` : null);
  const [taken, setTaken] = useState<Taken>({});
  const [from, setFrom] = useState<HistoryFrom | null>(null);
  const [reason, setReason] = useState('');
  const { send, pending, error } = useCommand(id);
  const asksFields = differs && archive.outcome !== 'differs';
  const needsReason = from !== null && from !== 'registry';
  const confirm = () => from && void send({
    type: 'confirmArchive', station: 'registration',
    data: { oursVersion: archive.oursVersion ?? 0, theirsVersion: archive.theirsVersion, historyFrom: from, take: asksFields ? taken : {} },
    ...(needsReason && { reason: reason.trim() }),
  });
  return (
    <>
      {archive.outcome === null && <p className="notice warn">{texts.waiting}</p>}
      {away && <LoadError error={away} retry={() => void refetch()} />}
      {differences && <DifferingFields found={differences} taken={asksFields ? taken : null} onTaken={setTaken} />}
      <fieldset>
        <legend>{texts.history}</legend>
        {(['registry', 'certificate', 'unknown'] as const).map((one) => <label key={one} className="choice"><input type="radio" name={`history-${id}`} checked={from === one} onChange={() => setFrom(one)} />{texts.from[one]}</label>)}
      </fieldset>
      {needsReason && <Field label={reasonLabel} hint={reason_hint} value={reason} onChange={(event) => setReason(event.target.value)} maxLength={1000} />}
      <NotDone error={error} />
      <CommandButton pending={pending} disabled={from === null || (needsReason && reason.trim() === '')} onClick={confirm}>{texts.confirm}</CommandButton>
    </>
  );
}
