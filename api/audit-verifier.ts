import type { AuditBreak, AuditVerdict } from '../db/verify-audit.js';

/** `rows` that have been compared; `broken` is the first thing that is wrong; `beganAt` in ms since 1970. */
export type AuditCheck = { status: 'running' | 'whole' | 'broken'; rows: number; seals: number | null; broken: AuditBreak | null; beganAt: number };

export type AuditVerifier = { check(): Promise<AuditCheck> };

/** A chain of millions of rows takes longer than a request may: whoever asks waits so long, and asks again. */
const PATIENCE_MS = 5_000;

type Run = { beganAt: number; rows: number; ended: 'not' | 'well' | 'badly'; work: Promise<AuditVerdict> };

/** One verification at a time in this process: whoever asks while it runs waits for the same. A verdict is told once, then it begins anew. Rejects as `verify` does. */
export function createAuditVerifier(verify: (onProgress: (rows: number) => void) => Promise<AuditVerdict>, { patienceMs = PATIENCE_MS, now = Date.now } = {}): AuditVerifier {
  let current: Run | null = null;

  function begin(): Run {
    const run: Run = { beganAt: now(), rows: 0, ended: 'not', work: verify((rows) => (run.rows = rows)) };
    run.work.then(() => (run.ended = 'well'), () => (run.ended = 'badly')); // told to whoever asks next
    return run;
  }

  return {
    async check() {
      const run = (current ??= begin());
      let timer: NodeJS.Timeout | undefined;
      const patience = new Promise<null>((resolve) => (timer = setTimeout(resolve, patienceMs, null)));
      try {
        return shown(run, await Promise.race([run.work, patience]));
      } finally {
        clearTimeout(timer);
        if (run.ended !== 'not' && current === run) current = null;
      }
    },
  };
}

function shown({ beganAt, rows }: Run, verdict: AuditVerdict | null): AuditCheck {
  if (!verdict) return { status: 'running', rows, seals: null, broken: null, beganAt };
  if (verdict.ok) return { status: 'whole', rows: verdict.rows, seals: verdict.batches, broken: null, beganAt };
  return { status: 'broken', rows, seals: null, broken: verdict.first, beganAt };
}
