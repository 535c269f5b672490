import { useWords } from './use-words.js';

/** What a field shows of a rule that it breaks, in place of its hint. */
export function useFault(faults: Record<string, string>): (field: string, hint?: string) => { error: boolean; helperText: string } {
  const words = useWords();
  return (field, hint = ' ') => {
    const rule = faults[field];
    return rule === undefined ? { error: false, helperText: hint } : { error: true, helperText: words('fieldRule', rule) };
  };
}
