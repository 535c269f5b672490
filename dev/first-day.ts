import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { projectRoot } from './folders.js';

/** The first run plays 20 residents and leaves cases open, as whoever types the command would; true when all invariants held. */
export function playFirstDay(line: (text: string) => void): Promise<boolean> {
  line('\nfirst run: a clinic day with 20 residents');
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(projectRoot, 'dist/dev/demo.js'), '--residents', '20', '--leave-open'], { stdio: ['ignore', 'ignore', 'inherit'] });
    child.once('error', () => resolve(false));
    child.once('exit', (code) => resolve(code === 0));
  });
}
