import type { MedicalPast as Past } from '../../../contracts/medical-past.js';
import { shanghaiTime } from '../../../ui/shanghai-time.js';
import { useDesk } from '../frame/desk.js';
import { useApi } from '../frame/use-api.js';
import { fill } from '../i18n/fill.js';
import { useLanguage, useTexts } from '../i18n/language.js';
import { LoadError } from '../layout/LoadError.js';
import { personTexts } from './texts.js';

const DAY_LENGTH = 10;

/** Earlier reactions and what the last pre-check found, beside who somebody is: what is not known is said, and never looks like none. */
export function MedicalPast({ residentId }: { residentId: string }) {
  const texts = useTexts(personTexts);
  const language = useLanguage();
  const { site, may } = useDesk();
  const { data: past, error, refetch } = useApi<Past>(['residents', residentId, 'medical-past'], may('getMedicalPast') ? `/v1/residents/${residentId}/medical-past` : null);
  if (error) return <LoadError error={error} retry={() => void refetch()} />;
  if (!past) return null;
  const nameOf = (productId: string | null) => site.products.find((product) => product.productId === productId)?.name[language] ?? productId ?? '–';
  const textOf = (question: string) => site.questionnaires.flatMap(({ questions }) => questions).find(({ id }) => id === question)?.text[language] ?? question;
  const { reactions, lastPrecheck } = past;
  const day = (at: string) => shanghaiTime(at).slice(0, DAY_LENGTH);
  return (
    <>
      {reactions.length === 0 ? <p className="notice">{texts.no_earlier}</p> : (
        <div className="notice bad">
          <strong>{texts.earlier}</strong>
          <ul>{reactions.map(({ journeyId, at, severity, productId }) => <li key={`${journeyId}${at}`}>{day(at)} · {severity ? texts.severity[severity] : texts.severity.unsaid} · {nameOf(productId)}</li>)}</ul>
        </div>
      )}
      {lastPrecheck === null ? <p className="notice">{texts.never_asked}</p> : lastPrecheck.stopping.length === 0 ? <p className="notice">{fill(texts.no_stopping, { day: day(lastPrecheck.at) })}</p> : <p className="notice bad">{fill(texts.stopping, { day: day(lastPrecheck.at), answers: lastPrecheck.stopping.map(textOf).join(' ') })}</p>}
    </>
  );
}
