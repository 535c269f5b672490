import { readFileSync } from 'node:fs';
import { readEnv } from '../config/env.js';
import { createPool } from '../db/pool.js';
import { verifyAudit, type AuditVerdict } from '../db/verify-audit.js';
import type { Clinic } from './clinic/setup.js';
import { dataFolder } from './folders.js';
import { DATABASE, roleUrl, runFile } from './installation.js';
import { findRun } from './run-file.js';
import type { Secrets } from './secrets.js';

export type RunningClinic = {
  /** The data folder. */
  folder: string;
  clinic: Clinic;
  urls: { api: string; login: string; audience: string; registryGuangdong: string; sms: string; identityAuthorities: string };
  /** As the owner of the database, who may break it. */
  adminUrl: string;
  /** As the auditor, who alone may read the audit. */
  verifyAudit: () => Promise<AuditVerdict>;
};

/** The installation that runs on this checkout's data. Rejects with what to do when none runs. */
export async function withRunningClinic<T>(use: (running: RunningClinic) => Promise<T>): Promise<T> {
  const env = readEnv();
  const folder = dataFolder(env);
  const run = findRun(runFile(env));
  if (!run?.database) throw new Error('Miaocheng does not run on this data. Start it in another terminal: npm start -- --empty');
  const clinic = JSON.parse(readFileSync(`${folder}/clinic.json`, 'utf8')) as Clinic;
  return use(runningClinic({ folder, clinic, urls: run.urls, adminUrl: run.database }));
}

/** What a clinic day needs of an installation that runs. */
export function runningClinic({ folder, clinic, urls, adminUrl }: { folder: string; clinic: Clinic; urls: Record<string, string>; adminUrl: string }): RunningClinic {
  const { api = '', login = '', audience = '', registryGuangdong = '', sms = '', identityAuthorities = '' } = urls;
  return {
    folder,
    clinic,
    adminUrl: ownerUrl(adminUrl),
    urls: { api, login, audience, registryGuangdong, sms, identityAuthorities },
    async verifyAudit() {
      const secrets = JSON.parse(readFileSync(`${folder}/secrets.json`, 'utf8')) as Secrets;
      const pool = createPool({ url: roleUrl(adminUrl, secrets, 'auditor'), max: 1, statementTimeoutMs: 60_000 });
      return verifyAudit({ pool, anchorFile: `${folder}/audit-anchors.jsonl` }).finally(() => pool.end());
    },
  };
}

function ownerUrl(adminUrl: string): string {
  const url = new URL(adminUrl);
  url.pathname = `/${DATABASE}`;
  return url.href;
}
