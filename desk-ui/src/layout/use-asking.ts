import { useState } from 'react';

type Asking = { pending: boolean; error: unknown; ask: <T>(send: () => Promise<T>) => Promise<T | null>; forget: () => void };

const NOTHING = { pending: false, error: null };

/** Asks and waits; nothing is shown as done before the answer. Null when it was not done, and then why. */
export function useAsking(): Asking {
  const [state, setState] = useState<{ pending: boolean; error: unknown }>(NOTHING);
  const ask = async <T,>(send: () => Promise<T>): Promise<T | null> => {
    setState({ pending: true, error: null });
    try {
      const answer = await send();
      setState(NOTHING);
      return answer;
    } catch (error) {
      setState({ pending: false, error });
      return null;
    }
  };
  return { ...state, ask, forget: () => setState(NOTHING) };
}
