import { setTimeout as wait } from 'node:timers/promises';
import type { Watch } from './side.js';

/** A statement that only waits for the registry's answer: what `identify` does within its time budget. */
const WAITING = 'peek_v1';
/** Longer than the process takes to go on after a command, as people at a desk are slower than that: nothing clashes, nothing is waited for. */
const QUIET_MS = 300;

/** Statements that the API has sent to Postgres for requests, by name, from its own figures. */
export async function readStatements(apiUrl: string): Promise<Map<string, number>> {
  const text = await (await fetch(`${apiUrl}/metrics`)).text();
  return new Map([...text.matchAll(/^miaocheng_statements_total\{statement="([^"]+)"\} (\d+)$/gm)].map(([, name = '', count]) => [name, Number(count)]));
}

/** A watch that counts the statements of each command; `counts` has them in the order of the commands. */
export function countStatements(apiUrl: string, quietMs = QUIET_MS): { watch: Watch; counts: { command: string; statements: number }[] } {
  const counts: { command: string; statements: number }[] = [];
  const watch: Watch = async (command, send) => {
    await wait(quietMs);
    const before = await readStatements(apiUrl);
    const answer = await send();
    const after = await readStatements(apiUrl);
    after.delete(WAITING);
    const statements = [...after].reduce((sum, [name, count]) => sum + count - (before.get(name) ?? 0), 0);
    counts.push({ command, statements });
    return answer;
  };
  return { watch, counts };
}
