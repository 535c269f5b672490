import { useState } from 'react';
import { readPastedKey } from './read-key.js';
import type { Jwk } from './rows.js';

type Pasted = { text: string; faults: Record<string, string>; setText: (text: string) => void; read: () => Jwk | null };

/** The key that stands in a field. A private one is wiped out as soon as it is there, and stays in this page no longer. */
export function usePastedKey(): Pasted {
  const [{ text, faults }, setKey] = useState<{ text: string; faults: Record<string, string> }>({ text: '', faults: {} });
  const refuse = (rule: string, kept: string) => setKey({ text: kept, faults: { jwk: rule } });
  return {
    text,
    faults,
    setText: (next) => {
      const pasted = readPastedKey(next);
      if (!pasted.ok && pasted.rule === 'private-key') refuse(pasted.rule, '');
      else setKey({ text: next, faults: {} });
    },
    read: () => {
      const pasted = readPastedKey(text);
      if (pasted.ok) return pasted.jwk;
      refuse(pasted.rule, text);
      return null;
    },
  };
}
