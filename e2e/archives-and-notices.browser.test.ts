import type { Browser } from 'playwright-core';
import { ADULT, come, fault, goHome, somebody, vaccinate, walkIn, type Scene, type Visit } from '../dev/clinic/scene.js';
import { InstallationUnderTest, passwordOf } from './installation.js';
import { launchBrowser, PageUnderTest } from './page-under-test.js';

const MINUTES = 60_000;

const installation = new InstallationUnderTest();
let urls: Record<string, string>;
let password: string;
let browser: Browser;
let scene: Scene;
/** Somebody whose message the provider has refused. */
let visit: Visit;
let province: PageUnderTest;
let desk: PageUnderTest;

const signedIn = (login: string, page: string) => PageUnderTest.signedIn(browser, `${urls['admin']}/${page}`, login, password);
const button = (tab: PageUnderTest, name: string) => tab.page.getByRole('button', { name, exact: true });
/** What this tab would keep for another visit of the browser, and where it is. */
const kept = (tab: PageUnderTest) => tab.page.evaluate<string>('JSON.stringify([location.href, { ...localStorage }, { ...sessionStorage }, document.cookie, history.state])');

async function lookUp(tab: PageUnderTest, type: string, number: string): Promise<void> {
  await tab.choose('号码种类', type);
  await tab.page.getByRole('textbox', { name: /^号码/ }).fill(number);
  await button(tab, '查找').click();
}

beforeAll(async () => {
  const started = await installation.start();
  ({ urls } = started);
  password = passwordOf(started);
  scene = installation.scene(6);
  const resident = await somebody(scene, 'adult');
  await fault(scene, { kind: 'reject', path: '/sms/v1/messages', code: 'invalid-message', about: resident.phone ?? '', count: 1 }, 'sms');
  visit = await walkIn(scene, resident, ADULT);
  await vaccinate(scene, visit, await come(scene, visit));
  await goHome(scene, visit);
  browser = await launchBrowser();
  [province, desk] = [await signedIn('provincial-supervisor', 'notices'), await signedIn('registrar', 'residents')];
}, 6 * MINUTES);

afterAll(async () => {
  await browser?.close();
  await installation.remove();
}, MINUTES);

afterEach(() => expect([province, desk].flatMap((tab) => tab?.complaints.splice(0) ?? [])).toEqual([]));

describe('notices', () => {
  it('are listed across journeys, and narrowed to what is wanted', async () => {
    await province.shows('告知消息', '短信', '发送失败', 'result-2022');
    expect(await province.page.title()).toBe('苗程 · 告知消息');
    await province.inBothLanguages('notices', ['留空则不限日期', '发送失败'], ['Empty: all days', 'Notices']);
    await province.choose('状态', '等待发送');
    await province.shows('所选条件下没有告知消息');
    await province.choose('状态', '发送失败');
    await province.shows('短信');
  });

  it('say what was tried, and never the whole number', async () => {
    await province.rows().first().getByRole('link').click();
    await province.shows('每次发送', '被拒绝', '发送到（现号码）', '****');
    expect(await province.page.content()).not.toContain(visit.resident.phone);
    await province.inBothLanguages('notice', ['每次发送'], ['Each attempt', 'refused']);
  });

  it('are sent again with a reason, by keyboard alone, once', async () => {
    await province.tabTo(button(province, '重新发送'));
    await province.page.keyboard.press('Enter');
    await province.shows('仍在发送中的不会重复发送');
    expect(await province.barriers()).toEqual([]);
    await province.picture('notice-resend-zh');
    await province.page.keyboard.type('居民说没有收到'); // the dialog opens on its reason
    await province.page.getByRole('dialog').getByRole('button', { name: '重新发送' }).click();
    await province.shows('已安排重新发送');
    await button(province, '重新发送').click();
    await province.page.getByRole('dialog').getByRole('textbox').fill('再试一次');
    await province.page.getByRole('dialog').getByRole('button', { name: '重新发送' }).click();
    await province.shows('没有执行'); // one is under way, or has taken its place
    expect(province.complaints.splice(0)).toEqual([expect.stringContaining('409')]);
    await province.page.getByRole('dialog').getByRole('textbox').press('Escape'); // the button that was pressed has lost the focus while it worked
    await province.page.getByRole('link', { name: '返回列表' }).click();
    await province.choose('状态', '全部状态');
    await province.shows('已发送');
  });
});

describe('residents', () => {
  it('are found one at a time by a number, which stays in no address and no storage', async () => {
    const [{ number = '' } = {}] = visit.resident.identifiers;
    await desk.inBothLanguages('resident-look-up', ['没有居民名单'], ['There is no list of residents']);
    await lookUp(desk, '护照', 'E00000000');
    await desk.shows('没有该号码的居民');
    await lookUp(desk, '居民身份证', '123');
    await desk.shows('没有执行');
    expect(desk.complaints.splice(0)).toEqual([expect.stringContaining('422')]);
    await lookUp(desk, '居民身份证', number);
    await desk.shows('打开');
    expect(await kept(desk)).not.toContain(number);
    await desk.page.getByRole('link', { name: '打开' }).click();
  });

  it('are shown masked with archive, origins and doses, and in the clear with a reason until the page is left', async () => {
    await desk.shows('各项信息的来源', '我方登记', '接种记录', '已确认', '工作人员核对证件');
    const { name, phone } = visit.resident;
    expect(await desk.page.content()).not.toContain(phone);
    expect(await desk.page.getByText('谁查看过').count()).toBe(0); // over all sites, so not for one
    await desk.inBothLanguages('resident', ['各项信息的来源'], ['Where each field is from', 'confirmed']);
    await desk.choose('理由', '与证件核对');
    await button(desk, '明文显示').click();
    await desk.shows(name, phone ?? '');
    expect(await desk.barriers()).toEqual([]);
    await desk.picture('resident-revealed-zh');
    expect(await kept(desk)).not.toMatch(new RegExp(`${name}|${phone}`));
    await desk.page.getByRole('link', { name: '返回查找' }).click();
    await desk.shows('没有居民名单');
    expect(await desk.page.content()).not.toContain(phone);
    await desk.page.goBack();
    await desk.shows('各项信息的来源');
    expect(await desk.page.content()).not.toContain(phone);
  });

  it('are reached from a journey, and supervisors see who looked and why', async () => {
    await province.page.goto(`${urls['admin']}/journeys/${visit.journeyId}/show`);
    await province.page.getByRole('region', { name: '概要' }).getByRole('link', { name: '打开', exact: true }).click();
    await province.shows('谁查看过', '示例登记员', '明文查看居民', '与证件核对');
    await province.inBothLanguages('resident-looks', ['谁查看过'], ['Who looked', 'Compare with a document']);
  });

  it('and notices are no pages of those who have nothing to do with them', async () => {
    for (const [role, record, notices] of [['cashier', 403, 403], ['vaccinator', 200, 200], ['observer', 403, 200], ['stock-keeper', 403, 403], ['security-auditor', 403, 403], ['administrator', 403, 403]] as const) {
      const other = await signedIn(role, '');
      const menu = await other.page.getByRole('menu').getByRole('menuitem').allInnerTexts();
      expect([role, menu.includes('居民与档案'), menu.includes('告知消息')]).toEqual([role, record === 200, notices === 200]);
      expect([role, (await other.page.request.get(`${urls['admin']}/v1/notices`)).status()]).toEqual([role, notices]);
      expect([role, (await other.page.request.get(`${urls['admin']}/v1/residents/${visit.residentId}/record`)).status()]).toEqual([role, record]);
      expect([role, (await other.page.request.get(`${urls['admin']}/v1/residents/${visit.residentId}/looks`)).status()]).toEqual([role, 403]);
      await other.page.context().close();
    }
  }, 3 * MINUTES);
});
