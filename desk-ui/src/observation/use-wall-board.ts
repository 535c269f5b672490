import { useEffect, useState } from 'react';
import type { PublicBoard } from '../../../contracts/observation.js';
import { answerOf, reach } from '../../../ui/answer.js';
import { ApiError } from '../../../ui/api-error.js';

const EVERY_MS = 2_000;

/** `board`: the last answer that came; `stale`: the one after it did not; `refused`: this browser is no screen of a site. */
export type Wall = { board: PublicBoard | null; stale: boolean; refused: boolean };

/** Asks for as long as the screen is on: what does not answer is asked again, and meanwhile the last answer stands, which says how old it is (hazard H15). */
export function useWallBoard(): Wall {
  const [wall, setWall] = useState<Wall>({ board: null, stale: false, refused: false });
  useEffect(() => {
    let ended = false;
    let timer: ReturnType<typeof setTimeout>;
    const look = async () => {
      try {
        const asked = await reach(() => fetch('/auth/desk/board', { headers: { accept: 'application/json', 'Miaocheng-Request': '1' }, signal: AbortSignal.timeout(10_000) }));
        const board = (await answerOf(asked)) as PublicBoard;
        if (!ended) setWall({ board, stale: false, refused: false });
      } catch (error) {
        const refused = error instanceof ApiError && error.kind === 'refused';
        if (!ended) setWall((before) => ({ board: refused ? null : before.board, stale: true, refused }));
      }
      if (!ended) timer = setTimeout(() => void look(), EVERY_MS);
    };
    void look();
    return () => {
      ended = true;
      clearTimeout(timer);
    };
  }, []);
  return wall;
}
