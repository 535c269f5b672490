import { useLocale, useTranslate } from 'react-admin';
import { describeKept } from '../describe-error.js';
import { useActionName } from '../audit/use-action-name.js';
import { toLanguage } from '../../../ui/language.js';
import { useWords } from '../layout/use-words.js';
import { Facts } from './Facts.js';
import type { Dose } from './rows.js';
import { StepTries } from './StepTries.js';
import type { StoryLine } from './story.js';
import { factsOf } from './timeline-facts.js';
import { useStepName } from './use-step-name.js';

/** What a line of the story says happened, in a word or two. */
export function StoryName({ line }: { line: StoryLine }) {
  const translate = useTranslate();
  const words = useWords();
  const actionName = useActionName();
  if ('entry' in line) return <>{words('event', line.entry.type)}</>;
  if ('refused' in line) return <>{translate('journey.refused', { command: actionName(`journey.${line.refused.command}`) })}</>;
  if ('held' in line) return <>{words('stepEvent', line.held.type)}</>;
  return <>{words('story', line.kind)}</>;
}

/** What there is to say about it beyond that. */
export function StoryFacts({ line, doses }: { line: StoryLine; doses: Dose[] }) {
  const translate = useTranslate();
  const words = useWords();
  const language = toLanguage(useLocale() ?? 'zh');
  const stepName = useStepName(doses);
  if ('entry' in line) return <Facts facts={factsOf(line.entry.data, doses)} />;
  if ('refused' in line) return <>{describeKept(line.refused, language)}</>;
  if ('held' in line) return <>{stepName(line.held.step)}</>;
  if ('step' in line) return <StepTries step={line.step} doses={doses} />;
  const { channel, state } = line.notice;
  return <>{translate('journey.notice_told', { channel: words('channel', channel), state: words('noticeState', state) })}</>;
}
