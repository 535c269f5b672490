import type { Browser } from 'playwright-core';
import type { Case } from '../contracts/cases.js';
import type { Journey } from '../contracts/journeys.js';
import { expectOk } from '../dev/clinic/api-client.js';
import { ONE_OF_EACH } from '../dev/clinic/one-of-each.js';
import type { Scene } from '../dev/clinic/scene.js';
import type { Clinic } from '../dev/clinic/setup.js';
import type { CaseKind } from '../domain/cases/kinds.js';
import { InstallationUnderTest, passwordOf } from './installation.js';
import { eventually, launchBrowser, PageUnderTest } from './page-under-test.js';

const MINUTES = 60_000;
const KINDS = ['identity-differs', 'several-archives', 'registry-rejected'] as const satisfies readonly CaseKind[];
const HELD_NAME = '示例同号人'; // of the archive that the registry holds in the scene of identity-differs

const installation = new InstallationUnderTest();
let urls: Record<string, string>;
let clinic: Clinic;
let scene: Scene;
let browser: Browser;
/** One supervisor's, and that of another one. */
let tab: PageUnderTest;
let otherTab: PageUnderTest;
const ids: string[] = [];

const openCases = async () => (await expectOk('cases', scene.operator.get<{ data: Case[] }>('/v1/cases?area=440000&first=100'))).data;
async function caseOf(kind: CaseKind): Promise<Case> {
  const found = (await openCases()).find((open) => open.kind === kind);
  if (!found) throw new Error(`no open case ${kind}`);
  return found;
}
const caseNow = ({ id }: Case) => expectOk('case', scene.operator.get<Case>(`/v1/cases/${id}`));
const journeyNow = ({ journeyId }: Case) => expectOk('journey', scene.operator.get<Journey>(`/v1/journeys/${journeyId}`));
const shows = (...wanted: string[]) => tab.shows(...wanted);
const focused = () => tab.page.evaluate<string>('document.activeElement.textContent');
const button = (name: string | RegExp) => tab.button(name);
const openPage = ({ id }: Case) => tab.page.goto(`${urls['admin']}/cases/${id}/show`);
/** A tab in which somebody of this role has signed in, and who that is. */
async function signedIn(role: string, password: string): Promise<PageUnderTest> {
  const opened = await PageUnderTest.signedIn(browser, `${urls['admin']}/cases`, role, password);
  const { id } = await opened.page.evaluate<{ id: string }>(`fetch('/v1/me').then((answer) => answer.json())`);
  ids.push(id);
  return opened;
}

beforeAll(async () => {
  const started = await installation.start();
  ({ urls } = started);
  const password = passwordOf(started);
  scene = installation.scene(4);
  ({ clinic } = scene.running);
  browser = await launchBrowser();
  tab = await signedIn('provincial-supervisor', password);
  otherTab = await signedIn('city-supervisor', password);
}, 4 * MINUTES);

afterAll(async () => {
  await browser?.close();
  await installation.remove();
}, MINUTES);

afterEach(() => expect([tab, otherTab].flatMap((one) => one?.complaints.splice(0) ?? [])).toEqual([]));

it('says in both languages that there is nothing to decide', async () => {
  await tab.inBothLanguages('cases-none', ['所选条件下没有待处理事项'], ['There is no open case under these filters']);
  expect(await tab.page.title()).toBe('苗程 · 待处理事项');
});

describe('while cases are open', () => {
  beforeAll(async () => {
    await Promise.all(KINDS.map((kind) => ONE_OF_EACH[kind](scene)));
    // Overdue everywhere below the province: from here on a case moves only when somebody moves it.
    const all = await eventually(openCases, (open) => KINDS.every((kind) => open.some((one) => one.kind === kind && one.level === 'province' && Date.parse(one.dueAt) < Date.now())));
    expect(all.map(({ kind }) => kind).toSorted()).toEqual(KINDS.toSorted());
    await button('刷新').click();
  }, 2 * MINUTES);

  it('lists them by due time, overdue in words, with site, stage and nothing about the person', async () => {
    await shows('身份信息不一致', '查到多份档案', '登记系统退回', clinic.sites[0]!.name.zh, '已超时', '已识别', '待认领');
    const byDueTime = (await openCases()).toSorted((a, b) => a.dueAt.localeCompare(b.dueAt));
    const links = await tab.rows().locator('a[href*="/cases/"]').evaluateAll((all) => all.map((link) => link.getAttribute('href')));
    expect(links).toEqual(byDueTime.map(({ id }) => `/cases/${id}/show`));
    expect(await tab.page.content()).not.toContain(HELD_NAME);
    await tab.inBothLanguages('cases', ['待认领'], ['several archives found', 'overdue by', 'unclaimed']);
  });

  it('lists those of a site, a kind and a queue, with how many there are, and says when there are none', async () => {
    await tab.choose('事项', '登记系统退回（1 项）');
    expect(await eventually(() => tab.rows().count(), (count) => count === 1)).toBe(1);
    await tab.choose('状态', '待复核（0 项）');
    await shows('所选条件下没有待处理事项');
    await tab.choose('状态', '全部状态');
    await tab.choose('事项', '全部事项');

    await tab.choose('接种点', clinic.sites[1]!.name.zh);
    await shows('所选条件下没有待处理事项');
    await tab.choose('接种点', clinic.sites[0]!.name.zh);
    await shows('身份信息不一致');
    await tab.choose('接种点', '全部接种点');
    await shows('身份信息不一致');
  });

  it('finds them by number, kind and site, and nobody by a name or a number', async () => {
    const search = tab.page.getByRole('combobox', { name: /^(搜索|Search)$/ });
    const about = await caseOf('registry-rejected');
    const kept = await tab.page.evaluate('location.href');
    for (const text of ['13912345678', '440106 19900101 0010', HELD_NAME]) {
      await search.fill(text);
      await shows(text === HELD_NAME ? '没有这样的编号、事项或接种点；此处不搜索人员' : '此处不搜索人员：请勿输入证件号码或电话号码');
      expect(await tab.page.getByRole('option').count()).toBe(0);
      await search.press('Enter');
    }
    expect(await tab.rows().count()).toBe(KINDS.length);
    await search.fill('退回');
    expect(await eventually(() => tab.page.getByRole('option').allInnerTexts(), (found) => found.length === 1)).toEqual(['事项：登记系统退回']);
    expect(await tab.barriers()).toEqual([]);
    await tab.picture('cases-search-zh');
    await search.press('Enter');
    expect(await eventually(() => tab.rows().count(), (count) => count === 1)).toBe(1);
    await search.fill(about.id.slice(0, 13));
    await search.press('Enter');
    await shows(`编号 ${about.id.slice(0, 13)}`);
    expect(await tab.barriers()).toEqual([]);
    expect(await tab.rows().locator('a[href*="/cases/"]').evaluateAll((all) => all.map((link) => link.getAttribute('href')))).toContain(`/cases/${about.id}/show`);
    expect([await tab.page.evaluate('location.href'), await tab.page.evaluate('[...Object.keys(localStorage), ...Object.keys(sessionStorage)].filter((name) => name !== "language")')]).toEqual([kept, []]);
    await button(/^取消：编号/).click();
    expect(await eventually(() => tab.rows().count(), (count) => count === KINDS.length)).toBe(KINDS.length);
  });

  it('keeps filters under a name, for whoever named them, and lists by them with one key', async () => {
    await tab.choose('事项', '登记系统退回（1 项）');
    await button('保存当前筛选').click();
    await tab.page.keyboard.type('打 13912345678'); // the dialog opens on the name
    await tab.page.keyboard.press('Enter');
    await shows('不能含有 8 位及以上的数字');
    expect(tab.complaints.splice(0)).toEqual([expect.stringContaining('422')]);
    expect(await tab.barriers()).toEqual([]);
    await tab.page.getByLabel(/查询名称/).fill('退回的');
    await tab.page.keyboard.press('Enter');
    await shows('退回的（1 项）');
    await tab.page.getByRole('dialog').waitFor({ state: 'detached' });
    await tab.choose('事项', '全部事项');
    expect(await eventually(() => tab.rows().count(), (count) => count === KINDS.length)).toBe(KINDS.length);

    await tab.page.reload();
    await tab.tabTo(button('退回的（1 项）'));
    await tab.page.keyboard.press('Enter');
    expect(await eventually(() => tab.rows().count(), (count) => count === 1)).toBe(1);
    expect(await button('退回的（1 项）').getAttribute('aria-pressed')).toBe('true');
    await tab.inBothLanguages('cases-saved', ['退回的（1 项）'], ['退回的', 'SAVE THESE FILTERS']);
    expect(await otherTab.text()).not.toContain('退回的');
  });

  it('leaves filters, rows and what was ticked as they are in another language, and opens in that one from then on', async () => {
    const ticked = tab.page.locator('tbody').getByRole('checkbox');
    await ticked.check();
    await tab.chooseLanguage('English');
    await shows('rejected by the registry (1)', '1 item selected');
    expect([await tab.rows().count(), await ticked.isChecked()]).toEqual([1, true]);
    await tab.page.reload();
    await shows('rejected by the registry');
    expect(await tab.page.evaluate('[document.documentElement.lang, document.title]')).toEqual(['en', 'Miaocheng · Cases']);
    await tab.chooseLanguage('中文');
    expect(await tab.page.evaluate('document.documentElement.lang')).toBe('zh-CN');
  });

  it('renames what is kept, and deletes it, by keyboard alone', async () => {
    const managing = tab.page.getByRole('dialog');
    await tab.tabTo(button('管理查询'));
    await tab.page.keyboard.press('Enter');
    await tab.tabTo(managing.getByLabel(/查询名称/));
    await tab.page.keyboard.press('Control+A');
    await tab.page.keyboard.type('登记系统退回的');
    await tab.page.keyboard.press('Enter');
    await managing.getByText('已改名为“登记系统退回的”').waitFor();
    expect(await eventually(focused, (shown) => shown.includes('已改名'))).toContain('登记系统退回的');
    expect(await tab.barriers()).toEqual([]);
    await tab.picture('queries-managed-zh');
    await tab.tabTo(managing.getByRole('button', { name: /^删除/ }));
    await tab.page.keyboard.press('Enter');
    await managing.getByText('已删除“登记系统退回的”').waitFor();
    expect(await eventually(focused, (shown) => shown.includes('已删除'))).toContain('登记系统退回的');
    await tab.page.keyboard.press('Escape');
    await managing.waitFor({ state: 'detached' });
    expect(await button(/退回的/).count()).toBe(0);
    expect(await button('管理查询').count()).toBe(0);
  });

  it('opens one by a click, says what it is about, and shows both records only to whoever asks', async () => {
    await tab.rows().filter({ hasText: '身份信息不一致' }).getByText('已超时').click();
    await shows('登记系统有同一号码的档案，但姓名与我方记录不一致。', 'The registry has an archive of the same number', '不一致的项目：姓名', '已查询档案', '接种流程现况', '事项经过');
    expect(await tab.page.content()).not.toContain(HELD_NAME);
    await button('显示双方记录').click();
    await shows(HELD_NAME, '登记系统档案（第 1 版）', '主管（核对证件）', '登记系统的值于');
    expect(await tab.page.locator('mark').allInnerTexts()).toContain(HELD_NAME);
    expect(await tab.barriers()).toEqual([]);
    await tab.picture('case-zh');
    await button('隐藏双方记录').click();
    expect(await tab.page.content()).not.toContain(HELD_NAME);
    await tab.chooseLanguage('English');
    await shows('Fields that differ: name', 'Archive looked up', 'Decisions');
    expect(await tab.barriers()).toEqual([]);
    await tab.picture('case-en');
    await tab.chooseLanguage('中文');
  });

  it('lets a supervisor claim it and propose what takes two persons, by keyboard alone', async () => {
    const about = await caseOf('identity-differs');
    await tab.tabTo(button('认领'));
    await tab.page.keyboard.press('Enter');
    await shows('由您处理');
    expect((await caseNow(about)).claim).toMatchObject({ by: ids[0] });
    await tab.tabTo(button('以我方为准 · 双人复核'));
    await tab.page.keyboard.press('Enter');
    await shows('姓名：以我方为准，登记系统改为我方的值。', '必填');
    expect(await button('提议：以我方为准').isDisabled()).toBe(true);
    expect(await tab.barriers()).toEqual([]);
    await tab.page.keyboard.type('身份证原件与我方一致'); // the dialog opens on its reason
    await tab.picture('proposing-zh');
    await tab.tabTo(button('提议：以我方为准'));
    await tab.page.keyboard.press('Enter');
    await shows('示例省级监管员 于', '须由另一人复核', '提议人不能复核自己的提议', '身份证原件与我方一致');
    expect(await eventually(focused, (shown) => shown.includes('须由另一人复核'))).toContain('须由另一人复核'); // not lost with the button
    expect(await button(/^复核通过/).count()).toBe(0);
    expect(await caseNow(about)).toMatchObject({ status: 'open', queue: 'for-approval', proposal: { action: 'accept-ours', by: ids[0] } });
    expect(await tab.barriers()).toEqual([]);
    await tab.picture('proposed-zh');
  });

  it('lets another person approve it by keyboard alone, and the journey goes on', async () => {
    const about = await caseOf('identity-differs');
    await otherTab.page.goto(`${urls['admin']}/cases/${about.id}/show`);
    await otherTab.page.getByRole('status').getByText('身份证原件与我方一致').waitFor(); // the reason of the other
    await otherTab.tabTo(otherTab.page.getByRole('button', { name: '复核通过：以我方为准' }));
    await otherTab.page.keyboard.press('Enter');
    const dialog = otherTab.page.getByRole('dialog');
    await dialog.getByText('姓名：以我方为准，登记系统改为我方的值。').waitFor();
    await otherTab.tabTo(dialog.getByRole('button', { name: '复核通过：以我方为准' }));
    await otherTab.page.keyboard.press('Enter');
    await otherTab.page.getByText('已决定：以我方为准').waitFor();
    expect(await otherTab.page.evaluate<string>('document.activeElement.textContent')).toContain('已选定以哪边为准'); // it takes the focus from the button that is gone
    expect(await otherTab.barriers()).toEqual([]);
    await otherTab.picture('decided-zh');
    expect(await caseNow(about)).toMatchObject({ status: 'resolved', action: 'accept-ours' });
    expect((await eventually(() => journeyNow(about), ({ archive }) => archive.outcome === 'same')).archive.outcome).toBe('same');
    await openPage(about);
    await shows('已处理：以我方为准', '两边档案已一致');
  });

  it('leaves a case alone that somebody else has in hand, until it is taken over with a reason', async () => {
    const about = await caseOf('registry-rejected');
    await expectOk('claim', scene.operator.post(`/v1/cases/${about.id}/claim`, { staffId: 'S-30' }));
    await openPage(about);
    await shows('由 S-30 处理', '在此之前您不能决定');
    for (const action of ['重新开始', '不再发送']) expect(await button(action).isDisabled()).toBe(true);
    await tab.picture('held-zh');
    await button('接手').click();
    await tab.page.getByRole('textbox', { name: '理由' }).fill('交接班');
    await tab.page.getByRole('dialog').getByRole('button', { name: '接手' }).click();
    await shows('由您处理', '交接班');
    expect((await caseNow(about)).claim).toMatchObject({ by: ids[0] });
    expect(await eventually(() => button('重新开始').isDisabled(), (disabled) => !disabled)).toBe(false);
  });

  it('refuses a decision on what has changed meanwhile, says what, and takes it once that is read', async () => {
    const about = await caseOf('registry-rejected');
    await button('重新开始').click();
    await shows('以新的内容版本重新发送到登记系统。');
    await expectOk('comment', scene.operator.post(`/v1/cases/${about.id}/comments`, { staffId: 'S-30', text: '追溯码已在登记系统更正' }));
    await button('决定：重新开始').click();
    const dialog = tab.page.getByRole('dialog');
    for (const part of ['没有执行', '您查看之后发生的变化', 'S-30', '追溯码已在登记系统更正']) expect(await eventually(() => dialog.innerText(), (shown) => shown.includes(part))).toContain(part);
    expect(await caseNow(about)).toMatchObject({ status: 'open', action: null });
    expect(await tab.barriers()).toEqual([]);
    await tab.picture('stale-zh');
    expect(tab.complaints.splice(0)).toEqual([expect.stringContaining('409')]);
    await button('按现在的情况重新查看').click();
    await dialog.waitFor({ state: 'detached' });
    await button('重新开始').click();
    await button('决定：重新开始').click();
    await shows('已决定：重新开始');
    const uploadOf = ({ doses }: Journey) => doses[0]?.given?.upload;
    expect(uploadOf(await eventually(() => journeyNow(about), (journey) => uploadOf(journey) === 'confirmed'))).toBe('confirmed');
  });

  it('keeps what people say of a case, sends it back to the desk and takes the answer, and gives it back', async () => {
    await openPage(await caseOf('several-archives'));
    await button('认领').click();
    await tab.page.getByLabel('说明').fill('已请登记系统合并两份档案');
    await button('添加说明').click();
    await tab.page.getByRole('cell', { name: '已请登记系统合并两份档案' }).waitFor();
    await tab.page.getByLabel('说明').fill('第二份档案的住址是哪里');
    await button('退回登记台询问').click();
    await shows('等待登记台回答');
    await tab.page.getByLabel('说明').fill('越秀区');
    await button('回答询问').click();
    await tab.page.getByRole('cell', { name: '越秀区' }).waitFor();
    await button('放回').click();
    await button('认领').waitFor();
    expect(await caseNow(await caseOf('several-archives'))).toMatchObject({ claim: null, question: null, status: 'open' });
  });

  it('renews a claim half way to its end, as long as the page is open', async () => {
    const about = await caseOf('several-archives');
    await tab.page.clock.install();
    await openPage(about);
    await button('认领').click();
    await shows('由您处理');
    const { claim, version } = await caseNow(about);
    await tab.page.clock.fastForward('05:30'); // of the ten minutes
    const renewed = await eventually(() => caseNow(about), (now) => now.version > version);
    expect(Date.parse(renewed.claim?.until ?? '')).toBeGreaterThan(Date.parse(claim?.until ?? ''));
    await button('放回').click();
    await button('认领').waitFor();
  });

  it('shows nothing as done while the service cannot be reached, says why, and does it once when that is over', async () => {
    const about = await caseOf('several-archives');
    await openPage(about);
    await button('认领').waitFor();
    await tab.page.context().setOffline(true);
    await button('认领').click();
    await shows('没有执行', '连接不上苗程服务');
    expect((await caseNow(about)).claim).toBeNull();
    await tab.page.context().setOffline(false);
    await button('认领').click();
    await shows('由您处理');
    expect((await caseNow(about)).version).toBe(about.version + 1);
    for (const complaint of tab.complaints.splice(0)) expect(complaint).toContain('ERR_INTERNET_DISCONNECTED');
  });
});

it('says of a case that is not there what the API says', async () => {
  await tab.page.goto(`${urls['admin']}/cases/0192d3a0-0000-7000-8000-000000000009/show`);
  await shows('没有找到。');
  expect(await tab.barriers()).toEqual([]);
  for (const complaint of tab.complaints.splice(0)) expect(complaint).toMatch(/404|errors\.refused/);
});
