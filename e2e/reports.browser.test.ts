import { readFileSync } from 'node:fs';
import type { Browser, Locator } from 'playwright-core';
import { InstallationUnderTest, passwordOf } from './installation.js';
import { eventually, launchBrowser, PageUnderTest } from './page-under-test.js';

const MINUTES = 60_000;

const installation = new InstallationUnderTest();
let urls: Record<string, string>;
let password: string;
let browser: Browser;
/** A supervisor's. */
let tab: PageUnderTest;

const signedIn = (login: string, page = 'reports') => PageUnderTest.signedIn(browser, `${urls['admin']}/${page}`, login, password);
const count = () => tab.button('统计').click();
const numbersOf = (row: Locator) => row.getByRole('button');

/** A clinic day of twelve residents; the worker counts it within seconds. */
beforeAll(async () => {
  const started = await installation.start();
  ({ urls } = started);
  password = passwordOf(started);
  const played = await installation.run('demo', '--residents', '12', '--seed', '7', '--json');
  expect(played.code).toBe(0);
  browser = await launchBrowser();
  tab = await signedIn('provincial-supervisor');
  const given = () => tab.page.evaluate<number>(`fetch('/v1/reports/upload?from=${day}&to=${day}&by=site').then((answer) => answer.json()).then(({ total }) => total.denominator + total.open)`);
  const day = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  expect(await eventually(given, (doses) => doses >= 12)).toBeGreaterThanOrEqual(12);
}, 6 * MINUTES);

afterAll(async () => {
  await browser?.close();
  await installation.remove();
}, MINUTES);

afterEach(() => expect(tab?.complaints.splice(0) ?? []).toEqual([]));

it('says how long residents waited, by site, with bars, in both languages', async () => {
  await tab.choose('报表', '等候时间');
  await tab.choose('分组', '接种点');
  await count();
  await tab.shows('合计', '中位数', '90% 分位', '分钟');
  expect(await tab.page.title()).toBe('苗程 · 报表');
  expect(await tab.rows().count()).toBeGreaterThan(1);
  await tab.inBothLanguages('reports-wait', ['等候时间'], ['Wait', 'Median', 'Total']);
});

it('opens what a number counts by the keyboard alone: as many as it says, each with its visit', async () => {
  await tab.choose('报表', '24 小时内上传');
  await count();
  await tab.shows('合计', '已满 24 小时的剂次');
  const number = numbersOf(tab.rows().last()).last();
  const said = Number(await number.innerText());
  expect(said).toBeGreaterThanOrEqual(12);
  await tab.page.getByLabel('至（日期）').focus();
  await tab.tabTo(number);
  await tab.page.keyboard.press('Enter');
  await tab.shows('返回报表', '期限');
  expect(await tab.rows().count()).toBe(said);
  expect(await tab.page.evaluate('document.activeElement?.tagName')).toBe('H2');
  await tab.inBothLanguages('reports-list', ['新冠灭活疫苗第1剂'], ['Doses 24 h old', 'COVID-19, inactivated, dose 1']);
  expect(tab.page.url()).toBe(`${urls['admin']}/reports`); // what is asked about stays out of the address
  await tab.page.locator('tbody a').first().click();
  await tab.shows('经过');
  await tab.page.goBack();
});

it('says how many residents of age a dose covers, by year of birth', async () => {
  await tab.choose('报表', '接种率');
  expect(await tab.button('统计').isDisabled()).toBe(true);
  await tab.choose('剂次', '麻腮风疫苗第1剂');
  await tab.choose('分组', '出生年份');
  await count();
  await tab.shows('有效接种', '已到月龄的居民', '合计');
  await tab.inBothLanguages('reports-coverage', ['有效接种'], ['Residents of age']);
});

it('says when there is nothing, and what is wrong with a question', async () => {
  await tab.choose('报表', '爽约');
  await tab.page.getByLabel('自（日期）').fill('2026-01-01');
  await tab.page.getByLabel('至（日期）').fill('2026-01-02');
  await count();
  await tab.shows('所选范围内没有可统计的内容');
  expect(await tab.barriers()).toEqual([]);
  await tab.picture('reports-empty-zh');
  await tab.page.getByLabel('自（日期）').fill('2025-01-02');
  await count();
  await tab.shows('请求无效', '重试');
  expect(tab.complaints.splice(0)).toEqual([expect.stringContaining('422')]);
  expect(await tab.barriers()).toEqual([]);
  await tab.picture('reports-refused-zh');
  await tab.page.getByLabel('自（日期）').fill('2026-01-03');
  await tab.shows('不能早于起始日期');
  expect(await tab.button('统计').isDisabled()).toBe(true);
});

it('is downloaded as a table in the language of the page, which stands in the audit', async () => {
  await tab.page.reload();
  await tab.choose('报表', '24 小时内上传');
  await count();
  const [download] = await Promise.all([tab.page.waitForEvent('download'), tab.button('下载表格').click()]);
  expect(download.suggestedFilename()).toMatch(/^upload-\d{4}-\d\d-\d\d-\d{4}-\d\d-\d\d\.csv$/);
  expect(readFileSync(await download.path(), 'utf8').split('\r\n')[0]).toBe('\ufeff日期,名称,24小时内上传,已满24小时的剂次,尚不能判断,比例');
  await tab.chooseLanguage('English');
  const [english] = await Promise.all([tab.page.waitForEvent('download'), tab.button('Download as a table').click()]);
  expect(readFileSync(await english.path(), 'utf8').split('\r\n')[0]).toBe('\ufeffday,name,uploaded within 24 h,doses whose 24 h are over,too early to say,share');
  await tab.chooseLanguage('中文');
  const auditor = await signedIn('security-auditor', 'audit');
  await auditor.choose('另按', '操作');
  for (const [code, name] of [['report.export', '下载报表'], ['report.list', '列出报表所计']] as const) {
    await auditor.page.getByLabel('操作代码').fill(code);
    await auditor.button('查询').click();
    await auditor.shows(name);
  }
  await auditor.page.context().close();
});

it('has its name and place while it is being loaded, and says so where it cannot be', async () => {
  const parts = '**/assets/{reports,ReportPage}-*.js';
  let letGo = () => {};
  const held = new Promise<void>((resolve) => (letGo = resolve));
  await tab.page.route(parts, (route) => held.then(() => route.abort()));
  await tab.page.goto(`${urls['admin']}/reports`, { waitUntil: 'domcontentloaded' });
  await tab.page.getByRole('heading', { name: '报表' }).waitFor();
  await tab.page.getByRole('status', { name: '正在加载' }).waitFor();
  expect(await tab.barriers()).toEqual([]);
  await tab.picture('page-loading-zh');
  letGo();
  await tab.shows('此页面未能加载');
  expect(await tab.barriers()).toEqual([]);
  await tab.picture('page-not-loaded-zh');
  for (const complaint of tab.complaints.splice(0)) expect(complaint).toContain('ERR_FAILED');
  await tab.page.unroute(parts);
  await tab.button('重试').click();
  await tab.button('统计').waitFor();
});

it('is of one’s own site to its lead, and is not shown to others, whom the service refuses', async () => {
  const lead = await signedIn('site-lead');
  await lead.choose('报表', '等候时间');
  await lead.choose('分组', '接种点');
  await lead.button('统计').click();
  await lead.shows('合计');
  expect(await lead.rows().count()).toBeLessThanOrEqual(2); // the site, and the total
  await lead.page.context().close();
  for (const role of ['registrar', 'vaccinator', 'security-auditor', 'administrator']) {
    const other = await signedIn(role);
    expect(await other.page.getByRole('menu').getByRole('menuitem').allInnerTexts()).not.toContain('报表');
    const asked = await Promise.all(['', '/file', '/counted'].map((part) => other.page.request.get(`${urls['admin']}/v1/reports/wait${part}?from=2026-01-01&to=2026-01-01&by=day`)));
    expect(asked.map((answer) => answer.status())).toEqual([403, 403, 403]);
    await other.page.context().close();
  }
});
