import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import express from 'express';
import type { Browser } from 'playwright-core';
import { forwardTo } from '../dev/admin-page-forward.js';
import { startAdminPage } from '../dev/admin-page.js';
import { expectOk } from '../dev/clinic/api-client.js';
import type { Clinic } from '../dev/clinic/setup.js';
import { projectRoot } from '../dev/folders.js';
import { localDateOf, toInstant } from '../domain/time.js';
import { generateResidents } from '../simulators/residents/generate.js';
import { SETTLED_AT_THE_DESK } from '../simulators/residents/shares.js';
import { InstallationUnderTest, passwordOf } from './installation.js';
import { eventually, launchBrowser, PageUnderTest } from './page-under-test.js';

const MINUTES = 60_000;
const RESIDENTS = 12;
const SEED = 3;

type Retried = { id: string; retrying: { attempt: number }[] };
type Row = { id: string; siteId: string; stage: string; openCases: number };

const installation = new InstallationUnderTest();
const today = localDateOf(toInstant(Date.now()));
let urls: Record<string, string>;
let password: string;
let clinic: Clinic;
let browser: Browser;
let tab: PageUnderTest;

const ask = <T>(path: string) => expectOk(path, installation.operator().get<T>(path));
const journeys = async (filter: string) => (await ask<{ data: Row[] }>(`/v1/journeys?${filter}&first=200`)).data;
const text = () => tab.page.locator('#main-content').innerText();
const shows = async (wanted: string) => expect(await eventually(text, (shown) => shown.includes(wanted))).toContain(wanted);
const countsRows = async (wanted: number) => expect(await eventually(() => tab.rows().count(), (count) => count === wanted)).toBe(wanted);

beforeAll(async () => {
  const started = await installation.start();
  ({ urls } = started);
  password = passwordOf(started);
  clinic = JSON.parse(readFileSync(join(installation.folder, 'clinic.json'), 'utf8')) as Clinic;
  browser = await launchBrowser();
  tab = await PageUnderTest.open(browser, urls['admin'] ?? '');
}, 4 * MINUTES);

afterAll(async () => {
  await browser?.close();
  await installation.remove();
}, MINUTES);

afterEach(() => expect(tab?.complaints.splice(0)).toEqual([]));

describe('signing in', () => {
  it('is asked for on a page of the login provider, in both languages and without barriers', async () => {
    await tab.page.getByLabel(/口令/).waitFor();
    expect(new URL(tab.page.url()).origin).toBe(urls['login']);
    expect(await tab.barriers()).toEqual([]);
    for (const complaint of tab.complaints.splice(0)) expect(complaint).toContain('401'); // of the question who is signed in
  });

  it('says that a password is wrong, and lets in with the right one, to the page that was asked for', async () => {
    await tab.page.goto(`${urls['admin']}/journeys?asked=1`);
    await tab.page.getByLabel(/用户名/).fill('provincial-supervisor');
    await tab.page.getByLabel(/口令/).fill('a guess');
    await tab.page.keyboard.press('Enter');
    await tab.page.getByText('用户名或口令不正确').waitFor();
    expect(await tab.barriers()).toEqual([]);
    await tab.signIn('provincial-supervisor', password);
    expect(tab.page.url()).toBe(`${urls['admin']}/journeys?asked=1`);
    await tab.page.getByText('省级监管员').first().waitFor();
    for (const complaint of tab.complaints.splice(0)) expect(complaint).toMatch(/401/); // nobody was signed in, and a password was wrong
  });

  it('leaves nothing of it to scripts', async () => {
    expect(await tab.page.evaluate('document.cookie')).toBe('');
    const cookies = await tab.page.context().cookies(urls['admin']);
    expect(cookies.filter(({ name }) => name.startsWith('miaocheng'))).toMatchObject([{ name: 'miaocheng-loopback', httpOnly: true, sameSite: 'Lax', path: '/' }]);
  });
});

describe('on a day without journeys', () => {
  it('says so first in Chinese, then in English', async () => {
    await shows('所选条件下没有接种流程');
    expect(await tab.barriers()).toEqual([]);
    await tab.chooseLanguage('English');
    await shows('There is no journey under these filters');
    expect(await tab.page.locator('html').getAttribute('lang')).toBe('en');
    expect(await tab.barriers()).toEqual([]);
    await tab.chooseLanguage('中文');
    expect(await tab.page.title()).toBe('苗程 · 接种流程');
  });
});

describe('on a day with journeys', () => {
  beforeAll(async () => {
    await installation.run('demo', '--residents', String(RESIDENTS), '--seed', String(SEED), '--json');
    await tab.page.getByRole('button', { name: '刷新' }).click();
  }, 2 * MINUTES);

  it('lists them with site, stage and times in Shanghai, and nothing about the person', async () => {
    await countsRows(RESIDENTS);
    await shows('已完成');
    for (const { name } of clinic.sites) await shows(name.zh);
    expect(await tab.rows().first().locator('a').innerText()).toMatch(new RegExp(`^${today} \\d\\d:\\d\\d:\\d\\d$`));
    const content = await tab.page.content();
    for (const { name, identifiers, phone } of generateResidents({ seed: SEED, count: RESIDENTS, today, ...SETTLED_AT_THE_DESK })) for (const personal of [name, phone, ...identifiers.map(({ number }) => number)]) if (personal) expect(content).not.toContain(personal);
    expect(await tab.page.evaluate('[...Object.keys(localStorage), ...Object.keys(sessionStorage)].filter((name) => name !== "language")')).toEqual([]);
    expect(await tab.barriers()).toEqual([]);
  });

  it('names the same in English', async () => {
    await tab.chooseLanguage('English');
    await shows('closed');
    expect(await tab.page.locator('thead').innerText()).toContain('Open cases');
    expect(await tab.barriers()).toEqual([]);
    await tab.chooseLanguage('中文');
    await shows('已完成');
  });

  it('turns its pages forward and back', async () => {
    await tab.choose('每页行数：', '10');
    await countsRows(10);
    const first = await tab.rows().first().innerText();
    await tab.page.getByRole('button', { name: '下一页' }).click();
    await countsRows(RESIDENTS - 10);
    await tab.page.getByText('第 2 页').waitFor();
    expect(await tab.page.getByRole('button', { name: '下一页' }).isDisabled()).toBe(true);
    await tab.page.getByRole('button', { name: '上一页' }).click();
    await countsRows(10);
    expect(await tab.rows().first().innerText()).toBe(first);
  });

  it('lists the day of one site, then one stage there, then another day', async () => {
    const [site] = clinic.sites;
    expect(await tab.page.getByRole('combobox', { name: '阶段' }).getAttribute('aria-disabled')).toBe('true');
    await tab.choose('接种点', site!.name.zh);
    await countsRows((await journeys(`siteId=${site!.siteId}&day=${today}`)).length);
    await tab.choose('阶段', '已预约');
    await shows('所选条件下没有接种流程');
    await tab.choose('阶段', '已完成');
    await countsRows((await journeys(`siteId=${site!.siteId}&stage=closed`)).length);
    await tab.page.getByLabel('日期').fill('2026-01-02');
    await shows('所选条件下没有接种流程');
    await tab.page.getByLabel('日期').fill(today);
    await tab.choose('接种点', '全部接种点');
    await countsRows(10);
  });

  it('opens a journey by keyboard, with its doses and all that happened', async () => {
    await tab.tabTo(tab.rows().first().getByRole('link'));
    await tab.page.keyboard.press('Enter');
    await tab.page.waitForURL('**/journeys/*/show');
    for (const part of ['概要', '计划剂次', '第 1 剂', '已上传', '经过', '三查七对一验证', '已接种', '留观', '告知消息', '已发送']) await shows(part);
    expect(await tab.barriers()).toEqual([]);
  });

  it('tells the journey in English, also when its own address is loaded again, and in Chinese once that is chosen', async () => {
    await tab.chooseLanguage('English');
    for (const part of ['Planned doses', 'dose 1', 'uploaded', 'Checklist complete', 'Dose given', 'Closed']) await shows(part);
    expect(await tab.barriers()).toEqual([]);
    await tab.page.reload();
    await shows('Checklist complete');
    await tab.chooseLanguage('中文');
    await shows('三查七对一验证');
  });

  it('goes back to the list by keyboard, and into a journey by a click on its row', async () => {
    await tab.tabTo(tab.page.getByRole('link', { name: '返回列表' }));
    await tab.page.keyboard.press('Enter');
    await countsRows(RESIDENTS);
    await tab.rows().nth(1).getByText(today).last().click();
    await shows('计划剂次');
  });
});

describe('while a registry is away', () => {
  beforeAll(async () => {
    await fetch(`${urls['registryGuangdong']}/control/faults`, { method: 'POST', body: JSON.stringify({ kind: 'down', how: 'unavailable' }) });
    await installation.run('demo', '--residents', '1', '--seed', '5', '--rest-seconds', '1');
  }, 2 * MINUTES);

  it('flags the journey, and says there what is open and what is being tried again', async () => {
    const flagged = await eventually(async () => (await journeys(`day=${today}`)).filter(({ stage, openCases }) => stage !== 'cancelled' && openCases > 0), (rows) => rows.length > 0);
    const retried = await eventually(async () => (await Promise.all(flagged.map(({ id }) => ask<{ id: string; retrying: unknown[] }>(`/v1/journeys/${id}`)))).find(({ retrying }) => retrying.length > 0), Boolean);
    await tab.page.goto(`${urls['admin']}/journeys/${retried!.id}/show`);
    await shows('上传超时');
    await shows('查询档案: 第');
    expect(await tab.barriers()).toEqual([]);
    await tab.page.getByRole('link', { name: '返回列表' }).click();
    await shows('项待处理');
    expect(await tab.barriers()).toEqual([]);
  });

  it('has what is tried again tried at once, with a reason, when somebody knows that it is mended', async () => {
    const [waiting] = await eventually(async () => (await Promise.all((await journeys(`day=${today}`)).map(({ id }) => ask<Retried>(`/v1/journeys/${id}`)))).filter(({ retrying }) => retrying.some(({ attempt }) => attempt > 4)), (rows) => rows.length > 0);
    await tab.page.goto(`${urls['admin']}/journeys/${waiting!.id}/show`);
    await tab.page.getByRole('button', { name: '立即重试', exact: true }).click();
    const dialog = tab.page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: '理由' }).fill('登记系统已恢复');
    expect(await tab.barriers()).toEqual([]);
    await fetch(`${urls['registryGuangdong']}/control/faults`, { method: 'DELETE' });
    await dialog.getByRole('button', { name: '立即重试' }).click();
    await shows('步骤重新开始');
    const mended = await eventually(() => ask<Retried>(`/v1/journeys/${waiting!.id}`), ({ retrying }) => retrying.length === 0);
    expect(mended.retrying).toEqual([]);
  });
});

it('says of a journey that is not there what the API says', async () => {
  await tab.page.goto(`${urls['admin']}/journeys/0192d3a0-0000-7000-8000-000000000005/show`);
  await shows('没有找到。');
  await tab.chooseLanguage('English');
  await shows('request ');
  expect(await tab.barriers()).toEqual([]);
  for (const complaint of tab.complaints.splice(0)) expect(complaint).toMatch(/404|errors\.refused/); // of the browser and of react-admin
});

describe('while the service is away', () => {
  let away = true;
  let page: { url: string; close(): Promise<void> };
  let between: Server;

  beforeAll(async () => {
    const forward = express().use(forwardTo(urls['api'] ?? ''));
    between = createServer((request, response) => (away ? void request.socket.destroy() : forward(request, response)));
    await new Promise<void>((resolve) => between.listen(0, '127.0.0.1', resolve));
    page = await startAdminPage({ port: 0, distFolder: join(projectRoot, 'admin-ui/dist'), deskFolder: join(projectRoot, 'desk-ui/dist'), apiUrl: `http://127.0.0.1:${(between.address() as AddressInfo).port}` });
    await tab.page.goto(`${page.url}/journeys`);
  });
  afterAll(async () => {
    await page?.close();
    between?.close().closeAllConnections();
  });

  it('says what that means in both languages, and goes on when it is back', async () => {
    await shows('连接不上苗程服务');
    expect(await tab.barriers()).toEqual([]);
    await tab.chooseLanguage('English');
    await shows('Miaocheng cannot be reached');
    expect(await tab.barriers()).toEqual([]);
    away = false;
    await tab.page.getByRole('button', { name: 'Try again' }).click();
    await shows(clinic.sites[0]!.name.en);
    for (const complaint of tab.complaints.splice(0)) expect(complaint).toMatch(/503|errors\.unreachable/);
  });
});

describe('somebody of a site', () => {
  beforeAll(async () => {
    tab = await PageUnderTest.signedIn(browser, `${urls['admin']}/journeys`, 'site-lead', password);
  });

  it('sees that site, and no other to choose', async () => {
    const [own] = clinic.sites;
    await countsRows((await journeys(`siteId=${own!.siteId}&day=${today}`)).length);
    await tab.page.getByRole('combobox', { name: '接种点' }).click();
    expect(await tab.page.getByRole('option').allInnerTexts()).toEqual([own!.name.zh]);
    await tab.page.keyboard.press('Escape');
    expect(await tab.barriers()).toEqual([]);
  });

  it('signs out here and at the provider, and is asked again', async () => {
    await tab.page.getByRole('button', { name: '退出登录' }).click();
    await tab.page.getByText('退出登录？').waitFor();
    expect(new URL(tab.page.url()).origin).toBe(urls['login']);
    expect(await tab.barriers()).toEqual([]);
    await tab.page.getByRole('button', { name: /退出登录/ }).click();
    await tab.page.getByLabel(/口令/).waitFor();
    await tab.page.goBack();
    await tab.page.getByLabel(/口令|用户名/).first().waitFor();
    expect(await tab.page.content()).not.toContain('接种流程');
    tab.complaints.splice(0);
  });
});
