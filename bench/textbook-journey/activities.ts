import type { DataConverter } from '@temporalio/common';
import { Worker, type NativeConnection, type WorkflowBundleOption } from '@temporalio/worker';
import pg from 'pg';
import { POOL_SIZE } from '../../db/pool.js';
import type { SiteId } from '../../domain/ids.js';
import { toInstant, toLocalDate } from '../../domain/time.js';
import type { ImmunizationRegistry, RegistryDose, RegistryPerson } from '../../registries/immunization/port.js';
import type { NoticeChannel } from '../../registries/notice-channel/port.js';
import { JOURNEYS, NOTICE_SMS, REGISTRY_GUANGDONG } from '../../workflows/task-queues.js';
import { TUNING } from '../../worker/create-workers.js';
import { TEXTBOOK_JOURNEYS, TEXTBOOK_REGISTRY, TEXTBOOK_SMS, type TextbookInput } from './workflow.js';

/** One row a command, and a counter of slots that cannot be oversold. Run once as the owner of the schema. */
export const TEXTBOOK_TABLES = `
  create table if not exists textbook_slots (id uuid primary key, capacity int not null, taken int not null default 0);
  create table if not exists textbook_rows (journey_id uuid not null, command text not null, data jsonb not null, at timestamptz not null default now(), primary key (journey_id, command));
`;

export type RowActivities = ReturnType<typeof createRowActivities>;
export type RegistryActivities = ReturnType<typeof createRegistryActivities>;
export type SmsActivities = ReturnType<typeof createSmsActivities>;

type Row = { journeyId: string; command: string; data: Record<string, unknown> };

const INSERT = { name: 'textbook_row', text: 'insert into textbook_rows (journey_id, command, data) values ($1, $2, $3) on conflict do nothing' };
const BOOK = {
  name: 'textbook_book',
  text: `with mine as (insert into textbook_rows (journey_id, command, data) values ($1, $2, $3) on conflict do nothing returning 1)
         update textbook_slots set taken = taken + 1 where id = $4 and taken < capacity and exists (select 1 from mine)`,
};

/** Idempotent by primary key: a workflow task that is lost runs its local activities again. */
export function createRowActivities(pool: pg.Pool) {
  return {
    async writeRow({ journeyId, command, data }: Row): Promise<void> {
      const values = [journeyId, command, JSON.stringify(data)];
      await pool.query(command === 'book' ? { ...BOOK, values: [...values, data.slotId] } : { ...INSERT, values });
    },
  };
}

type Asked = Pick<TextbookInput, 'journeyId' | 'siteId' | 'person'>;

/** The registry calls of our journey through the same adapter; each writes its row itself, which spares a local activity. */
export function createRegistryActivities(pool: pg.Pool, registry: ImmunizationRegistry, doseOf: (input: Pick<TextbookInput, 'journeyId' | 'siteId' | 'dose'>) => RegistryDose) {
  const { writeRow } = createRowActivities(pool);
  const asking = ({ siteId, journeyId }: Asked, step: string) => ({ siteId: siteId as SiteId, key: `${journeyId}:-:${step}:1` });
  return {
    async lookUpArchive(asked: Asked): Promise<{ archiveNo: string | null }> {
      const { identifier } = personOf(asked.person);
      const found = await registry.findPerson({ siteId: asked.siteId as SiteId, identifiers: identifier ? [identifier] : [] });
      await writeRow({ journeyId: asked.journeyId, command: 'archiveLookedUp', data: { outcome: found.outcome } });
      return { archiveNo: found.outcome === 'found' ? found.archive.archiveNo : null };
    },
    async createArchive(asked: Asked): Promise<{ archiveNo: string }> {
      const { archiveNo, version } = await registry.createArchive({ ...asking(asked, 'create-archive'), person: personOf(asked.person) });
      await writeRow({ journeyId: asked.journeyId, command: 'archiveCreated', data: { version } });
      return { archiveNo };
    },
    async uploadDose({ archiveNo, dose, ...asked }: Asked & Pick<TextbookInput, 'dose'> & { archiveNo: string }): Promise<void> {
      await registry.recordDose({ ...asking(asked, 'upload'), archiveNo, person: personOf(asked.person), dose: doseOf({ ...asked, dose }) });
      await writeRow({ journeyId: asked.journeyId, command: 'uploaded', data: {} });
    },
  };
}

export function createSmsActivities(pool: pg.Pool, sms: NoticeChannel, text: string) {
  const { writeRow } = createRowActivities(pool);
  return {
    async sendResultNotice({ journeyId, phone }: { journeyId: string; phone: string }): Promise<void> {
      const { providerId } = await sms.send({ key: journeyId, to: phone, text });
      await writeRow({ journeyId, command: 'noticeSent', data: { providerId } });
    },
  };
}

function personOf({ name, sex, birthDate, idType, idNumber, phone }: TextbookInput['person']): RegistryPerson {
  return { name, sex, birthDate: toLocalDate(birthDate), identifier: { type: idType, number: idNumber }, nationality: 'CN', phone, address: null, guardian: null };
}

/** A dose as our own activities tell the registry of it; the trace code is the journey's own so that none is used twice. */
export function textbookDose(traceCodeOf: (journeyId: string) => string, product: Pick<RegistryDose, 'vaccine' | 'maker' | 'dosesPerPackage' | 'bodySite' | 'route'>) {
  return ({ journeyId, siteId, dose }: Pick<TextbookInput, 'journeyId' | 'siteId' | 'dose'>): RegistryDose => ({
    ...product,
    doseNumber: dose.doseNumber,
    lot: 'L1',
    expiresOn: toLocalDate('2099-01-01'),
    traceCode: traceCodeOf(journeyId),
    givenAt: toInstant(Date.now() - 1_000),
    vaccinator: 'N-204',
    crowdClass: { code: '01', name: '国家免疫规划' },
    site: { code: siteId, name: '测试门诊' },
    area: { code: '440103', name: '荔湾区' },
  });
}

export type TextbookParts = {
  connection: NativeConnection;
  namespace: string;
  dataConverter: DataConverter;
  /** Built as ours: `bundleWorkflowCode` over `workflow.ts` with the same failure converter. */
  workflowBundle: WorkflowBundleOption;
  databaseUrl: string;
  registry: ImmunizationRegistry;
  sms: NoticeChannel;
  doseOf: ReturnType<typeof textbookDose>;
  noticeText: string;
};

/** Three workers, as ours are: same tuning, same size of pool. */
export async function createTextbookWorkers(parts: TextbookParts): Promise<{ workers: Worker[]; pool: pg.Pool }> {
  const { connection, namespace, dataConverter, workflowBundle, databaseUrl, registry, sms, doseOf, noticeText } = parts;
  const pool = new pg.Pool({ connectionString: databaseUrl, max: POOL_SIZE });
  pool.on('error', () => undefined);
  const common = { connection, namespace, dataConverter, shutdownGraceTime: 3_000 };
  const workers = await Promise.all([
    Worker.create({ ...common, ...TUNING[JOURNEYS], taskQueue: TEXTBOOK_JOURNEYS, workflowBundle, activities: createRowActivities(pool) }),
    Worker.create({ ...common, ...TUNING[REGISTRY_GUANGDONG], taskQueue: TEXTBOOK_REGISTRY, activities: createRegistryActivities(pool, registry, doseOf) }),
    Worker.create({ ...common, ...TUNING[NOTICE_SMS], taskQueue: TEXTBOOK_SMS, activities: createSmsActivities(pool, sms, noticeText) }),
  ]);
  return { workers, pool };
}
