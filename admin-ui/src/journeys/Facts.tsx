import { useTranslate } from 'react-admin';
import { useWords } from '../layout/use-words.js';
import type { Fact } from './timeline-facts.js';

/** Facts of an event, each by its name and with the words that its value has. */
export function Facts({ facts }: { facts: readonly Fact[] }) {
  const translate = useTranslate();
  const words = useWords();
  const show = ({ value, words: list }: Fact) => (list ? words(list, value) : translate(`ra.boolean.${value}`, { _: value }));
  return <>{facts.map((fact) => `${words('fact', fact.name)} ${show(fact)}`).join(' · ')}</>;
}
