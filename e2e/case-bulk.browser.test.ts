import type { Browser } from 'playwright-core';
import type { Case } from '../contracts/cases.js';
import { expectOk } from '../dev/clinic/api-client.js';
import { register } from '../dev/clinic/day.js';
import { ADULT, type Scene } from '../dev/clinic/scene.js';
import { ageInYears, localDateOf, toInstant } from '../domain/time.js';
import { generateResidents } from '../simulators/residents/generate.js';
import type { GeneratedResident } from '../simulators/residents/resident.js';
import { UNREMARKABLE } from '../simulators/residents/shares.js';
import { InstallationUnderTest, passwordOf } from './installation.js';
import { eventually, launchBrowser, PageUnderTest } from './page-under-test.js';

const MINUTES = 60_000;
const CASES = 200;
const AT_ONCE = 8;

const installation = new InstallationUnderTest();
let scene: Scene;
let browser: Browser;
let tab: PageUnderTest;

const button = (name: string | RegExp) => tab.button(name);
const openCases = async () => (await expectOk('cases', scene.operator.get<{ data: Case[] }>('/v1/cases?first=200'))).data;

beforeAll(async () => {
  const started = await installation.start();
  const { urls } = started;
  scene = installation.scene(5);
  const today = localDateOf(toInstant(Date.now()));
  const drawn = generateResidents({ seed: 6, count: 3 * CASES, today, people: UNREMARKABLE.people, archives: { none: 1 } });
  const people = drawn.filter(({ birthDate }) => ageInYears(birthDate, today) >= 18).slice(0, CASES);
  await Promise.all(Array.from({ length: AT_ONCE }, () => reportAll(people)));
  // Overdue everywhere below the province: from here on a case moves only when somebody moves it.
  await eventually(openCases, (open) => open.length === CASES && open.every(({ level, dueAt }) => level === 'province' && Date.parse(dueAt) < Date.now()));
  browser = await launchBrowser();
  tab = await PageUnderTest.signedIn(browser, `${urls['admin']}/cases`, 'provincial-supervisor', passwordOf(started));
}, 6 * MINUTES);

/** Each walks in and is jabbed without a checklist, which is a case. */
async function reportAll(people: GeneratedResident[]): Promise<void> {
  for (let next = people.pop(); next; next = people.pop()) {
    const { journeyId } = await scene.desk.walkIn(await register(scene.site, scene.desk.siteId, next), ADULT);
    const [dose] = (await scene.desk.journey(journeyId)).doses;
    await expectOk('reportUnverifiedDose', scene.desk.reportUnverified(journeyId, dose!));
  }
}

afterAll(async () => {
  await browser?.close();
  await installation.remove();
}, MINUTES);

it('decides two hundred cases one by one, says which were not done and why, and can be stopped', async () => {
  await tab.choose('每页行数：', '200');
  expect(await eventually(() => tab.rows().count(), (count) => count === CASES)).toBe(CASES);
  const [first, second] = (await openCases()).toSorted((a, b) => a.dueAt.localeCompare(b.dueAt) || a.id.localeCompare(b.id));
  await expectOk('claim', scene.operator.post(`/v1/cases/${second!.id}/claim`, { staffId: 'S-30' }));
  await tab.page.getByRole('checkbox', { name: '全选' }).check();
  await button('不计入剂次').click();
  await tab.page.getByRole('textbox', { name: '理由' }).fill('现场无人核对，按不计处理');
  expect(await tab.barriers()).toEqual([]);
  await tab.picture('bulk-asked-zh');
  await button('开始处理').click();
  await tab.page.getByRole('status').getByText(/已完成 \d+ 项/).waitFor();
  await button('停止').click();
  const stopped = await eventually(tab.text, (shown) => shown.includes('结束：'));
  expect(stopped).toMatch(/结束：完成 \d+ 项，未执行 [01] 项，未处理 [1-9]\d* 项/);
  await button('关闭').click();
  const left = (await openCases()).length;
  expect(left).toBeGreaterThan(1);
  expect(await eventually(() => tab.rows().count(), (count) => count === left)).toBe(left);

  await tab.page.getByRole('checkbox', { name: '全选' }).check();
  await button('不计入剂次').click();
  await tab.page.getByRole('textbox', { name: '理由' }).fill('现场无人核对，按不计处理');
  await button('开始处理').click();
  await tab.page.getByText(/^结束：/).waitFor({ timeout: 2 * MINUTES });
  expect(await tab.text()).toContain(`结束：完成 ${left - 1} 项，未执行 1 项，未处理 0 项`);
  expect(await tab.text()).toContain('该事项正由他人处理');
  expect(await tab.barriers()).toEqual([]);
  await tab.picture('bulk-ended-zh');
  await button('关闭').click();
  expect(await openCases()).toMatchObject([{ id: second!.id, status: 'open' }]);
  expect(await expectOk('case', scene.operator.get<Case>(`/v1/cases/${first!.id}`))).toMatchObject({ status: 'resolved', action: 'leave-uncounted' });
  for (const complaint of tab.complaints.splice(0)) expect(complaint).toContain('409');
}, 5 * MINUTES);
