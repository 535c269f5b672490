import { useTranslate } from 'react-admin';
import { useWords } from '../layout/use-words.js';
import { shanghaiTime } from '../../../ui/shanghai-time.js';
import type { Journey } from './rows.js';
import { useStepName } from './use-step-name.js';

type Step = Journey['retrying'][number];

/** What is tried again, which time, why it failed and when next; or since when people hold it. */
export function StepTries({ step: { step, attempt, errorCode, nextTryAt, pausedAt }, doses = [] }: { step: Step; doses?: Journey['doses'] }) {
  const translate = useTranslate();
  const words = useWords();
  const nameOf = useStepName(doses);
  const next = nextTryAt ? shanghaiTime(nextTryAt) : translate('show.none');
  const tried = translate('show.retry', { attempt, code: words('callError', errorCode), at: pausedAt ? translate('show.none') : next });
  return <>{nameOf(step)}: {tried}{pausedAt && ` · ${translate('journey.paused_since', { at: shanghaiTime(pausedAt) })}`}</>;
}
