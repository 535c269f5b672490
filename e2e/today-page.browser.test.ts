import { createServer, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { join } from 'node:path';
import express from 'express';
import type { Browser } from 'playwright-core';
import type { Case } from '../contracts/cases.js';
import { forwardTo } from '../dev/admin-page-forward.js';
import { startAdminPage } from '../dev/admin-page.js';
import { expectOk } from '../dev/clinic/api-client.js';
import { ONE_OF_EACH } from '../dev/clinic/one-of-each.js';
import type { Scene } from '../dev/clinic/scene.js';
import { projectRoot } from '../dev/folders.js';
import type { CaseKind } from '../domain/cases/kinds.js';
import { InstallationUnderTest, passwordOf } from './installation.js';
import { eventually, launchBrowser, PageUnderTest } from './page-under-test.js';

const MINUTES = 60_000;
/** Before a page that is not told of changes would have asked by itself, which it does every 15 seconds. */
const AT_ONCE_MS = 12_000;
const KINDS = ['identity-differs', 'several-archives', 'registry-rejected'] as const satisfies readonly CaseKind[];

const installation = new InstallationUnderTest();
let urls: Record<string, string>;
let password: string;
let scene: Scene;
let browser: Browser;
/** One supervisor's, and that of another one. */
let tab: PageUnderTest;
let otherTab: PageUnderTest;

const openCases = async () => (await expectOk('cases', scene.operator.get<{ data: Case[] }>('/v1/cases?area=440000&first=100'))).data;
const caseOf = async (kind: CaseKind) => (await openCases()).find((open) => open.kind === kind)!;
const claim = ({ id }: Case, staffId: string) => expectOk('claim', scene.operator.post(`/v1/cases/${id}/claim`, { staffId }));
const release = ({ id }: Case, staffId: string) => expectOk('release', scene.operator.post(`/v1/cases/${id}/release`, { staffId }));
const text = () => tab.text();
const shows = (...wanted: string[]) => tab.shows(...wanted);
const part = (name: RegExp) => tab.page.getByRole('region', { name });
/** The page is loaded once, so whatever it shows later came to it by itself. */
const markLoad = () => tab.page.evaluate('window.loadedOnce = true');
const isSameLoad = () => tab.page.evaluate<boolean>('window.loadedOnce === true');

/** How long it takes from now until the page shows it. */
async function timeUntilShown(wanted: string): Promise<number> {
  const from = performance.now();
  await shows(wanted);
  return Math.round(performance.now() - from);
}

const signedIn = (login: string) => PageUnderTest.signedIn(browser, urls['admin'] ?? '', login, password);

beforeAll(async () => {
  const started = await installation.start();
  ({ urls } = started);
  password = passwordOf(started);
  scene = installation.scene(4);
  browser = await launchBrowser();
  tab = await signedIn('provincial-supervisor');
  otherTab = await signedIn('city-supervisor');
}, 4 * MINUTES);

afterAll(async () => {
  await browser?.close();
  await installation.remove();
}, MINUTES);

afterEach(() => expect([tab, otherTab].flatMap((one) => one?.complaints.splice(0) ?? [])).toEqual([]));

it('comes first after signing in, and says in both languages that nothing needs anybody', async () => {
  expect(new URL(tab.page.url()).pathname).toBe('/');
  await shows('居民在现场等候（0 项）', '由我处理（0 项）', '等我复核（0 项）', '已超时（0 项）', '即将到期（0 项）', '待认领（0 项）', '今天的接种流程', '运行正常', '实时更新');
  expect(await tab.page.title()).toBe('苗程 · 今天');
  await tab.inBothLanguages('today-empty', ['实时更新'], ['Today', 'Waiting for my approval (0)', 'All is well.', '● live']);
  await markLoad();
});

describe('while cases are open', () => {
  beforeAll(async () => {
    await Promise.all(KINDS.map((kind) => ONE_OF_EACH[kind](scene)));
    // Overdue everywhere below the province: from here on a case moves only when somebody moves it.
    await eventually(openCases, (open) => KINDS.every((kind) => open.some((one) => one.kind === kind && one.level === 'province' && Date.parse(one.dueAt) < Date.now())));
  }, 2 * MINUTES);

  it('lists what needs somebody, who waits at a desk first, without having been loaded again', async () => {
    await shows('已超时（3 项）', '待认领（3 项）', '身份信息不一致', '查到多份档案', '登记系统退回');
    const waiting = (await openCases()).filter(({ atDesk }) => atDesk);
    expect(waiting.length).toBeGreaterThan(0);
    await shows(`居民在现场等候（${waiting.length} 项）`);
    expect(await part(/^居民在现场等候/).getByRole('listitem').filter({ hasText: '居民在现场等候' }).count()).toBe(waiting.length);
    expect(await isSameLoad()).toBe(true);
    const streams: string[] = [];
    tab.page.on('request', (request) => request.url().endsWith('/v1/changes') && streams.push(request.url()));
    await tab.inBothLanguages('today', ['居民在现场等候'], ['Overdue (3)', 'resident is waiting', 'overdue by', 'Journeys of today']);
    expect(await text()).toContain('实时更新');
    expect(streams).toEqual([]); // another language is no reason to begin anew
    await tab.page.setViewportSize({ width: 400, height: 900 });
    expect(await tab.barriers()).toEqual([]);
    await tab.picture('today-narrow-zh');
    await tab.page.setViewportSize({ width: 1280, height: 900 });
  });

  it('shows within seconds what is done through the API', async () => {
    const about = await caseOf('registry-rejected');
    await claim(about, 'S-30');
    const ms = await timeUntilShown('S-30');
    console.log(`today: a claim through the API was shown after ${ms} ms`);
    expect(ms).toBeLessThan(AT_ONCE_MS);
    await release(about, 'S-30');
    expect(await eventually(text, (shown) => !shown.includes('S-30'))).not.toContain('S-30');
    expect(await isSameLoad()).toBe(true);
  });

  it('shows at once that somebody else has taken a case in hand in another tab: on this page, in the list and on the case', async () => {
    const about = await caseOf('several-archives');
    const claimed = async (wanted: string) => {
      await otherTab.page.getByRole('button', { name: '认领' }).click();
      return timeUntilShown(wanted);
    };
    const givenBack = async (gone: string) => {
      await otherTab.page.getByRole('button', { name: '放回' }).click();
      expect(await eventually(text, (shown) => !shown.includes(gone))).not.toContain(gone);
    };
    const inHand = '处理中 · 示例市级监管员';
    await otherTab.page.goto(`${urls['admin']}/cases/${about.id}/show`);
    const times = [await claimed(inHand)];
    await givenBack(inHand);
    await tab.page.getByRole('menuitem', { name: '待处理事项' }).click();
    await shows('查到多份档案');
    times.push(await claimed(inHand));
    await givenBack(inHand);
    await tab.rows().filter({ hasText: '查到多份档案' }).getByRole('link').first().click();
    await tab.page.getByRole('button', { name: '认领' }).waitFor();
    times.push(await claimed('由 示例市级监管员 处理'));
    await givenBack('由 示例市级监管员 处理');
    console.log(`today: a claim in another tab was shown after ${times.join(', ')} ms`);
    for (const ms of times) expect(ms).toBeLessThan(AT_ONCE_MS);
    expect(await isSameLoad()).toBe(true);
  });

  it('leads by two clicks to a decision, and from a count to the cases that are counted', async () => {
    await tab.page.getByRole('menuitem', { name: '今天' }).click();
    await part(/^已超时/).getByRole('link', { name: '登记系统退回' }).click();
    await tab.page.getByRole('button', { name: '重新开始' }).click();
    await tab.page.getByRole('dialog').getByText('以新的内容版本重新发送到登记系统。').waitFor();
    await tab.page.keyboard.press('Escape');
    await tab.page.getByRole('menuitem', { name: '待处理事项' }).click();
    const waiting = (await openCases()).filter(({ atDesk }) => atDesk).length;
    await tab.choose('关注', `居民在现场等候（${waiting} 项）`);
    expect(await eventually(() => tab.rows().count(), (count) => count === waiting)).toBe(waiting);
    await shows('居民在现场等候');
    expect(await tab.barriers()).toEqual([]);
    await tab.picture('cases-at-desk-zh');
  });

  it('leads to the sign-in when the session is over, as any other request does', async () => {
    await otherTab.page.goto(urls['admin'] ?? '');
    await otherTab.page.getByText('实时更新').waitFor();
    await otherTab.page.context().clearCookies();
    await claim(await caseOf('registry-rejected'), 'S-32'); // what it is told of it may not read
    await otherTab.page.getByLabel(/口令/).waitFor();
    for (const complaint of otherTab.complaints.splice(0)) expect(complaint).toMatch(/401|errors\./);
    await release(await caseOf('registry-rejected'), 'S-32');
  });

  describe('and the stream is cut', () => {
    let cut = false;
    const streams = new Set<Socket>();
    let page: { url: string; close(): Promise<void> };
    let between: Server;

    beforeAll(async () => {
      const forward = express().use(forwardTo(urls['api'] ?? ''));
      between = createServer((request, response) => {
        if (request.url === '/v1/changes') {
          if (cut) return void request.socket.destroy();
          streams.add(request.socket);
        }
        return forward(request, response);
      });
      await new Promise<void>((resolve) => between.listen(0, '127.0.0.1', resolve));
      page = await startAdminPage({ port: 0, distFolder: join(projectRoot, 'admin-ui/dist'), deskFolder: join(projectRoot, 'desk-ui/dist'), apiUrl: `http://127.0.0.1:${(between.address() as AddressInfo).port}` });
      await tab.page.goto(page.url);
      await shows('实时更新');
    });
    afterAll(async () => {
      await tab.page.goto('about:blank');
      await page?.close();
      between?.close().closeAllConnections();
    });

    it('it asks by itself, says so, and is live again when it is back (H15)', async () => {
      const about = await caseOf('registry-rejected');
      cut = true;
      streams.forEach((socket) => socket.destroy());
      await shows('每 15 秒更新');
      await claim(about, 'S-31');
      const ms = await timeUntilShown('S-31');
      console.log(`today: without the stream a claim was shown after ${ms} ms`);
      expect(await text()).toContain('每 15 秒更新');
      await tab.picture('today-polling-zh');
      cut = false;
      await shows('实时更新');
      await release(about, 'S-31');
      const from = performance.now();
      expect(await eventually(text, (shown) => !shown.includes('S-31'))).not.toContain('S-31');
      expect(performance.now() - from).toBeLessThan(AT_ONCE_MS);
      expect(tab.complaints.length).toBeGreaterThan(0); // the browser's own, of streams that were refused
      for (const complaint of tab.complaints.splice(0)) expect(complaint).toMatch(/503|ERR_/);
    });
  });
});

it('has nothing about cases for whoever may not see them, who begins with the lots', async () => {
  const keeper = await signedIn('stock-keeper');
  await keeper.page.waitForURL(/\/lots$/);
  await keeper.page.getByText('疫苗批号').first().waitFor();
  expect(await keeper.page.getByText('实时更新').count()).toBe(0);
  expect(await keeper.barriers()).toEqual([]);
  expect(keeper.complaints).toEqual([]);
});

it('begins an administrator, for whom the day has nothing, with the people', async () => {
  const administrator = await signedIn('administrator');
  await administrator.page.waitForURL(/\/staff$/);
  expect(await administrator.page.getByText('您的角色没有需要在此处理的事项。').count()).toBe(0);
  expect(administrator.complaints).toEqual([]);
});

it('signs out whoever touches no tab for a quarter of an hour, however much the page asks in the background', async () => {
  const supervisor = await signedIn('district-supervisor');
  const context = supervisor.page.context();
  await context.clock.install();
  await supervisor.page.reload();
  await supervisor.page.locator('#main-content').waitFor();
  const other = await context.newPage();
  await other.goto(urls['admin'] ?? '');
  await other.locator('#main-content').waitFor();

  await context.clock.fastForward('14:00');
  await other.mouse.move(40, 40);
  await context.clock.fastForward('14:00'); // 28 minutes after this tab was touched, 14 after the other was
  await supervisor.page.locator('#main-content').waitFor();
  await context.clock.fastForward('01:10');
  await supervisor.page.getByLabel(/口令/).waitFor();
  expect((await context.request.get(new URL('/v1/me', urls['admin']).href)).status()).toBe(401);
});
