import pg from 'pg';
import { createAuditReader } from '../../db/audit-reader.js';
import { createCaseStore } from '../../db/case-store.js';
import { createDoseStore } from '../../db/dose-store.js';
import { createJourneyStore } from '../../db/journey-store.js';
import { createBlindIndex } from '../../db/blind-index.js';
import { createKeyRing } from '../../db/key-ring.js';
import { createLotStore } from '../../db/lot-store.js';
import { createNoticeStore } from '../../db/notice-store.js';
import { createObservationStore } from '../../db/observation-store.js';
import { createPool } from '../../db/pool.js';
import { createReportStore } from '../../db/report-store.js';
import { createSequelize } from '../../db/sequelize.js';
import { createSiteStore } from '../../db/site-store.js';
import { benchCipher } from './generate.js';
import type { Database } from './load.js';

/** One size of tables, with the stores of the API on its own login: scopes and row-level security hold as they do there. */
export async function openTables(name: 'small' | 'large', { adminUrl, apiUrl, auditorUrl }: Database, nowMs: number) {
  const admin = new pg.Client({ connectionString: adminUrl });
  admin.on('error', () => undefined); // a server that is stopped on Ctrl-C; the failing statement reports it
  await admin.connect();
  const known = new Map<string, Promise<pg.QueryResultRow[]>>();
  const sequelize = createSequelize({ url: apiUrl, max: 1 });
  const auditor = createPool({ url: auditorUrl, max: 1, planOnce: true, onError: () => undefined });
  const blindIndex = createBlindIndex(createKeyRing([['bench', Buffer.alloc(32, 'index')]]));
  return {
    name,
    nowMs,
    journeys: createJourneyStore(sequelize),
    cases: createCaseStore({ sequelize, cipher: benchCipher }),
    lots: createLotStore(sequelize),
    observation: createObservationStore({ sequelize, cipher: benchCipher }),
    notices: createNoticeStore({ sequelize, blindIndex }),
    doses: createDoseStore(sequelize),
    sites: createSiteStore(sequelize),
    reports: createReportStore(sequelize),
    audit: createAuditReader(auditor),
    /** Whom and what to ask for, seen without any scope; the same for the same question, since nothing is written any more. */
    rows<R extends pg.QueryResultRow>(sql: string): Promise<R[]> {
      const rows = known.get(sql) ?? admin.query<R>(sql).then((result) => result.rows);
      known.set(sql, rows);
      return rows as Promise<R[]>;
    },
    async close() {
      await sequelize.close();
      await auditor.end();
      await admin.end();
    },
  };
}
export type Tables = Awaited<ReturnType<typeof openTables>>;
