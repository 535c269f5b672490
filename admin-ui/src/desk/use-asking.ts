import { useState } from 'react';

type Asking = { pending: boolean; error: unknown; ask: <T>(send: () => Promise<T>) => Promise<T | null> };

/** Asks and waits; null when it was not done, and then why. Nothing else is read anew: at a desk nobody is signed in yet. */
export function useAsking(): Asking {
  const [state, setState] = useState<{ pending: boolean; error: unknown }>({ pending: false, error: null });
  const ask = async <T,>(send: () => Promise<T>): Promise<T | null> => {
    setState({ pending: true, error: null });
    try {
      const answer = await send();
      setState({ pending: false, error: null });
      return answer;
    } catch (error) {
      setState({ pending: false, error });
      return null;
    }
  };
  return { ...state, ask };
}
