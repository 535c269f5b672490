import pg from 'pg';
import type { Browser } from 'playwright-core';
import { ADULT, CHILD, come, somebody, until, vaccinate, walkIn, type Scene, type Visit } from '../dev/clinic/scene.js';
import { expectOk } from '../dev/clinic/api-client.js';
import { addDays, localDateOf, toInstant } from '../domain/time.js';
import { InstallationUnderTest, passwordOf } from './installation.js';
import { eventually, launchBrowser, PageUnderTest } from './page-under-test.js';

const MINUTES = 60_000;
/** Days after today on which MMR is to be had again; its second dose keeps 28. */
const IN_TIME = 28;

const installation = new InstallationUnderTest();
let desk: string;
let password: string;
let browser: Browser;
let scene: Scene;
let observer: PageUnderTest;
let doctor: PageUnderTest;
let lead: PageUnderTest;
let waiting: Visit;
let hurried: Visit;
let forgotten: Visit;
let gone: Visit;
let grown: Visit;

/** The test clocks are over at once: how long somebody is still to stay is put in by hand, when nothing but the desk moves the visit any more. */
async function staysFor({ journeyId }: Visit, minutes: number): Promise<void> {
  const client = new pg.Client({ connectionString: installation.read<{ database: string }>('run.json').database.replace(/[^/]*$/, 'miaocheng') });
  await client.connect();
  await client
    .query(`update journeys set state = jsonb_set(state, '{observation,until}', to_jsonb((extract(epoch from now()) * 1000)::bigint + $2 * 60000)) where id = $1`, [journeyId, minutes])
    .finally(() => client.end());
}

async function vaccinated(age: 'child' | 'adult', minutes: number): Promise<Visit> {
  const visit = await walkIn(scene, await somebody(scene, age), age === 'child' ? CHILD : ADULT);
  await vaccinate(scene, visit, await come(scene, visit));
  await until(scene, visit, ({ clocks, notice }) => clocks.length === 0 && notice !== null && notice !== 'waiting');
  await staysFor(visit, minutes);
  return visit;
}

const masked = ({ resident: { name } }: Visit) => `${[...name][0]}${'*'.repeat([...name].length - 1)}`;

/** By the ID card, as a scanner reads it; 18 digits may be an archive number, so it is asked which. */
async function scans(tab: PageUnderTest, { resident }: Visit): Promise<void> {
  const input = tab.page.getByLabel('扫码或输入');
  await input.fill(resident.identifiers[0]?.number ?? '');
  await input.press('Enter');
  await tab.button('居民身份证号').click();
  tab.complaints.splice(0); // 422 of the question
  await tab.page.getByRole('heading', { name: resident.birthDate }).waitFor();
}

beforeAll(async () => {
  const started = await installation.start();
  desk = started.urls['desk'] ?? '';
  password = passwordOf(started);
  scene = installation.scene(8_201);
  waiting = await vaccinated('child', 25);
  hurried = await vaccinated('child', 24);
  gone = await vaccinated('child', 20);
  forgotten = await vaccinated('child', -20);
  grown = await vaccinated('adult', 12);
  const today = localDateOf(toInstant(Date.now()));
  await expectOk('session', scene.site.post('/v1/sessions', { siteId: scene.desk.siteId, day: addDays(today, IN_TIME), vaccines: ['MMR', 'HepB', 'HepA-L'], slots: [{ startsAt: '09:00', endsAt: '10:00', capacity: 8 }, { startsAt: '10:00', endsAt: '11:00', capacity: 8 }] }));
  browser = await launchBrowser();
  observer = await PageUnderTest.signedInAtDesk(browser, desk, 'observer', password);
  doctor = await PageUnderTest.signedInAtDesk(browser, desk, 'pre-check-doctor', password);
  for (const { page } of [observer, doctor]) await page.setViewportSize({ width: 1280, height: 1700 }); // so that a picture shows all
}, 6 * MINUTES);

afterAll(async () => {
  await browser?.close();
  await installation.remove();
}, MINUTES);

describe('the observation desk', () => {
  it('shows who is observed, whoever may leave first at the top, and says in words whom nobody has released (H12)', async () => {
    await observer.page.goto(`${desk}/observation`);
    await observer.inBothLanguages('observation-desk', ['留观中 5 人', '告警 1 人', '超时未放行', masked(waiting)], ['5 under observation', '1 alarms', 'nobody released them in time']);
    const [first] = await observer.page.locator('button.observed').allInnerTexts();
    expect(first).toContain(masked(forgotten));
    expect(await observer.page.title()).toContain('⚠');
    expect(observer.complaints).toEqual([]);
  });

  it('counts down while nobody asks', async () => {
    const timer = observer.page.locator('button.observed', { hasText: '还剩' }).first().getByRole('timer');
    const before = await timer.innerText();
    expect(await eventually(() => timer.innerText(), (shown) => shown !== before)).toMatch(/^还剩 \d+:\d\d$/);
  });

  it('releases whoever may go with one press, by the keyboard alone', async () => {
    await observer.page.locator('button.observed').first().focus();
    await observer.page.keyboard.press('Enter');
    const release = observer.page.getByRole('button', { name: '放行', exact: true });
    await release.waitFor();
    await observer.tabTo(release);
    await observer.page.keyboard.press('Enter');
    await observer.shows('已放行', '留观中 4 人');
    expect(observer.complaints).toEqual([]);
  });

  it('finds the one who is scanned, and records a reaction that nobody has rated beforehand', async () => {
    await scans(observer, waiting);
    await observer.shows('麻腮风', '留观至', '到时才能放行');
    expect(await observer.button('报告反应').isDisabled()).toBe(true);
    expect(await observer.page.getByLabel('重度').isChecked()).toBe(false);
    await observer.page.getByLabel('重度').check();
    await observer.shows('立即救治并转诊');
    await observer.page.getByLabel('表现').fill('面部潮红，呼吸急促');
    expect(await observer.barriers()).toEqual([]);
    await observer.picture('observation-reaction-zh');
    await observer.button('报告反应').click();
    await observer.shows('已记录反应', '反应：重度');
    expect(observer.complaints).toEqual([]);
  });

  it('lets the doctor release early with a reason, and an observer not', async () => {
    await scans(observer, hurried);
    expect(await observer.page.getByText('提前放行').count()).toBe(0);
    await doctor.page.goto(`${desk}/observation`);
    await scans(doctor, hurried);
    await doctor.page.locator('summary', { hasText: '提前放行' }).click();
    expect(await doctor.button('提前放行').isDisabled()).toBe(true);
    await doctor.page.getByLabel('理由').fill('家长有急事，已嘱在家观察');
    expect(await doctor.barriers()).toEqual([]);
    await doctor.picture('observation-early-zh');
    await doctor.button('提前放行').click();
    await doctor.shows('已放行');
    const { data } = await expectOk('timeline', scene.site.get<{ data: { type: string; data: Record<string, unknown> }[] }>(`/v1/journeys/${hurried.journeyId}/timeline`));
    expect(data.find(({ type }) => type === 'released')?.data).toMatchObject({ early: true, noteId: expect.any(String) });
    await observer.shows('已放行'); // the other desk hears of it
  });

  it('keeps whoever went away as an alarm until somebody says what was found out (H12)', async () => {
    await scans(observer, gone);
    await observer.button('记录自行离开').click();
    await observer.button('确认记录').click();
    await observer.shows('自行离开，待核实', '告警 1 人');
    await observer.picture('observation-left-zh');
    lead = await PageUnderTest.signedIn(browser, new URL(desk).origin, 'site-lead', password);
    await lead.inBothLanguages('today-observation', ['留观告警 1 人', masked(gone), '未经放行自行离开'], ['1 alarms of the observation area', 'went away unreleased']);
    await observer.page.getByLabel('核实结果').fill('电话联系母亲，孩子无不适');
    expect(await observer.barriers()).toEqual([]);
    await observer.button('核实后结束留观').click();
    await observer.shows('已放行');
    await until(scene, gone, ({ released }) => released);
  });
});

describe('before they leave', () => {
  it('the next visit is booked, with its first day and why', async () => {
    await scans(observer, waiting);
    await observer.shows('预约下一次接种', '最小间隔', '已逾期');
    const second = observer.page.getByRole('checkbox', { name: /^麻腮风.* 第2剂/ });
    await second.check();
    const slot = observer.button(/^预约 .* 09:00–10:00/);
    await slot.waitFor();
    expect(await observer.barriers()).toEqual([]);
    await observer.picture('observation-next-visit-zh');
    await slot.click();
    await observer.shows('✓ 已预约 ', '已预约：');
    expect(observer.complaints).toEqual([]);
  });

  it('the line of the booklet is printed, and printed again only for a reason and marked so', async () => {
    await observer.page.evaluate('window.print = () => { window.printed = (window.printed ?? 0) + 1; }');
    await observer.button('打印预防接种证记录').click();
    await observer.shows(waiting.resident.name, '追溯码', '接种单位（盖章）');
    expect(await observer.page.evaluate('window.printed')).toBe(1);
    expect(await observer.barriers()).toEqual([]);
    await observer.picture('certificate-line-zh');
    await observer.page.emulateMedia({ media: 'print' });
    expect(await observer.page.getByRole('heading', { name: '留观台' }).isVisible()).toBe(false);
    await observer.picture('certificate-line-paper-zh');
    await observer.page.emulateMedia({ media: 'screen' });
    await observer.button('关闭').click();
    await observer.shows('已打印 1 次');
    expect(await observer.button('重新打印').isDisabled()).toBe(true);
    await observer.page.getByLabel('重新打印的原因').selectOption('打印不清或卡纸');
    await observer.button('重新打印').click();
    await observer.shows('补打，第 2 次');
    await observer.page.keyboard.press('Escape');
    await observer.shows('已打印 2 次');
    expect(observer.complaints).toEqual([]);
  });

  it('an adult gets a voucher, in English too', async () => {
    await scans(observer, grown);
    await observer.chooseLanguage('English');
    await observer.button('Print the vaccination voucher').click();
    await observer.shows(grown.resident.name, 'Stamp of the site', 'Trace code');
    expect(await observer.barriers()).toEqual([]);
    await observer.picture('voucher-en');
    await observer.button('Close').click();
    await observer.chooseLanguage('中文');
    expect(observer.complaints).toEqual([]);
  });
});

describe('the screen on the wall', () => {
  let wall: PageUnderTest;
  const leftOn = () => wall.page.locator('.wall li').count();

  it('is a device of the observation area, with nobody signed in', async () => {
    await lead.page.goto(`${new URL(desk).origin}/devices/create`);
    await lead.page.getByLabel('名称').fill('留观屏');
    await lead.choose('工位', '留观区');
    await lead.button('生成登记码').click();
    const code = (await lead.page.getByText(/^[a-z2-9]{4}(-[a-z2-9]{4}){3}$/).innerText()).trim();
    wall = await PageUnderTest.open(browser, `${desk}/board`);
    await wall.shows('此屏幕还没有登记为本站留观区的设备');
    await wall.page.goto(desk);
    await wall.page.getByLabel('登记码').fill(code);
    await wall.page.keyboard.press('Enter');
    await wall.page.getByRole('link', { name: '留观公示屏' }).click();
    await wall.page.setViewportSize({ width: 1920, height: 1080 });
    await wall.shows(masked(waiting), masked(grown), '还剩', 'min left');
    expect(await leftOn()).toBe(2);
    expect(await wall.barriers()).toEqual([]);
    expect(await wall.page.locator('button, a, input').count()).toBe(0);
    await wall.picture('observation-wall');
    for (const { resident } of [waiting, grown]) expect(await wall.page.content()).not.toContain(resident.name);
    wall.complaints.splice(0); // 401 before it was enrolled
  });

  it('keeps up, says when it does not, and comes back by itself when the API does (H15)', async () => {
    await staysFor(grown, -1);
    await wall.shows('时间已到，请到留观台');
    await wall.picture('observation-wall-over');
    await wall.page.route('**/auth/desk/board', (route) => route.abort()); // an API that is killed may be back before anybody has looked
    installation.killPart('api');
    await wall.shows('正在重新连接');
    expect(await leftOn()).toBe(2); // what was there last, with how old it is
    expect(await wall.barriers()).toEqual([]);
    await wall.picture('observation-wall-away');
    await wall.page.unroute('**/auth/desk/board');
    await wall.page.getByText('正在重新连接').waitFor({ state: 'detached', timeout: MINUTES });
    await expectOk('release', scene.desk.release(grown.journeyId));
    expect(await eventually(leftOn, (count) => count === 1)).toBe(1);
  });
});
