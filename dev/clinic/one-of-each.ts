import pg from 'pg';
import type { Case } from '../../contracts/cases.js';
import type { DynamicText, HealthCode } from '../../contracts/health-codes.js';
import type { z } from 'zod';
import type { CaseKind } from '../../domain/cases/kinds.js';
import { addDays, localDateOf, toInstant } from '../../domain/time.js';
import { expectOk } from './api-client.js';
import { ADULT, appOf, CHILD, come, confirm, decide, fault, goHome, identify, prepare, signerOf, somebody, until, untilFaultIsOver, vaccinate, walkIn, withLot, type Scene } from './scene.js';

const today = () => localDateOf(toInstant(Date.now()));
const REGISTRY = '/gdips/v1';
/** What a child may get besides. */
const OTHER = [{ productId: 'hepb-10', doseNumber: 1 }];
/** So often the registry does not answer for one person; each repeat waits twice as long as the one before, so that another question is sure to be first then. */
const UNANSWERED = 6;

/** How each kind of case comes about, through the public API and with what goes wrong outside. docs/cases.md says the same in words. */
export const ONE_OF_EACH: Record<CaseKind, (scene: Scene) => Promise<void>> = {
  async 'identity-differs'(scene) {
    const visit = await walkIn(scene, await somebody(scene, 'adult', { held: [{ name: '示例同号人' }] }), ADULT);
    await identify(scene, visit);
  },

  async 'several-archives'(scene) {
    const visit = await walkIn(scene, await somebody(scene, 'adult', { held: [{}, { phone: null }] }), ADULT);
    await identify(scene, visit);
  },

  async 'decision-questioned'(scene) {
    const visit = await walkIn(scene, await somebody(scene, 'adult', { held: [{ name: '示例同号人' }] }), ADULT);
    await identify(scene, visit);
    const id = await decide(scene, visit, 'identity-differs', 'accept-ours');
    await until(scene, visit, ({ archive }) => archive.outcome === 'same');
    const decided = await expectOk('case', scene.operator.get<Case>(`/v1/cases/${id}`));
    await expectOk('undo', scene.operator.post(`/v1/cases/${id}/undo`, { staffId: 'staff-supervisor', caseVersion: decided.version, reason: '证件为同胞所有，须重新核对' }));
  },

  async 'provisional-identity-overdue'(scene) {
    const visit = await walkIn(scene, await somebody(scene, 'adult'), ADULT);
    const app = appOf(scene, visit);
    const code = await expectOk('health code', app.post<z.infer<typeof HealthCode>>(`/v1/residents/${visit.residentId}/health-codes`, {}));
    const { text } = await expectOk('dynamic text', app.post<z.infer<typeof DynamicText>>(`/v1/health-codes/${code.id}/dynamic-text`, {}));
    const checkedAt = new Date(Date.now() - 1_000).toISOString();
    await expectOk('suspend', scene.operator.post(`/v1/health-codes/${code.id}/suspend`, { reason: '居民报告手机遗失' }));
    await scene.desk.identifyBy(visit.journeyId, { by: 'offline-code', text, checkedAt, readBackMatches: true });
  },

  async 'cannot-verify'(scene) {
    const visit = await walkIn(scene, await somebody(scene, 'adult'), ADULT);
    await identify(scene, visit);
    const { archive } = await until(scene, visit, (journey) => journey.archive.outcome !== null);
    await expectOk('confirmArchive', scene.desk.confirmWithoutHistory(visit.journeyId, archive));
  },

  async 'dose-found-invalid'(scene) {
    const visit = await walkIn(scene, await somebody(scene, 'child', { held: [{ birthDate: addDays(today(), -100) }] }), CHILD);
    await identify(scene, visit);
    await confirm(scene, visit);
    await decide(scene, visit, 'cannot-verify', 'go-on');
    await vaccinate(scene, visit, await prepare(scene, visit));
    await decide(scene, visit, 'identity-differs', 'accept-registry');
  },

  async 'dose-on-unverified-checklist'(scene) {
    const visit = await walkIn(scene, await somebody(scene, 'adult'), ADULT);
    for (const dose of await come(scene, visit)) await expectOk('report', scene.desk.reportUnverified(visit.journeyId, dose));
  },

  async 'claim-conflict'(scene) {
    const resident = await somebody(scene, 'child', { held: [{ doses: [mmrGivenElsewhere()] }] });
    const number = resident.identifiers[0]?.number ?? '';
    await fault(scene, { kind: 'down', how: 'unavailable', path: `${REGISTRY}/persons`, about: number, count: UNANSWERED });
    const visit = await walkIn(scene, resident, CHILD);
    await identify(scene, visit);
    await confirm(scene, visit, { waits: false });
    const doses = await prepare(scene, visit);
    for (const dose of doses) await expectOk('verify', scene.desk.verify(visit.journeyId, dose, signerOf(visit)));
    await untilFaultIsOver(scene, number);
    // At another desk the registry tells of the dose while this one holds the syringe.
    const other = { ...visit, journeyId: (await scene.desk.walkIn(visit.residentId, OTHER)).journeyId };
    await until(scene, other, ({ archive }) => archive.outcome !== null);
    for (const dose of doses) await expectOk('recordDose', scene.desk.inject(visit.journeyId, dose));
    await expectOk('cancel', scene.desk.send(other.journeyId, { type: 'cancel', data: {}, reason: '同一居民已在另一台接种' }));
  },

  async 'registry-rejected'(scene) {
    const resident = await somebody(scene, 'adult');
    await fault(scene, { kind: 'reject', path: `${REGISTRY}/doses`, code: 'GD3002', about: resident.identifiers[0]?.number ?? '', count: 1 });
    const visit = await walkIn(scene, resident, ADULT);
    await vaccinate(scene, visit, await come(scene, visit));
  },

  async 'registry-unreachable'(scene) {
    const visit = await walkIn(scene, await withoutAnswer(scene), ADULT);
    await identify(scene, visit);
    await confirm(scene, visit);
  },

  async 'upload-overdue'(scene) {
    const visit = await walkIn(scene, await withoutAnswer(scene), ADULT);
    await vaccinate(scene, visit, await come(scene, visit), Date.now() - scene.policies.clocks.uploadDueMs - 60_000);
  },

  async 'notice-undeliverable'(scene) {
    const resident = await somebody(scene, 'adult');
    await fault(scene, { kind: 'reject', path: '/sms/v1/messages', code: 'invalid-message', about: resident.phone ?? '', count: 1 }, 'sms');
    const visit = await walkIn(scene, resident, ADULT);
    await vaccinate(scene, visit, await come(scene, visit));
    await goHome(scene, visit);
  },

  async 'lot-follow-up'(scene) {
    const lot = `FRIDGE-${Date.now()}`; // of its own, so that nobody else is kept from a dose
    await admin(scene.running.adminUrl, 'insert into lots (product_id, lot, expires_on) select product_id, $1, expires_on from lots where product_id = $2 limit 1', [lot, ADULT[0]?.productId]);
    const fromIt = { ...scene, desk: withLot(scene, lot) };
    const visit = await walkIn(fromIt, await somebody(scene, 'adult'), ADULT);
    const doses = await come(fromIt, visit);
    await vaccinate(fromIt, visit, doses);
    await expectOk('hold', scene.site.post(`/v1/lots/${doses[0]?.productId}/${lot}/holds`, { staffId: 'staff-stock', kind: 'cold-chain', reason: '冰箱夜间断电，温度升至 11℃' }));
  },

  async 'software-fault'(scene) {
    const visit = await walkIn(scene, await somebody(scene, 'adult'), ADULT);
    const doses = await come(scene, visit);
    for (const dose of doses) {
      await expectOk('verify', scene.desk.verify(visit.journeyId, dose, signerOf(visit)));
      await misplaceTraceCode(scene.running.adminUrl, dose.plannedDoseId);
      await expectOk('recordDose', scene.desk.inject(visit.journeyId, dose));
    }
    await goHome(scene, visit);
  },
};

/** Somebody whose phone differs, so that the archive has to be changed; for this archive alone the registry does not answer any more. */
async function withoutAnswer(scene: Scene) {
  const resident = await somebody(scene, 'adult', { held: [{ phone: '13800000000' }] });
  await fault(scene, { kind: 'down', how: 'unavailable', path: `${REGISTRY}/archives`, about: resident.archives[0]?.archiveNo ?? '' });
  return resident;
}

/** Ours alone is broken: no answer of any system does this. The record of the dose cannot be read until `journey_id` is put right. */
async function misplaceTraceCode(adminUrl: string, plannedDoseId: string): Promise<void> {
  await admin(adminUrl, 'update trace_code_uses set journey_id = planned_dose_id where planned_dose_id = $1', [plannedDoseId]);
}

async function admin(adminUrl: string, sql: string, values: unknown[]): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  await client.query(sql, values).finally(() => client.end());
}

/** What the province knows of a dose that somebody else has given. */
function mmrGivenElsewhere() {
  const day = addDays(today(), -60);
  return {
    vaccineCode: 'MMR', vaccineName: '麻腮风', doseNo: 1, makerCode: '01', makerName: '示例生物', lotNo: 'ELSEWHERE-1', expireDate: addDays(day, 700).replaceAll('-', ''),
    traceCode: `8410040${String(Date.now()).padStart(13, '0')}`, packageDoses: 1, bodySite: 'left-upper-arm', route: 'SC', inoculateTime: `${day} 09:30:00`, vaccinator: '示例',
    crowdCode: '01', crowdName: '国家免疫规划', siteCode: 'elsewhere', siteName: '外省示例接种点', areaCode: '440100', areaName: '广州市',
  };
}
