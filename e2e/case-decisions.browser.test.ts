import type { Browser, Route } from 'playwright-core';
import type { Case } from '../contracts/cases.js';
import type { Journey } from '../contracts/journeys.js';
import { expectOk } from '../dev/clinic/api-client.js';
import { ONE_OF_EACH } from '../dev/clinic/one-of-each.js';
import { ADULT, come, identify, somebody, walkIn, type Scene, type Visit } from '../dev/clinic/scene.js';
import { InstallationUnderTest, passwordOf } from './installation.js';
import { eventually, launchBrowser, PageUnderTest } from './page-under-test.js';

const MINUTES = 60_000;
/** What the registry holds of somebody whom we have under another name and another telephone. */
const HELD = { name: '示例同号人', phone: '13800000000' };

const installation = new InstallationUnderTest();
let urls: Record<string, string>;
let scene: Scene;
let browser: Browser;
let tab: PageUnderTest;
let otherTab: PageUnderTest;
/** The case whose decision is reversed. */
let settled: Case;
/** Somebody who was vaccinated without a checklist. */
let reported: Visit;

const openCases = async () => (await expectOk('cases', scene.operator.get<{ data: Case[] }>('/v1/cases?area=440000&first=100'))).data;
async function caseOf(kind: Case['kind']): Promise<Case> {
  const found = (await openCases()).find((open) => open.kind === kind);
  if (!found) throw new Error(`no open case ${kind}`);
  return found;
}
const caseNow = ({ id }: Case) => expectOk('case', scene.operator.get<Case>(`/v1/cases/${id}`));
const journeyNow = ({ journeyId }: Case) => expectOk('journey', scene.operator.get<Journey>(`/v1/journeys/${journeyId}`));
const openIn = ({ page }: PageUnderTest, { id }: Case) => page.goto(`${urls['admin']}/cases/${id}/show`);
/** Presses the one button of the dialog that sends, and waits until it has closed. */
async function send(who: PageUnderTest, name: string, reason?: string): Promise<void> {
  const dialog = who.page.getByRole('dialog');
  if (reason !== undefined) await dialog.getByRole('textbox', { name: '理由' }).fill(reason);
  await dialog.getByRole('button', { name }).click();
  await dialog.waitFor({ state: 'detached' });
}

/** Both press the button, and neither request leaves before both have: no page has heard of the other by then. */
async function pressAtOnce(name: string, path: string): Promise<void> {
  const both = [tab, otherTab];
  let pressed = 0;
  let letGo = () => {};
  const bothPressed = new Promise<void>((resolve) => (letGo = resolve));
  const hold = async (route: Route) => {
    pressed += 1;
    if (pressed === both.length) letGo();
    await bothPressed;
    await route.continue();
  };
  await Promise.all(both.map(({ page }) => page.route(path, hold)));
  await Promise.all(both.map((who) => who.button(name).click()));
  await bothPressed;
  await Promise.all(both.map(({ page }) => page.unroute(path, hold)));
}

beforeAll(async () => {
  const started = await installation.start();
  ({ urls } = started);
  scene = installation.scene(6);
  await identify(scene, await walkIn(scene, await somebody(scene, 'adult', { held: [HELD] }), ADULT));
  reported = await walkIn(scene, await somebody(scene, 'adult'), ADULT);
  for (const dose of await come(scene, reported)) await expectOk('report', scene.desk.reportUnverified(reported.journeyId, dose));
  await ONE_OF_EACH['registry-rejected'](scene);
  browser = await launchBrowser();
  tab = await PageUnderTest.signedIn(browser, `${urls['admin']}/cases`, 'provincial-supervisor', passwordOf(started));
  otherTab = await PageUnderTest.signedIn(browser, `${urls['admin']}/cases`, 'city-supervisor', passwordOf(started));
  // Overdue everywhere below the province: from here on a case moves only when somebody moves it.
  const settled = (open: Case[]) => open.length === 3 && open.every(({ level, dueAt }) => level === 'province' && Date.parse(dueAt) < Date.now());
  for (const end = Date.now() + 2 * MINUTES; !settled(await openCases()) && Date.now() < end; ) await eventually(openCases, settled);
}, 6 * MINUTES);

afterAll(async () => {
  await browser?.close();
  await installation.remove();
}, MINUTES);

afterEach(() => expect([tab, otherTab].flatMap((one) => one?.complaints.splice(0) ?? [])).toEqual([]));

it('lets a supervisor choose a side for each field in the table of both records, by keyboard, and propose that', async () => {
  const about = await caseOf('identity-differs');
  await openIn(tab, about);
  await tab.chooseLanguage('English');
  await tab.button('Show both records').click();
  await tab.page.getByRole('radio', { name: "name · the registry's" }).waitFor();
  expect(await tab.barriers()).toEqual([]);
  await tab.picture('choosing-en');
  await tab.chooseLanguage('中文');
  await tab.shows('须先显示双方记录，并为每个不一致的项目选定一边', '隐藏双方记录'); // another language hides nothing
  expect(await tab.button('逐项选定 · 双人复核').isDisabled()).toBe(true);
  const ours = tab.page.getByRole('radio', { name: '姓名 · 以我方为准' });
  await ours.focus();
  await tab.page.keyboard.press('Space');
  await tab.page.getByRole('radio', { name: '手机号 · 以登记系统为准' }).click();
  await tab.shows(HELD.name, HELD.phone);
  expect(await ours.isChecked()).toBe(true);
  expect(await tab.barriers()).toEqual([]);
  await tab.picture('choosing-zh');
  await tab.button('逐项选定 · 双人复核').click();
  await tab.shows('姓名：以我方为准，登记系统改为我方的值。', '手机号：以登记系统为准，我方改为登记系统的值。', '重新查询登记系统。');
  expect(await tab.barriers()).toEqual([]);
  await tab.picture('choose-fields-zh');
  await send(tab, '提议：逐项选定', '姓名以证件为准，电话以登记系统为准');
  await tab.shows('须由另一人复核');
  expect(await caseNow(about)).toMatchObject({ queue: 'for-approval', proposal: { action: 'choose-fields', take: { name: 'ours', phone: 'theirs' } } });
});

it('shows another person what was chosen, and both sides are brought to that', async () => {
  const about = await caseOf('identity-differs');
  settled = about;
  await openIn(otherTab, about);
  await otherTab.button('复核通过：逐项选定').click();
  await otherTab.shows('姓名：以我方为准，登记系统改为我方的值。', '手机号：以登记系统为准，我方改为登记系统的值。');
  await send(otherTab, '复核通过：逐项选定');
  await otherTab.shows('已决定：逐项选定');
  expect((await eventually(() => journeyNow(about), ({ archive }) => archive.outcome === 'same')).archive.outcome).toBe('same');
  await otherTab.shows('两边档案已一致');
});

it('says that the ground has moved, drops the proposal and stands in the queue of its own (H14)', async () => {
  const about = await caseOf('dose-on-unverified-checklist');
  await openIn(tab, about);
  await tab.button('计入剂次 · 双人复核').click();
  await send(tab, '提议：计入剂次', '监控可见全过程');
  await tab.shows('须由另一人复核');
  await openIn(otherTab, about);
  await otherTab.button('复核通过：计入剂次').click();
  const { doses } = await journeyNow(about);
  for (const dose of doses) await expectOk('report', scene.desk.reportUnverified(reported.journeyId, dose));
  const dialog = otherTab.page.getByRole('dialog');
  await dialog.getByRole('button', { name: '复核通过：计入剂次' }).click();
  for (const part of ['没有执行', '您查看之后发生的变化', '依据已变动 · 已报告接种、未核实']) await dialog.getByText(part).waitFor();
  expect(otherTab.complaints.splice(0)).toEqual([expect.stringContaining('409')]);
  expect(await otherTab.barriers()).toEqual([]);
  await otherTab.picture('moved-dialog-zh');
  await otherTab.button('按现在的情况重新查看').click();
  await tab.inBothLanguages('moved', ['依据于', '已报告接种、未核实', '示例省级监管员 的提议基于变动前的情况，已失效'], ['What this rests on changed at', 'no longer stands']);
  expect(await caseNow(about)).toMatchObject({ queue: 're-review', proposal: null });
  await tab.page.goto(`${urls['admin']}/cases`);
  await tab.choose('状态', '须重新审阅（1 项）');
  expect(await eventually(() => tab.rows().count(), (count) => count === 1)).toBe(1);
  await tab.picture('re-review-zh');
});

it('lets exactly one of two have a case that both reach for at the same moment, and shows the other who', async () => {
  const about = await caseOf('registry-rejected');
  await Promise.all([openIn(tab, about), openIn(otherTab, about)]);
  await pressAtOnce('认领', `**/v1/cases/${about.id}/claim`);
  const { claim } = await eventually(() => caseNow(about), (now) => now.claim !== null);
  const won = async (who: PageUnderTest) => (await eventually(who.text, (shown) => /由您处理|在此之前您不能决定/.test(shown))).includes('由您处理');
  const winners = await Promise.all([tab, otherTab].map(won));
  expect(winners.toSorted()).toEqual([false, true]);
  expect(claim).not.toBeNull();
  const [winner, loser] = winners[0] ? [tab, otherTab] : [otherTab, tab];
  expect(loser.complaints.splice(0)).toEqual([expect.stringContaining('409')]);
  expect(await loser.button('重新开始').isDisabled()).toBe(true);
  await loser.picture('lost-claim-zh');
  await winner.button('放回').click();
  await Promise.all([tab, otherTab].map((one) => one.button('认领').waitFor()));
});

it('takes exactly one of two decisions of the same moment, and tells the other what has changed', async () => {
  const about = await caseOf('registry-rejected');
  await Promise.all([openIn(tab, about), openIn(otherTab, about)]);
  await Promise.all([tab, otherTab].map((one) => one.button('重新开始').click()));
  await pressAtOnce('决定：重新开始', `**/v1/cases/${about.id}/resolve`);
  const won = async (who: PageUnderTest) => (await eventually(who.text, (shown) => /已决定：重新开始|没有执行/.test(shown))).includes('已决定：重新开始');
  const winners = await Promise.all([tab, otherTab].map(won));
  expect(winners.toSorted()).toEqual([false, true]);
  const loser = winners[0] ? otherTab : tab;
  await loser.page.getByRole('dialog').getByText('您查看之后发生的变化').waitFor();
  expect(await loser.barriers()).toEqual([]);
  await loser.picture('lost-decision-zh');
  expect(loser.complaints.splice(0)).toEqual([expect.stringContaining('409')]);
  const { data } = await expectOk('log', scene.operator.get<{ data: { type: string }[] }>(`/v1/cases/${about.id}/log`));
  expect(data.filter(({ type }) => type === 'resolved')).toHaveLength(1);
});

it('reverses that decision once one asks for it and another approves, and the two records are a case again', async () => {
  const about = settled;
  await openIn(tab, about);
  await tab.button('撤销决定 · 双人复核').click();
  await tab.shows('两边档案恢复到决定之前的值；此后又被更改的不覆盖。');
  expect(await tab.barriers()).toEqual([]);
  await tab.picture('undo-zh');
  await send(tab, '请求撤销', '证件为同胞所有');
  const asked = await eventually(() => caseOf('decision-questioned'), ({ level }) => level === 'province'); // each step up is another version
  expect(asked).toMatchObject({ level: 'province', queue: 'for-approval', proposal: { action: 'undo-decision' } });
  await openIn(tab, about);
  await tab.button('撤销决定 · 双人复核').click();
  await tab.page.getByRole('dialog').getByRole('textbox', { name: '理由' }).fill('证件为同胞所有');
  await tab.page.getByRole('dialog').getByRole('button', { name: '请求撤销' }).click();
  await tab.page.getByRole('dialog').getByRole('alert').waitFor();
  await tab.picture('undo-refused-zh');
  expect(tab.complaints.splice(0)).toEqual([expect.stringContaining('409')]); // the browser's own, of the second one
  await openIn(otherTab, asked);
  await otherTab.button('复核通过：撤销决定').click();
  await otherTab.shows('两边档案恢复到决定之前的值');
  expect(await otherTab.barriers()).toEqual([]);
  await send(otherTab, '复核通过：撤销决定');
  await otherTab.shows('已决定：撤销决定');
  expect((await eventually(() => journeyNow(about), ({ archive }) => archive.outcome === 'differs')).archive.fields).toEqual({ name: 'differs', phone: 'differs' });
  expect(await caseOf('identity-differs')).toMatchObject({ moved: { what: 'archiveDecisionReversed' } });
});

it('ends the visit from its case, with a reason, and leaves no case behind', async () => {
  const about = await eventually(() => caseOf('identity-differs'), ({ level }) => level === 'province'); // each step up is another version
  await openIn(tab, about);
  await tab.button('取消本次流程').click();
  await tab.shows('本次接种流程取消，计划剂次不再接种，占用的号源释放；居民可另行预约。', '必填');
  expect(await tab.barriers()).toEqual([]);
  await tab.picture('cancel-journey-zh');
  await send(tab, '决定：取消本次流程', '居民改日携带证件再来');
  await tab.shows('已决定：取消本次流程', '已取消');
  expect(await eventually(() => journeyNow(about), ({ stage }) => stage === 'cancelled')).toMatchObject({ stage: 'cancelled', openCases: [] });
  expect(await caseNow(about)).toMatchObject({ status: 'resolved', action: 'cancel-journey' });
});
