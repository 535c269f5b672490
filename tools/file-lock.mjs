import { mkdirSync, readFileSync, renameSync, rmdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { identityOf } from './process-identity.mjs';

const POLL_MS = 200;
const WRITING_MS = 5_000; // a lock file that cannot be read may just be being written
const TAKEOVER_MS = 10_000; // far above the microseconds that a takeover lasts

/**
 * Takes a lock file, also from a holder that died without releasing it. Plain Node, since it guards the installation.
 * @returns {{ lock: Lock } | { holder: object }} the lock, or what its live holder wrote
 */
export function tryLock(file, facts = {}) {
  mkdirSync(dirname(file), { recursive: true });
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const own = { pid: process.pid, identity: identityOf(process.pid), ...facts };
    if (create(file, own)) return { lock: lockOf(file, own) };
    const found = read(file);
    if (found === undefined) continue; // released in between
    if (isHeld(found)) return { holder: found.holder ?? {} };
    takeAway(file, found.text);
  }
  return { holder: read(file)?.holder ?? {} };
}

/** Runs `work` under the lock, waiting for it as long as its holder lives; `onWait(holder)` is told once. */
export async function withLock(file, work, onWait = () => {}) {
  let told = false;
  for (;;) {
    const { lock, holder } = tryLock(file);
    if (lock) {
      try {
        return await work();
      } finally {
        lock.release();
      }
    }
    if (!told) onWait(holder);
    told = true;
    await wait(POLL_MS);
  }
}

/** What a live holder wrote; undefined when nobody holds the lock. */
export function holderOf(file) {
  const found = read(file);
  return found && isHeld(found) ? (found.holder ?? {}) : undefined;
}

function lockOf(file, own) {
  return {
    write(facts) {
      const partial = `${file}.${process.pid}.new`;
      writeFileSync(partial, JSON.stringify({ ...own, ...facts }), { mode: 0o600 });
      renameSync(partial, file);
    },
    release() {
      if (read(file)?.holder?.identity === own.identity) rmSync(file, { force: true });
    },
  };
}

function create(file, own) {
  try {
    writeFileSync(file, JSON.stringify(own), { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

function read(file) {
  try {
    const text = readFileSync(file, 'utf8');
    return { text, ageMs: Date.now() - statSync(file).mtimeMs, holder: parse(text) };
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isHeld({ holder, ageMs }) {
  if (!holder) return ageMs < WRITING_MS;
  const identity = identityOf(holder.pid);
  return identity !== undefined && identity === holder.identity;
}

/** One of several who saw the dead holder removes its file, and only while it is still that holder's. */
function takeAway(file, deadText) {
  const guard = `${file}.takeover`;
  try {
    mkdirSync(guard);
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    return removeOldGuard(guard);
  }
  try {
    if (read(file)?.text === deadText) rmSync(file, { force: true });
  } finally {
    rmdirSync(guard);
  }
}

function removeOldGuard(guard) {
  const age = Date.now() - (statSync(guard, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
  if (age > TAKEOVER_MS) rmSync(guard, { recursive: true, force: true });
}
