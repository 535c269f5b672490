import type { Browser } from 'playwright-core';
import { InstallationUnderTest, passwordOf } from './installation.js';
import { launchBrowser, PageUnderTest } from './page-under-test.js';

const MINUTES = 60_000;
const PIN = '492713';

const installation = new InstallationUnderTest();
let admin: string;
let password: string;
let browser: Browser;
let lead: PageUnderTest;
let nurse: PageUnderTest;
/** The browser at the desk, in which nobody has signed in. */
let desk: PageUnderTest;
let code: string;

beforeAll(async () => {
  const started = await installation.start();
  admin = started.urls['admin'] ?? '';
  password = passwordOf(started);
  browser = await launchBrowser();
  lead = await PageUnderTest.signedIn(browser, `${admin}/devices`, 'site-lead', password);
  nurse = await PageUnderTest.signedInAtDesk(browser, `${admin}/desk/pin`, 'vaccinator', password);
  desk = await PageUnderTest.open(browser, `${admin}/desk`);
}, 4 * MINUTES);

afterAll(async () => {
  await browser?.close();
  await installation.remove();
}, MINUTES);

/** What the console said of a refusal, and nothing else. */
const onlyRefused = (tab: PageUnderTest, status: number) => expect(tab.complaints.splice(0).every((said) => said.includes(String(status)))).toBe(true);
const isAt = (tab: PageUnderTest, path: string) => tab.page.waitForURL(`${admin}${path}`);

describe('a site lead', () => {
  it('makes a code for a device, which is shown once', async () => {
    await lead.inBothLanguages('devices-empty', ['还没有共享工位设备'], ['No shared desks yet']);
    await lead.page.getByRole('link', { name: '登记设备' }).click();
    await lead.button('生成登记码').click();
    await lead.shows('请改正标出的项目');
    onlyRefused(lead, 422);
    await lead.page.getByLabel('名称').fill('接种台 1');
    await lead.button('生成登记码').click();
    await lead.shows('接种台 1的登记码', '只显示这一次');
    code = (await lead.page.getByText(/^[a-z2-9]{4}(-[a-z2-9]{4}){3}$/).innerText()).trim();
    expect(await lead.barriers()).toEqual([]);
    await lead.picture('device-code-zh');
    await lead.page.getByRole('link', { name: '返回设备列表' }).click();
    await lead.inBothLanguages('devices', ['接种台 1', '等待输入登记码'], ['waiting for its code']);
    expect(await lead.page.content()).not.toContain(code);
  });
});

describe('somebody who works at a desk', () => {
  it('sets a PIN that is not the first that anybody tries', async () => {
    await nurse.inBothLanguages('own-pin', ['尚未设置 PIN', '在共享工位输入的用户名：vaccinator'], ['You have no PIN yet']);
    const type = async (pin: string, again: string) => {
      await nurse.page.getByLabel('新 PIN').fill(pin);
      await nurse.page.getByLabel('再输入一次').fill(again);
    };
    await type(PIN, '492714');
    await nurse.shows('两次输入不一致');
    expect(await nurse.button('保存 PIN').isDisabled()).toBe(true);
    await type('123456', '123456');
    await nurse.button('保存 PIN').click();
    await nurse.shows('太容易猜到');
    expect(await nurse.barriers()).toEqual([]);
    onlyRefused(nurse, 422);
    await type(PIN, PIN);
    await nurse.page.keyboard.press('Enter');
    await nurse.shows('PIN 已保存', '已设置 PIN');
    expect(nurse.complaints).toEqual([]);
  });
});

describe('the desk', () => {
  it('is enrolled with the code, and with no other', async () => {
    await desk.inBothLanguages('desk-enrol', ['登记此设备'], ['Enrol this device']);
    await desk.page.getByLabel('登记码').fill('aaaa-aaaa-aaaa-aaaa');
    await desk.button('登记').click();
    await desk.shows('登记码不正确');
    expect(await desk.barriers()).toEqual([]);
    onlyRefused(desk, 401);
    await desk.page.getByLabel('登记码').fill(code.toUpperCase());
    await desk.page.keyboard.press('Enter');
    await desk.inBothLanguages('desk-switch', ['接种台 1', '请登录'], ['Who is there?']);
  });

  it('says one and the same of a wrong name and a wrong PIN, and lets in with both right, by the keyboard alone', async () => {
    const come = async (name: string, pin: string) => {
      await desk.page.getByLabel('工号或用户名').fill(name);
      await desk.page.keyboard.press('Tab');
      await desk.page.keyboard.type(pin);
      await desk.page.keyboard.press('Enter');
    };
    for (const [name, pin] of [['nobody-here', PIN], ['vaccinator', '713492']] as const) {
      await come(name, pin);
      await desk.shows('工号或 PIN 不正确');
      expect(await desk.page.getByLabel('PIN 码').inputValue()).toBe('');
    }
    await desk.picture('desk-refused-zh');
    onlyRefused(desk, 401);
    await come('vaccinator', PIN);
    await isAt(desk, '/desk/vaccination');
    await desk.inBothLanguages('desk-workspace', ['示例接种员', '接种台 1', '换人', '扫码查看'], ['Switch person', 'Scan']);
    expect(await desk.text()).not.toContain('我的 PIN');
  });

  it('makes room for the next person', async () => {
    await desk.button('换人').click();
    await isAt(desk, '/desk');
    await desk.shows('请登录');
    await desk.page.goto(`${admin}/journeys`);
    await isAt(desk, '/desk');
    await desk.page.goto(`${admin}/desk/scan`);
    await desk.shows('请登录');
    expect(await desk.page.evaluate('[JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage })]')).toEqual(['{}', '{}']);
    desk.complaints.splice(0); // 401 of the question who is there
  });

  it('takes no PIN for a while once too many were tried there, and says until when', async () => {
    const statuses = await desk.page.evaluate<number[]>(`(async () => {
      const answers = [];
      for (let n = 0; n < 20; n += 1) answers.push((await fetch('/auth/desk/switch', { method: 'POST', headers: { 'content-type': 'application/json', 'miaocheng-request': '1' }, body: JSON.stringify({ name: 'nobody-' + n, pin: '492713' }) })).status);
      return answers;
    })()`);
    expect(statuses.slice(0, 18)).toEqual(Array(18).fill(401)); // two were tried before
    expect(statuses.slice(18)).toEqual([429, 429]);
    await desk.page.getByLabel('工号或用户名').fill('vaccinator');
    await desk.page.getByLabel('PIN 码').fill(PIN);
    await desk.button('进入').click();
    await desk.shows('此设备上未成功的尝试过多', '之前不再接受 PIN');
    expect(await desk.barriers()).toEqual([]);
    await desk.picture('desk-tries-used-up-zh');
    desk.complaints.splice(0); // 401 and 429 of these
  });

  it('is none any more once it is revoked, with the reason', async () => {
    await lead.button('停用设备 · 接种台 1').click();
    await lead.choose('停用原因', '被盗');
    expect(await lead.barriers()).toEqual([]);
    await lead.picture('device-revoke-zh');
    await lead.button(/^停用$/).click();
    await lead.shows('已停用：接种台 1', '被盗');
    expect(lead.complaints).toEqual([]);
    await desk.page.getByLabel('工号或用户名').fill('vaccinator');
    await desk.page.getByLabel('PIN 码').fill(PIN);
    await desk.button('进入').click();
    await desk.shows('登记此设备');
    onlyRefused(desk, 401);
  });
});
