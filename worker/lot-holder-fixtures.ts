import type { Sequelize } from 'sequelize';
import { testCipher } from '../db/database-fixtures.js';
import { createLotHoldStore, type LotHoldStore } from '../db/lot-hold-store.js';
import { newId } from '../db/new-id.js';
import { createSequelize } from '../db/sequelize.js';
import { toAreaCode, type LotHoldId } from '../domain/ids.js';
import { decideLotHold, placeLotHold, type LotHold, type LotHoldDecision, type LotHoldPlacing } from '../domain/stock/lot-hold.js';
import { toInstant } from '../domain/time.js';
import type { ClinicUnderTest } from './clinic-fixtures.js';

const PROVINCE = toAreaCode('440000');
const MMR = 'mmr';

/** Test material: whoever stops lots of this clinic and lets them go, as the API does it. */
export class LotHolder {
  private readonly clinic: ClinicUnderTest;
  private readonly sequelize: Sequelize;
  private readonly holds: LotHoldStore;
  private lots = 0;

  constructor(clinic: ClinicUnderTest) {
    this.clinic = clinic;
    this.sequelize = createSequelize({ url: clinic.database.urls.api });
    this.holds = createLotHoldStore({ sequelize: this.sequelize, cipher: testCipher });
  }

  /** A lot of its own for each test. */
  async newLot(): Promise<string> {
    const lot = `R${(this.lots += 1)}`;
    await this.clinic.rows('insert into lots (product_id, lot, expires_on) values ($1, $2, $3)', [MMR, lot, '2099-01-01']);
    return lot;
  }

  async stop(lot: string, change: Partial<LotHoldPlacing> = {}): Promise<LotHold> {
    const key = { productId: MMR, lot };
    const placing: LotHoldPlacing = { ...key, id: newId(), kind: 'recall', siteId: null, areaCode: PROVINCE, since: null, by: 'S-1', ...change };
    const hold = await this.sequelize.transaction((transaction) => this.holds.place({ ...this.by('S-1'), transaction }, key, (known) => changeOf(placeLotHold(placing, known, now()))));
    if (!hold) throw new Error(`no lot ${lot}`);
    return hold;
  }

  /** Asked by one, approved by another. */
  async letGo({ id, version }: LotHold): Promise<void> {
    await this.decide(id, 'ask', 'S-1', version);
    await this.decide(id, 'approve', 'S-2', version + 1);
  }

  close = () => this.sequelize.close();

  private decide(id: LotHoldId, type: 'ask' | 'approve', by: string, version: number) {
    return this.sequelize.transaction((transaction) => this.holds.change({ ...this.by(by), transaction }, id, (before) => changeOf(decideLotHold(before, { type, by, version }, now()))));
  }

  private by(staffId: string) {
    return { scope: { area: PROVINCE }, commandId: newId<'command'>(), actor: { kind: 'client' as const, clientId: 'operator', staffId }, by: staffId, at: now() };
  }
}

const now = () => toInstant(Date.now());

function changeOf(decision: LotHoldDecision) {
  if (!decision.ok) throw new Error(decision.refusal.code);
  return { event: decision.event, after: decision.after, reason: '公告召回' };
}
