import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const START_TIME = 19; // field of /proc/PID/stat, counted after the name in brackets
const DEAD = ['Z', 'X', 'x'];

/**
 * Tells a live process from a later one that was given the same number: its start time, with the machine's boot on
 * Linux. A zombie is dead here: where process 1 does not reap, a killed orphan stays one and still answers signal 0.
 * @param {number} pid
 * @returns {string | undefined} undefined when no such process lives
 */
export function identityOf(pid) {
  if (!Number.isSafeInteger(pid) || pid <= 0) return undefined;
  return process.platform === 'linux' ? identityOnLinux(pid) : identityByPs(pid);
}

function identityOnLinux(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (DEAD.includes(fields[0])) return undefined;
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}/${fields[START_TIME]}`;
  } catch {
    return undefined; // no such process, or gone while it was read
  }
}

function identityByPs(pid) {
  const { stdout, error } = spawnSync('ps', ['-p', String(pid), '-o', 'state=,lstart='], { encoding: 'utf8' });
  if (error) return isAnswering(pid) ? 'alive' : undefined; // no `ps` on this system
  const [state = '', ...started] = stdout.trim().split(/\s+/);
  return started.length > 0 && !state.startsWith('Z') ? started.join(' ') : undefined;
}

function isAnswering(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}
