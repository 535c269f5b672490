import { useLocale } from 'react-admin';
import { MESSAGES } from '../../../contracts/describe-problem.js';
import { toLanguage } from '../../../ui/language.js';
import { useWords } from '../layout/use-words.js';

/** What was done, in words where there are some; commands are named as in the API's refusals. */
export function useActionName(): (action: string) => string {
  const words = useWords();
  const { commands } = MESSAGES[toLanguage(useLocale() ?? 'zh')];
  return (action) => {
    const [resource, verb = ''] = action.split('.');
    if (resource === 'journey') return commands[verb] ?? words('auditAction', action);
    return resource === 'case' ? words('caseEvent', verb) : words('auditAction', action);
  };
}
