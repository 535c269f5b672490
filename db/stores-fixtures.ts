import type { Sequelize } from 'sequelize';
import { createAuditStore } from './audit-store.js';
import { addResident, createTestDatabase, inScope, openClinic, openDoor, testBlindIndex, testCipher, type Clinic, type OpenDoor, type TestDatabase } from './database-fixtures.js';
import { Visit } from './door-fixtures.js';
import { createPool, type Statements } from './pool.js';
import { createResidentStore, type ResidentStore } from './resident-store.js';
import { createSequelize } from './sequelize.js';

/** Two clinics, one in Guangzhou and one in Shenzhen, and every pool that a store needs. */
export class Stores {
  readonly database: TestDatabase;
  readonly clinic: Clinic;
  readonly other: Clinic;
  readonly api: Sequelize;
  readonly workerSequelize: Sequelize;
  readonly open: OpenDoor;
  readonly worker: Statements;
  readonly residents: ResidentStore;

  constructor(database: TestDatabase, clinic: Clinic, other: Clinic) {
    this.database = database;
    this.clinic = clinic;
    this.other = other;
    this.api = createSequelize({ url: database.urls.api });
    this.workerSequelize = createSequelize({ url: database.urls.worker });
    this.open = openDoor(database.urls.api);
    this.worker = createPool({ url: database.urls.worker });
    this.residents = createResidentStore({ sequelize: this.api, cipher: testCipher, blindIndex: testBlindIndex, audit: createAuditStore(this.open.pool) });
  }

  static async create(admin: string | undefined): Promise<Stores> {
    const database = await createTestDatabase(admin);
    return new Stores(database, await openClinic(database.urls, { capacity: 100 }), await openClinic(database.urls, { areaCode: '440300' }));
  }

  get here() {
    return { site: this.clinic.siteId };
  }

  get there() {
    return { site: this.other.siteId };
  }

  admin(sql: string, values: unknown[] = []) {
    return inScope(this.database.adminUrl, null, sql, values);
  }

  async newVisit(): Promise<Visit> {
    return new Visit(this.open.door, this.clinic, await addResident(this.database.urls, [this.clinic]));
  }

  async booked(): Promise<Visit> {
    const visit = await this.newVisit();
    await visit.done(visit.book(this.clinic.slotIds[0]));
    return visit;
  }

  async close(): Promise<void> {
    await Promise.all([this.api.close(), this.workerSequelize.close(), this.open.pool.end(), this.worker.end()]);
    await this.database.drop();
  }
}
