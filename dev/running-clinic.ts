import { readFileSync } from 'node:fs';
import { readEnv } from '../config/env.js';
import { createPool } from '../db/pool.js';
import { verifyAudit, type AuditVerdict } from '../db/verify-audit.js';
import type { Clinic } from './clinic/setup.js';
import { dataFolder } from './folders.js';
import { roleUrl, runFile } from './installation.js';
import { findRun } from './run-file.js';
import type { Secrets } from './secrets.js';

export type RunningClinic = {
  /** The data folder. */
  folder: string;
  clinic: Clinic;
  urls: { api: string; login: string; audience: string; registryGuangdong: string; sms: string; identityAuthorities: string };
  /** As the auditor, who alone may read the audit. */
  verifyAudit: () => Promise<AuditVerdict>;
};

/** The installation that runs on this checkout's data. Rejects with what to do when none runs. */
export async function withRunningClinic<T>(use: (running: RunningClinic) => Promise<T>): Promise<T> {
  const env = readEnv();
  const folder = dataFolder(env);
  const run = findRun(runFile(env));
  if (!run?.database) throw new Error('Miaocheng does not run on this data. Start it in another terminal: npm start -- --empty');
  const read = <T_>(name: string) => JSON.parse(readFileSync(`${folder}/${name}`, 'utf8')) as T_;
  const auditorUrl = roleUrl(run.database, read<Secrets>('secrets.json'), 'auditor');
  const { api = '', login = '', audience = '', registryGuangdong = '', sms = '', identityAuthorities = '' } = run.urls;
  return use({
    folder,
    clinic: read<Clinic>('clinic.json'),
    urls: { api, login, audience, registryGuangdong, sms, identityAuthorities },
    async verifyAudit() {
      const pool = createPool({ url: auditorUrl, max: 1, statementTimeoutMs: 60_000 });
      return verifyAudit({ pool, anchorFile: `${folder}/audit-anchors.jsonl` }).finally(() => pool.end());
    },
  });
}
