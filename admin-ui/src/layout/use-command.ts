import { useState } from 'react';
import { useRefresh } from 'react-admin';
import { ApiError } from '../../../ui/api-error.js';

type Command = { pending: boolean; error: unknown; run: <T>(send: () => Promise<T>) => Promise<T | null> };

/** Sends a command and waits for its answer; nothing is shown as done before. Afterwards the page reads anew, also what made it refuse. Null when it was not done. */
export function useCommand(): Command {
  const refresh = useRefresh();
  const [state, setState] = useState<{ pending: boolean; error: unknown }>({ pending: false, error: null });
  const run = async <T,>(send: () => Promise<T>): Promise<T | null> => {
    setState({ pending: true, error: null });
    try {
      const answer = await send();
      setState({ pending: false, error: null });
      refresh();
      return answer;
    } catch (error) {
      setState({ pending: false, error });
      if (error instanceof ApiError && error.kind === 'refused') refresh();
      return null;
    }
  };
  return { ...state, run };
}
