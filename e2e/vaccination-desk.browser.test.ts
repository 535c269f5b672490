import type { Browser } from 'playwright-core';
import type { z } from 'zod';
import type { DynamicText, HealthCode } from '../contracts/health-codes.js';
import { expectOk } from '../dev/clinic/api-client.js';
import { CHILD, come, fault, somebody, walkIn, type Scene, type Visit } from '../dev/clinic/scene.js';
import { liftTroubles } from '../dev/clinic/troubles.js';
import { InstallationUnderTest, passwordOf } from './installation.js';
import { launchBrowser, PageUnderTest } from './page-under-test.js';

const MINUTES = 60_000;
const GTIN = { mmr: '09520000000400', 'hepb-10': '09520000000103' } as const;

const installation = new InstallationUnderTest('clocks-demo');
let scene: Scene;
let desk: string;
let password: string;
let browser: Browser;
let tab: PageUnderTest;
let visit: Visit;
let packages = 0;

/** A package that nobody has scanned yet; `expires`: YYMMDD. */
const packageOf = (productId: keyof typeof GTIN, { expires }: { expires?: string } = {}): string => {
  const held = scene.running.clinic.lots.find((lot) => lot.productId === productId);
  packages += 1;
  return `01${GTIN[productId]}17${expires ?? held?.expiresOn.slice(2).replaceAll('-', '')}10${held?.lot}\u001d21E2E${Date.now()}${packages}`;
};

/** A child for whom only the needle is left. */
async function ready(): Promise<Visit> {
  const visit = await walkIn(scene, await somebody(scene, 'child'), CHILD);
  await come(scene, visit);
  return visit;
}

/** What the phone of this resident shows now. */
async function codeOf({ residentId }: Visit): Promise<string> {
  const code = await expectOk('health code', scene.site.post<z.infer<typeof HealthCode>>(`/v1/residents/${residentId}/health-codes`, {}));
  return (await expectOk('dynamic text', scene.site.post<z.infer<typeof DynamicText>>(`/v1/health-codes/${code.id}/dynamic-text`, {}))).text;
}

const doseState = async ({ journeyId }: Visit) => (await scene.desk.journey(journeyId)).doses[0];
const tick = (item: string, said: string) => tab.page.getByRole('group', { name: new RegExp(item) }).getByRole('button', { name: said });
/** All that the vaccinator says by hand, each on its own. */
const BY_HAND = [['检查受种者健康状况', '已核对'], ['查对预防接种证', '已核对'], ['外观、批号', '已核对'], ['核对剂量', '0.5 mL'], ['核对接种部位', '左上臂'], ['核对接种途径', '皮下注射']] as const;

beforeAll(async () => {
  const started = await installation.start();
  desk = started.urls['desk'] ?? '';
  password = passwordOf(started);
  scene = installation.scene(8_201);
  browser = await launchBrowser();
  tab = await PageUnderTest.signedInAtDesk(browser, `${desk}/vaccination`, 'vaccinator', password);
}, 4 * MINUTES);

afterAll(async () => {
  await browser?.close();
  await installation.remove();
}, MINUTES);

it('gives a plain dose with two scans, a key for each item, the guardian’s own confirmation and one save (H3)', async () => {
  const visit = await ready();
  await tab.shows('扫健康码、接种证或证件');
  await tab.scan(await codeOf(visit));
  await tab.shows(`${visit.resident.name} · ${visit.resident.birthDate}`, '读回一致');
  expect(await tab.barriers()).toEqual([]);
  await tab.picture('vaccination-read-back-zh');
  const from = Date.now();
  let touches = 1;
  await tab.page.keyboard.press('Enter');
  await tab.shows('扫描最小包装的追溯码');
  await tab.scan(packageOf('mmr'));
  await tab.shows('扫码已核对', '档案已核对', '核对完所有项目后');
  expect(await tab.barriers()).toEqual([]);
  await tab.picture('vaccination-checklist-zh');
  for (const [item, said] of BY_HAND) {
    expect(await tick(item, said).evaluate((button) => button === button.ownerDocument.activeElement)).toBe(true);
    await tab.page.keyboard.press('Space');
    touches += 1;
  }
  await tab.shows('受种者或监护人验证', '今天接种在左上臂');
  await tab.inBothLanguages('vaccination-resident-side', ['我已看到'], ['I have seen']);
  await tab.button(/^我确认 · 母亲/).click();
  await tab.shows('核对完成，可以接种', '左上臂 · 皮下注射 · 0.5 mL');
  expect(await tab.barriers()).toEqual([]);
  await tab.picture('vaccination-inject-zh');
  await tab.page.keyboard.press('Enter');
  touches += 1;
  await tab.shows('本次各剂已完成');
  process.stdout.write(`vaccinator's hands-on time of a plain dose: ${((Date.now() - from) / 1_000).toFixed(1)} s in the test, pictures included; 2 scans, ${touches} keys, 1 confirmation of the guardian\n`);
  expect(await doseState(visit)).toMatchObject({ given: { bodySite: 'left-upper-arm', route: 'SC' } });
  expect(touches).toBeLessThanOrEqual(BY_HAND.length + 1 + 3);
  await tab.inBothLanguages('vaccination-given', ['请到留观区'], ['on to observation']);
});

it('stops at another vaccine and at one past its day, and goes on with the right one (H2, H5)', async () => {
  visit = await ready();
  await tab.button('下一位').click();
  await tab.scan(await codeOf(visit));
  await tab.button('读回一致').click();
  await tab.shows('扫描最小包装的追溯码');
  await tab.scan(packageOf('hepb-10'));
  await tab.shows('禁止使用', '这一剂应为');
  expect(await tab.barriers()).toEqual([]);
  await tab.picture('vaccination-wrong-vial-zh');
  await tab.scan(packageOf('mmr', { expires: '200101' }));
  await tab.shows('禁止使用', '有效期');
  expect(await tab.page.getByRole('heading', { name: '三查七对' }).count()).toBe(0);
  await tab.scan(packageOf('mmr'));
  await tab.shows('三查七对', '扫码已核对');
});

it('lets the guardian say no, and begins again', async () => {
  for (const [item, said] of BY_HAND) await tick(item, said).click();
  await tab.button('不对，请停下').click();
  await tab.shows('受种者一方说不对', '扫描最小包装的追溯码');
  expect(await tab.page.getByRole('heading', { name: '三查七对' }).count()).toBe(0);
});

it('takes the confirmation from a second screen', async () => {
  await tab.scan(packageOf('mmr'));
  for (const [item, said] of BY_HAND.slice(0, -1)) await tick(item, said).click();
  await tick('核对姓名', '已核对').click();
  await tick('核对接种途径', '皮下注射').click();
  const [second] = await Promise.all([tab.page.waitForEvent('popup'), tab.button('在第二屏显示').click()]);
  await second.getByText('我已看到').waitFor();
  await second.screenshot({ path: '.data/pictures/vaccination-second-screen-zh.png' });
  await second.getByRole('button', { name: '我确认 · 父亲' }).click();
  await tab.shows('核对完成，可以接种');
  await second.getByText('请稍候').waitFor();
  await second.close();
});

it('goes on at another desk where this one went dark after the checklist', async () => {
  await fault(scene, { kind: 'error', status: 503, path: '/gdips/v1/doses' }); // so that it is not sent before it is corrected
  const other = await PageUnderTest.signedInAtDesk(browser, `${desk}/vaccination`, 'vaccinator', password);
  await other.shows('扫健康码、接种证或证件');
  await other.scan(await codeOf(visit));
  await other.button('读回一致').click();
  await other.shows('核对完成，可以接种', '左上臂 · 皮下注射 · 0.5 mL');
  await other.button('已接种，保存').click();
  await other.shows('本次各剂已完成');
  expect(other.complaints).toEqual([]);
  await other.page.context().close();
});

it('corrects what was recorded, by whoever gave it (H3)', async () => {
  await tab.shows('更正本次记录…');
  await tab.button('更正本次记录…').click();
  await tab.button('右上臂').click();
  await tab.page.getByLabel('原因').fill('左右看反');
  await tab.button('保存更正').click();
  await tab.shows('右上臂 · 皮下注射');
  await liftTroubles(scene.running.urls);
  expect(await doseState(visit)).toMatchObject({ given: { bodySite: 'right-upper-arm' } });
});

it('records why a dose was not given, which nothing says beforehand (H9)', async () => {
  const another = await ready();
  await tab.button('下一位').click();
  await tab.scan(await codeOf(another));
  await tab.button('读回一致').click();
  await tab.button('未接种…').click();
  expect(await tab.button('保存为未接种').isDisabled()).toBe(true);
  await tab.button('晕针').click();
  expect(await tab.barriers()).toEqual([]);
  await tab.picture('vaccination-not-given-zh');
  await tab.button('保存为未接种').click();
  await tab.page.getByRole('article').getByText('未接种', { exact: true }).waitFor();
  expect(await doseState(another)).toMatchObject({ state: 'not-given', notGiven: 'fainted' });
});

it('takes a jab that no checklist stands for, at any stage', async () => {
  const arrived = await walkIn(scene, await somebody(scene, 'child'), CHILD);
  await tab.button('下一位').click();
  await tab.scan(await codeOf(arrived));
  await tab.button('读回一致').click();
  await tab.shows('这一剂还不能接种，先完成：档案确认');
  await tab.button('已接种但未核对…').click();
  await tab.button('右上臂').click();
  await tab.button('皮下注射').click();
  await tab.page.getByLabel('原因').fill('断电后已接种');
  expect(await tab.barriers()).toEqual([]);
  await tab.picture('vaccination-unverified-zh');
  await tab.button('报告已接种').click();
  await tab.shows('已接种未核对');
  expect((await doseState(arrived))?.state).toBe('reported-unverified');
});

it('checks one dose of several at a time, so that a scan belongs to one', async () => {
  const several = await walkIn(scene, await somebody(scene, 'child'), [...CHILD, { productId: 'hepb-10', doseNumber: 1 }]);
  await come(scene, several);
  await tab.button('下一位').click();
  await tab.scan(await codeOf(several));
  await tab.button('读回一致').click();
  await tab.page.getByLabel('扫描最小包装的追溯码').waitFor();
  await tab.button('核对这一剂').click();
  await tab.scan(packageOf('hepb-10'));
  await tab.page.getByRole('article', { name: /乙型肝炎疫苗/ }).getByText('扫码已核对').first().waitFor();
  expect(await tab.page.getByLabel('扫描最小包装的追溯码').count()).toBe(0);
  expect(await tab.barriers()).toEqual([]);
  await tab.picture('vaccination-two-doses-zh');
});

it('complains of nothing on the way', () => {
  expect(tab.complaints).toEqual([]);
});
