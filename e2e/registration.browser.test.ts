import type { Browser } from 'playwright-core';
import { attest, register } from '../dev/clinic/day.js';
import { confirm, identify, somebody, walkIn, type Scene, type Visit } from '../dev/clinic/scene.js';
import type { GeneratedResident } from '../simulators/residents/resident.js';
import { InstallationUnderTest, passwordOf } from './installation.js';
import { launchBrowser, PageUnderTest } from './page-under-test.js';

const MINUTES = 60_000;

const installation = new InstallationUnderTest();
let desk: string;
let browser: Browser;
let scene: Scene;
let registrar: PageUnderTest;
let doctor: PageUnderTest;
let cashier: PageUnderTest;
let child: GeneratedResident;

beforeAll(async () => {
  const started = await installation.start();
  desk = started.urls['desk'] ?? '';
  const password = passwordOf(started);
  scene = installation.scene(8_201);
  child = await somebody(scene, 'child', { held: [{ phone: '13800000001' }] });
  await attest(scene.site, await register(scene.site, scene.desk.siteId, child), child);
  browser = await launchBrowser();
  [registrar, doctor, cashier] = [
    await PageUnderTest.signedInAtDesk(browser, `${desk}/registration`, 'registrar', password),
    await PageUnderTest.signedInAtDesk(browser, `${desk}/registration`, 'pre-check-doctor', password),
    await PageUnderTest.signedInAtDesk(browser, `${desk}/registration`, 'cashier', password),
  ];
}, 4 * MINUTES);

afterAll(async () => {
  await browser?.close();
  await installation.remove();
}, MINUTES);

/** Types the ID number and says that it is one, by the keyboard alone. */
async function scan(tab: PageUnderTest, { identifiers: [document], birthDate }: GeneratedResident): Promise<void> {
  await tab.page.getByLabel('扫码或输入').fill(document?.number ?? '');
  await tab.page.keyboard.press('Enter');
  const idNumber = tab.button('居民身份证号');
  await idNumber.or(tab.page.getByRole('heading', { name: birthDate })).first().waitFor();
  if (await idNumber.isVisible()) {
    await tab.tabTo(idNumber);
    await tab.page.keyboard.press('Enter');
  }
  await tab.shows(birthDate);
  tab.complaints.splice(0); // 422 of the question what it is
}

const part = (tab: PageUnderTest, name: string) => tab.page.locator('section.card', { has: tab.page.getByRole('heading', { name, exact: true }) });

it('asks to scan first, in both languages', async () => {
  await registrar.inBothLanguages('registration-empty', ['请先扫码或输入'], ['Scan or type first']);
});

it('shows the one screen of a person, and begins a visit with what is due and why', async () => {
  await scan(registrar, child);
  await registrar.shows('请当面核对姓名和出生日期', '月龄', '本接种点没有登记过不良反应', '还没有预检记录', '各疫苗下一剂', '依据免疫程序 2021 版');
  await registrar.inBothLanguages('registration-person', ['开始接种流程'], ['Begin a visit', 'Walk in']);
  expect(await registrar.button('现场登记').isDisabled()).toBe(true); // nothing is chosen beforehand
  await registrar.page.getByLabel(/麻腮风.*第 1 剂/).check();
  await registrar.button('现场登记').click();
  await registrar.shows('今天计划的剂次', '待办：身份识别');
});

it('identifies after the read-back, with a reason for a number that was typed', async () => {
  await registrar.page.getByLabel('理由').fill('读卡器故障');
  const matches = registrar.button('核对相符，识别');
  await registrar.tabTo(matches);
  await registrar.page.keyboard.press('Enter');
  await registrar.shows('已识别：手工输入号码', '待办：档案确认');
});

it('settles what differs field by field, and chooses nothing beforehand', async () => {
  await registrar.shows('自报项目不一致', '13800000001');
  await registrar.inBothLanguages('registration-archive', ['两边不一致的项目'], ['Where both sides differ']);
  await registrar.page.getByLabel('登记系统', { exact: true }).check();
  await registrar.button('确认档案').click();
  await registrar.shows('没有执行'); // no side was chosen
  registrar.complaints.splice(0);
  await registrar.page.getByLabel('13800000001').check();
  await registrar.button('确认档案').click();
  await registrar.shows('档案已确认', '待办：预检');
});

it('takes the answers of the pre-check, refuses to go on with a contraindication, and records an outcome for each dose', async () => {
  await scan(doctor, child);
  const precheck = part(doctor, '预检');
  await precheck.waitFor();
  const questions = precheck.locator('fieldset.question');
  for (let n = 0; n < (await questions.count()); n += 1) await questions.nth(n).getByLabel(n === 0 ? '是' : '否', { exact: true }).check();
  await doctor.shows('禁忌：');
  await precheck.getByLabel('可以接种').check();
  await doctor.button('记录预检').click();
  await doctor.shows('没有执行');
  await doctor.inBothLanguages('registration-precheck', ['每一剂的结论'], ['Outcome of each dose']);
  doctor.complaints.splice(0);
  await questions.nth(0).getByLabel('否', { exact: true }).check();
  await doctor.button('记录预检').click();
  await doctor.shows('预检已记录', '待办：知情同意');
  expect(await doctor.button('核对相符，识别').count()).toBe(0); // settled
});

it('informs item by item, and has an escort sign whom a guardian has authorised', async () => {
  await registrar.shows('待办：知情同意'); // told as it happened at the other desk
  const consent = part(registrar, '告知与知情同意');
  for (const item of await consent.getByRole('checkbox').all()) await item.check();
  await consent.getByLabel('经授权的陪同人').check();
  await registrar.shows('没有授权记录');
  await registrar.button('登记新的授权').click();
  const escort = registrar.page.getByRole('group', { name: '登记监护人授权' });
  await escort.getByLabel('陪同人姓名').fill('区阳示例');
  await escort.getByLabel('陪同人身份证号').fill('440199196203120026');
  await escort.getByLabel('祖父母、外祖父母').check();
  await escort.getByLabel('母亲').check();
  await escort.getByLabel('监护人姓名').fill('欧阳示例');
  await escort.getByLabel('监护人身份证号').fill('440199199603120029');
  await escort.getByLabel('授权书存放处').fill('box-12.89');
  await registrar.inBothLanguages('registration-escort', ['登记监护人授权'], ['Authorisation by a guardian']);
  await registrar.button('登记授权').click();
  await registrar.shows('祖父母、外祖父母');
  await consent.getByLabel('纸质签名').check();
  await consent.getByLabel('纸质存放处').fill('box-12.90');
  await registrar.button('记录知情同意').click();
  await registrar.shows('可以到接种台', '已签署');
  await registrar.inBothLanguages('registration-ready', ['可以到接种台'], ['may go to the vaccination desk']);
  expect(registrar.complaints).toEqual([]);
});

it('takes the price of the day for a self-paid dose, once consent is signed on the screen', async () => {
  const adult = await somebody(scene, 'adult');
  const visit: Visit = await walkIn(scene, adult, [{ productId: 'ppv23', doseNumber: 1 }]);
  await identify(scene, visit);
  await confirm(scene, visit);
  await scene.desk.precheckGo(visit.journeyId);
  await scan(registrar, adult);
  await registrar.shows('自费疫苗', '合计 223.00 元');
  const consent = part(registrar, '告知与知情同意');
  for (const item of await consent.getByRole('checkbox').all()) await item.check();
  await consent.getByLabel('本人').check();
  await consent.getByLabel('屏幕签名').check();
  const box = await registrar.page.getByRole('img', { name: '请在框内签名' }).boundingBox();
  if (!box) throw new Error('no box to sign in');
  await registrar.page.mouse.move(box.x + 20, box.y + 40);
  await registrar.page.mouse.down();
  await registrar.page.mouse.move(box.x + 200, box.y + 90, { steps: 5 });
  await registrar.page.mouse.up();
  await registrar.button('记录知情同意').click();
  await registrar.shows('待办：缴费');
  await scan(cashier, adult);
  await cashier.inBothLanguages('registration-payment', ['缴费', '223.00 元'], ['Payment', '¥223.00']);
  await cashier.button('收款 · 扫码支付').click();
  await cashier.shows('可以到接种台');
  expect(cashier.complaints).toEqual([]);
});
