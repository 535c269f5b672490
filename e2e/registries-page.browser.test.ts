import type { Browser } from 'playwright-core';
import type { System, SystemHealth } from '../contracts/systems.js';
import { expectOk } from '../dev/clinic/api-client.js';
import { InstallationUnderTest, passwordOf, pause } from './installation.js';
import { eventually, launchBrowser, PageUnderTest } from './page-under-test.js';

const MINUTES = 60_000;
const REGISTRY = 'registry-guangdong';
const REASON = '登记系统通知今晚停机升级';
const BANNER = '登记系统已暂停';

const installation = new InstallationUnderTest();
let urls: Record<string, string>;
let password: string;
let browser: Browser;
let province: PageUnderTest;
let city: PageUnderTest;
let desk: PageUnderTest;

const ask = <T>(path: string) => expectOk(path, installation.operator().get<T>(path));
const system = async () => (await ask<{ data: System[] }>('/v1/systems')).data.find(({ id }) => id === REGISTRY)!;
const isCounted = async () => {
  const [from, to] = [new Date(Date.now() - 30 * MINUTES).toISOString(), new Date().toISOString()];
  return (await ask<SystemHealth>(`/v1/systems/${REGISTRY}/health?from=${from}&to=${to}`)).data.some(({ calls }) => calls > 0);
};
const part = (tab: PageUnderTest, name = '广东省预防接种登记系统') => tab.page.getByRole('region', { name });
const button = (tab: PageUnderTest, name: string) => part(tab).getByRole('button', { name });

const signedIn = (login: string, page: string) => PageUnderTest.signedIn(browser, `${urls['admin']}/${page}`, login, password);

beforeAll(async () => {
  const started = await installation.start();
  ({ urls } = started);
  password = passwordOf(started);
  const played = await installation.run('demo', '--residents', '6', '--seed', '3', '--json');
  expect(played.code).toBe(0);
  browser = await launchBrowser();
  [province, city, desk] = [await signedIn('provincial-supervisor', 'systems'), await signedIn('city-supervisor', 'systems'), await signedIn('registrar', 'journeys')];
}, 6 * MINUTES);

afterAll(async () => {
  await browser?.close();
  await installation.remove();
}, MINUTES);

afterEach(() => expect([province, city, desk].flatMap((tab) => tab?.complaints.splice(0) ?? [])).toEqual([]));

it('shows each system with its state, what is owed and charts over time, in both languages', async () => {
  for (const end = Date.now() + 2 * MINUTES; !(await isCounted()) && Date.now() < end; ) await pause(500); // figures are kept once a minute
  await province.page.reload();
  await province.shows('登记系统与发码系统', '广东省预防接种登记系统', '短信通道', '公安人脸核验', '正常', '没有待完成的', '次未得到答复');
  expect(await province.page.title()).toBe('苗程 · 登记系统与发码系统');
  for (const chart of ['答复耗时', '未得到答复的比例', '待完成']) expect(await part(province).getByRole('img', { name: new RegExp(`^${chart}: `) }).count()).toBe(1);
  await province.inBothLanguages('registries', ['正常'], ['Registries and issuers', 'Guangdong immunization registry', 'nothing is owed', 'calls not answered']);
  await part(province).getByText('以表格查看').click();
  expect(await part(province).getByRole('columnheader', { name: '第 99 百分位耗时（毫秒）' }).isVisible()).toBe(true);
  expect(await province.barriers()).toEqual([]);
  await province.picture('registries-table-zh');
  await province.choose('时间范围', '最近 14 天');
  await province.shows('次未得到答复');
  await province.choose('时间范围', '最近 1 小时');
}, 3 * MINUTES);

it('lets a supervisor propose a pause by keyboard alone, and not approve it', async () => {
  await province.tabTo(button(province, '提议暂停'));
  await province.page.keyboard.press('Enter');
  await province.shows('暂停后几秒内不再向该系统发送任何内容', '必填：写明依据');
  expect(await province.page.getByRole('dialog').getByRole('button', { name: '提议暂停' }).isDisabled()).toBe(true);
  expect(await province.barriers()).toEqual([]);
  await province.page.keyboard.type(REASON); // the dialog opens on its reason
  await province.picture('pausing-zh');
  await province.tabTo(province.page.getByRole('dialog').getByRole('button', { name: '提议暂停' }));
  await province.page.keyboard.press('Enter');
  await province.shows('示例省级监管员 于', REASON, '提议人不能复核自己的提议');
  expect(await button(province, '复核通过：暂停').count()).toBe(0);
  expect(await province.page.evaluate<string>('document.activeElement.textContent')).toContain(REASON); // not lost with the button
  expect(await system()).toMatchObject({ state: 'closed', pause: { status: 'proposed', reason: REASON } });
  expect(await province.barriers()).toEqual([]);
  await province.picture('pause-proposed-zh');
});

it('lets another one approve it, and everybody sees the banner in their language', async () => {
  await city.page.reload();
  await city.shows(REASON, '须由另一人复核。');
  await button(city, '复核通过：暂停').click();
  await city.shows('复核通过后立即生效');
  expect(await city.barriers()).toEqual([]);
  await city.page.getByRole('dialog').getByRole('button', { name: '复核通过：暂停' }).click();
  await city.shows('复核通过，系统已暂停', '已暂停', BANNER);
  expect(await city.barriers()).toEqual([]);
  await city.picture('paused-zh');
  await desk.shows(BANNER);
  expect(await desk.barriers()).toEqual([]);
  await desk.picture('banner-zh');
  await desk.chooseLanguage('English');
  await desk.shows('The registry is paused');
  await desk.chooseLanguage('中文');
});

it('shows a site lead everything and lets them change nothing', async () => {
  const lead = await signedIn('site-lead', 'systems');
  await lead.shows('广东省预防接种登记系统', BANNER, REASON);
  expect(await button(lead, '恢复').count()).toBe(0);
  expect(await lead.barriers()).toEqual([]);
  await lead.page.context().close();
});

it('refuses what has moved meanwhile, and says so', async () => {
  await button(province, '恢复').waitFor();
  await button(province, '恢复').click();
  await province.page.getByRole('textbox', { name: '理由' }).fill('升级完成');
  const { version } = (await system()).pause;
  await expectOk('resume', installation.operator().post(`/v1/systems/${REGISTRY}/resume`, { staffId: 'S-30', version, reason: '升级提前完成' }));
  await province.page.getByRole('dialog').getByRole('button', { name: '恢复' }).click();
  await province.shows('没有执行', '暂停状态已变化', '按现在的情况重新查看');
  expect(await province.barriers()).toEqual([]);
  await province.picture('pause-moved-zh');
  for (const complaint of province.complaints.splice(0)) expect(complaint).toContain('409');
  await province.page.getByRole('button', { name: '按现在的情况重新查看' }).click();
  await button(province, '提议暂停').waitFor();
});

it('takes the banner away once the system goes on', async () => {
  const gone = await eventually(province.text, (shown) => !shown.includes(BANNER));
  expect(gone).not.toContain(BANNER);
  expect(await system()).toMatchObject({ state: 'closed', pause: { status: 'running' } });
});
