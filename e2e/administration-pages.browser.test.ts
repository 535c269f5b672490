import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import type { Browser } from 'playwright-core';
import type { JWK } from 'jose';
import { createTokenSource } from '../dev/client-credentials.js';
import { roleUrl } from '../dev/installation.js';
import { InstallationUnderTest, passwordOf } from './installation.js';
import { eventually, launchBrowser, PageUnderTest } from './page-under-test.js';

const MINUTES = 60_000;

const installation = new InstallationUnderTest();
let urls: Record<string, string>;
let password: string;
let browser: Browser;
/** The auditor's. */
let tab: PageUnderTest;
/** The administrator's. */
let office: PageUnderTest;

const menuOf = (one: PageUnderTest) => one.page.getByRole('menu').getByRole('menuitem').allInnerTexts();

const signedIn = (login: string, secret = password) => PageUnderTest.signedIn(browser, `${urls['admin']}/`, login, secret);

beforeAll(async () => {
  const started = await installation.start();
  ({ urls } = started);
  password = passwordOf(started);
  browser = await launchBrowser();
  tab = await signedIn('security-auditor');
  office = await signedIn('administrator');
}, 4 * MINUTES);

afterAll(async () => {
  await browser?.close();
  await installation.remove();
}, MINUTES);

describe('the audit', () => {
  afterEach(() => expect(tab.complaints.splice(0)).toEqual([]));

  it('is the first and only page of an auditor', async () => {
    await tab.shows('审计', '登录', '工作人员', '完成');
    expect(await menuOf(tab)).toEqual(['审计']);
    expect(await tab.page.title()).toBe('苗程 · 审计');
    await tab.inBothLanguages('audit', ['留空则不限日期'], ['Empty: all days']);
  });

  it('is narrowed by what a row is about, by the keyboard alone, and says when there is nothing', async () => {
    await tab.button('刷新').click();
    const begun = await eventually(() => tab.rows().filter({ hasText: 'session.begin' }).count(), (count) => count === 2); // this tab's and that of the administrator
    expect(await tab.rows().count()).toBeGreaterThan(begun);
    await tab.tabTo(tab.rows().filter({ hasText: 'session.begin' }).first().getByRole('button', { name: '只看此项：登录 session.begin' }));
    await tab.page.keyboard.press('Enter');
    expect(await eventually(() => tab.rows().count(), (count) => count === begun)).toBe(begun);
    expect(await tab.page.getByLabel('操作代码').inputValue()).toBe('session.begin');
    await tab.page.getByLabel('操作代码').fill('nobody.does');
    await tab.button('查询').click();
    await tab.shows('所选条件下没有审计记录');
    await tab.choose('另按', '结果');
    await tab.button('查询').click();
    await tab.shows('请求被拒绝', '请先登录'); // the question who is there, before the sign-in
    await tab.choose('另按', '不另筛选');
    await tab.button('查询').click();
    await tab.shows('session.begin');
  });

  it('is exported as a file, which stands in it', async () => {
    const [download] = await Promise.all([tab.page.waitForEvent('download'), tab.button('导出文件').click()]);
    expect(download.suggestedFilename()).toMatch(/^audit-\d{4}-\d\d-\d\d-\d{4}-\d\d-\d\d\.csv$/);
    const lines = readFileSync(await download.path(), 'utf8').trimEnd().split('\r\n');
    expect(lines[0]).toBe('at,actorKind,actorId,staffId,deviceId,action,objectKind,objectId,outcome,code,params,count,id');
    expect(lines.some((line) => line.includes(',session.begin,person,'))).toBe(true);
    await tab.shows('导出审计', 'audit.export');
  });

  it('says why there is no file', async () => {
    await tab.page.getByLabel('导出至').fill('2026-01-01');
    await tab.button('导出文件').click();
    await tab.shows('没有执行', '请求无效');
    expect(tab.complaints.splice(0)).toEqual([expect.stringContaining('422')]);
  });

  it('is verified, and the page says that it is whole', async () => {
    await tab.button('校验完整性').click();
    await tab.shows('审计完整');
    expect(await tab.barriers()).toEqual([]);
    await tab.picture('audit-whole-zh');
    await tab.chooseLanguage('English'); // the page begins anew
    await tab.button('Verify the chain').click();
    await tab.shows('The audit is whole');
    await tab.picture('audit-whole-en');
    await tab.chooseLanguage('中文');
  });

  it('cannot be seen by others, who are not shown the page', async () => {
    const other = await signedIn('district-supervisor');
    expect(await menuOf(other)).toEqual(['今天', '接种流程', '待处理事项', '居民与档案', '告知消息', '疫苗批号', '登记系统与发码系统', '政策', '报表']);
    expect((await other.page.request.get(`${urls['admin']}/v1/audit`)).status()).toBe(403);
    await other.page.context().close();
  });
});

describe('people', () => {
  const NAME = '示例新登记员';
  afterEach(() => expect(office.complaints.splice(0)).toEqual([]));

  const field = (name: string) => office.page.getByLabel(name, { exact: false });
  const chooseMany = async (name: string, ...options: string[]) => {
    await office.page.getByRole('combobox', { name }).click();
    for (const option of options) await office.page.getByRole('option', { name: option, exact: true }).click();
    await office.page.keyboard.press('Escape');
    await office.page.getByRole('listbox').waitFor({ state: 'detached' });
  };
  let first: string;

  it('are the first page of an administrator, who sees no audit, journey or case', async () => {
    await office.shows('示例系统管理员', '示例登记员', '在用');
    expect(await menuOf(office)).toEqual(['人员', '共享工位设备', '接种点', '接口客户端']);
    expect(await office.page.title()).toBe('苗程 · 人员');
    await office.inBothLanguages('people', ['登录名'], ['User name']);
  });

  it('are registered by a form that says at each field what is wrong with it, and then the password once', async () => {
    await office.page.getByRole('link', { name: '登记人员' }).click();
    await office.button('登记').click();
    await office.shows('请改正标出的项目', '必填');
    await field('姓名').fill(NAME);
    await chooseMany('角色', '登记员', '区级监管员');
    await field('登录名（本系统的账户）').fill('new-registrar');
    await office.button('登记').click();
    await office.shows('这些角色不能由同一人兼任');
    expect(await office.barriers()).toEqual([]);
    await office.picture('person-refused-zh');
    await chooseMany('角色', '区级监管员');
    await office.button('登记').click();
    await office.shows('所选角色必填');
    const [site = ''] = await office.page.evaluate<string[]>(`fetch('/v1/sites').then((answer) => answer.json()).then(({ data }) => data.map(({ name }) => name))`);
    await chooseMany('接种点', site);
    await office.button('登记').click();
    await office.shows(`${NAME}的口令`, '只显示这一次');
    first = (await office.page.getByText(/^[a-z2-9]{4}(-[a-z2-9]{4}){3}$/).innerText()).trim();
    expect(office.complaints.splice(0).every((complaint) => complaint.includes('422'))).toBe(true);
    expect(await office.barriers()).toEqual([]);
    await office.picture('person-registered-zh');
  });

  it('sign in with it, and are out at once when they are revoked', async () => {
    const newcomer = await signedIn('new-registrar', first);
    await newcomer.shows(NAME, '接种流程');
    await office.page.getByRole('link', { name: '返回人员列表' }).click();
    await office.page.getByRole('link', { name: NAME }).click();
    await office.inBothLanguages('person', ['撤销'], ['Area code']);
    expect(await office.page.content()).not.toContain(first);
    await office.button('撤销').click();
    await office.shows('已打开的会话全部结束', '已撤销');
    await newcomer.page.reload();
    await newcomer.page.getByLabel(/用户名/).waitFor(); // sent to sign in
    expect((await newcomer.page.request.get(`${urls['admin']}/v1/me`)).status()).toBe(401);
    await newcomer.page.context().close();
  });

  it('are not changed by themselves', async () => {
    await office.page.getByRole('link', { name: '返回人员列表' }).click();
    await office.page.getByRole('link', { name: '示例系统管理员' }).click();
    await office.shows('任何人不得更改自己的账户');
    expect(await office.button(/保存|撤销|重设/).count()).toBe(0);
    expect((await office.page.request.get(`${urls['admin']}/v1/audit`)).status()).toBe(403);
  });

  it('stand in the audit with who changed them', async () => {
    await tab.button('刷新').click();
    await tab.shows('撤销人员', '登记人员');
    expect(await tab.page.content()).not.toContain(NAME);
    tab.complaints.splice(0);
  });
});

/** Of a form of the administrator's: fills in fields by their names, chooses several. */
const typed = (name: string) => office.page.getByLabel(name, { exact: false });
const chosen = async (name: string | RegExp, ...options: (string | RegExp)[]) => {
  await office.page.getByRole('combobox', { name }).click();
  for (const option of options) await office.page.getByRole('option', { name: option }).click();
  await office.page.keyboard.press('Escape');
  await office.page.getByRole('listbox').waitFor({ state: 'detached' });
};
const refused = () => expect(office.complaints.splice(0).every((complaint) => /4(09|22)/.test(complaint))).toBe(true);
const goTo = (page: string) => office.page.getByRole('menuitem', { name: page }).click();

describe('sites', () => {
  afterEach(() => expect(office.complaints.splice(0)).toEqual([]));

  it('are listed with plan, hours and days of switching on and off', async () => {
    await goTo('接种点');
    await office.shows('天河示例接种点', '3 个岗位', '每周 7 天', '2022-12-31');
    await office.inBothLanguages('sites', ['天河示例接种点', '启用日期'], ['Tianhe example site', 'Switched on']);
    await typed('区划代码').fill('440600');
    await office.button('筛选').click();
    expect(await eventually(() => office.rows().count(), (count) => count === 1)).toBe(1);
    await office.shows('佛山示例接种点');
  });

  it('are registered by a form that says at each field what is wrong with it', async () => {
    await office.page.getByRole('link', { name: '登记接种点' }).click();
    await office.button('登记').click();
    await office.shows('请改正标出的项目', '六位数字', '字母、数字、连字符，2 至 32 位', '必填');
    expect(await office.barriers()).toEqual([]);
    await office.picture('site-refused-zh');
    await typed('区划代码').fill('440106');
    await typed('编码').first().fill('4401069999');
    await typed('中文名称').fill('天河新接种点');
    await typed('英文名称').fill('Tianhe new site');
    await typed('启用日期').fill('2026-01-01');
    await typed('岗位编号 1').fill('desk-1');
    await chosen(/岗位用途 1/, '登记', '预检', '接种');
    await office.button('登记').click();
    await office.shows('登记、预检、接种、留观须各有岗位');
    await chosen(/岗位用途 1/, '留观');
    await office.button('增加开放时间').click();
    await office.button('增加开放时间').click();
    await typed('结束 2').fill('07:00');
    await office.button('登记').click();
    await office.shows('结束须晚于开始');
    await office.button('删除开放时间 2').click();
    await office.button('登记').click();
    await office.shows('登记后不再更改', '保存');
    refused();
    await office.inBothLanguages('site', ['天河新接种点', '星期一'], ['Tianhe new site', 'Monday', 'Station plan']);
  });

  it('are changed by whoever has read the latest, and nobody is shown a button that deletes', async () => {
    const { page } = office;
    const id = page.url().split('/').at(-1) ?? '';
    const site = await page.evaluate<{ version: number }>(`fetch('/v1/administration/sites/${id}').then((answer) => answer.json())`);
    const other = await signedIn('administrator');
    await other.page.goto(page.url());
    await other.page.getByLabel('地址').fill('某路1号');
    await other.button('保存').click();
    await other.shows('已保存');
    await other.page.context().close();
    await typed('停用日期').fill('2030-01-01');
    await office.button('保存').click();
    await office.shows(`已被他人更改到版本 ${site.version + 1}`);
    refused();
    expect(await office.barriers()).toEqual([]);
    await office.picture('site-changed-meanwhile-zh');
    await office.button('按现在的情况重新查看').click();
    expect(await eventually(() => typed('地址').inputValue(), (address) => address === '某路1号')).toBe('某路1号');
    await typed('停用日期').fill('2030-01-01');
    await office.button('保存').click();
    await office.shows('已保存');
    expect(await office.button(/^删除$/).count()).toBe(0);
  });
});

describe('clients', () => {
  afterEach(() => expect(office.complaints.splice(0)).toEqual([]));
  const pair = (kid: string) => {
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    return { shown: JSON.stringify({ ...publicKey.export({ format: 'jwk' }), kid }), privateJwk: { ...privateKey.export({ format: 'jwk' }), kid, alg: 'ES256' } as JWK };
  };
  const [first, next] = [pair('first'), pair('next')];
  const sources = ({ privateJwk }: { privateJwk: JWK }) => createTokenSource({ issuerUrl: urls['login'] ?? '', clientId: 'new-system', privateJwk, audience: urls['audience'] ?? '', scopes: ['journeys:read'] });
  const statusWith = async (token: string, path: string) => (await fetch(`${urls['api']}${path}`, { headers: { authorization: `Bearer ${token}` } })).status;
  let sites: { id: string; name: string }[];

  it('are listed, and registered with a public key alone', async () => {
    await goTo('接口客户端');
    await office.inBothLanguages('clients', ['site-1', '接种点系统', '在用'], ['software of a site', 'Keys in force']);
    sites = await office.page.evaluate<typeof sites>(`fetch('/v1/sites').then((answer) => answer.json()).then(({ data }) => data)`);
    await office.page.getByRole('link', { name: '登记客户端' }).click();
    await office.button('登记').click();
    await office.shows('不是 JSON 格式的密钥');
    await typed('公钥（JWK）').fill(JSON.stringify(first.privateJwk));
    await office.shows('这是私钥：没有发送');
    expect(await typed('公钥（JWK）').inputValue()).toBe('');
    await typed('公钥（JWK）').fill(first.shown.replace('P-256', 'P-521'));
    await office.button('登记').click();
    await office.shows('请改正标出的项目');
    await office.picture('client-refused-zh');
    expect(await office.barriers()).toEqual([]);
    await typed('编号').fill('new-system');
    await typed('名称').first().fill('新门诊系统');
    await chosen(/接种点/, sites[0]?.name ?? '');
    await chosen(/权限/, /journeys:read/, /journeys:desk/);
    await office.button('登记').click();
    await office.shows('只接受 P-256、P-384');
    await typed('公钥（JWK）').fill(first.shown);
    await office.button('登记').click();
    await office.shows('增加公钥', 'ES256');
    refused();
    await office.inBothLanguages('client', ['新门诊系统', '指纹'], ['Thumbprint', 'software of a site']);
  });

  it('call with their key at their site, go over to the next key, and are out once they are revoked', async () => {
    const day = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
    const journeysOf = (site: { id: string } | undefined) => `/v1/journeys?siteId=${site?.id}&day=${day}`;
    const token = await sources(first)();
    expect([await statusWith(token, journeysOf(sites[0])), await statusWith(token, journeysOf(sites[1]))]).toEqual([200, 404]);
    await expect(sources(next)()).rejects.toMatchObject({ code: 'invalid_client' });
    await typed('公钥（JWK）').fill(next.shown);
    await office.button('增加公钥').click();
    await office.shows('next');
    for (const key of [first, next]) expect(await statusWith(await sources(key)(), journeysOf(sites[0]))).toBe(200);
    await office.button('停用密钥 first').click();
    await office.shows('请确认客户端已改用另一把密钥');
    expect(await office.barriers()).toEqual([]);
    await office.page.getByRole('dialog').getByRole('button', { name: '停用密钥' }).click();
    await office.page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await eventually(() => office.button(/停用密钥/).count(), (count) => count === 0)).toBe(0);
    await expect(sources(first)()).rejects.toMatchObject({ code: 'invalid_client' });
    const later = await sources(next)();
    await office.button('撤销客户端').click();
    await office.page.getByRole('dialog').getByRole('combobox').click();
    await office.page.getByRole('option', { name: '密钥泄露' }).click();
    expect(await office.barriers()).toEqual([]);
    await office.picture('client-revoke-zh');
    await office.page.getByRole('dialog').getByRole('button', { name: '撤销客户端' }).click();
    await office.shows('被撤销，原因：密钥泄露');
    expect(await statusWith(later, journeysOf(sites[0]))).toBe(401);
    await expect(sources(next)()).rejects.toMatchObject({ code: 'invalid_client' });
    await office.inBothLanguages('client-revoked', ['被撤销'], ['was revoked', 'key known to others']);
    expect(await office.button(/保存|增加公钥|撤销/).count()).toBe(0);
  });

  it('and sites stand in the audit with who changed them', async () => {
    await tab.button('刷新').click();
    await tab.shows('撤销客户端', '停用客户端密钥', '登记客户端', '更改接种点');
    tab.complaints.splice(0);
  });
});

describe('the first administrator', () => {
  const command = () => {
    const { database } = installation.read<{ database: string }>('run.json');
    const env = { DATABASE_URL: roleUrl(database, installation.read('secrets.json'), 'migrator'), LOGIN_ISSUER_URL: urls['login'] ?? '', ADMIN_PUBLIC_URL: urls['admin'] ?? '', SIGN_IN_KEYS_FILE: join(installation.folder, 'sign-in-keys.json') };
    return installation.runWith(env, 'first-administrator', '王管理员', '--username', 'wang.admin', '--json');
  };

  it('is let in by nobody but administrators while there is one', async () => {
    expect(await command()).toMatchObject({ code: 1, said: expect.stringContaining('There is an administrator already'), answer: { ok: false } });
  });

  it('signs in with the password that was shown once, registers others, and stands in the audit as let in by the command', async () => {
    const client = new pg.Client({ connectionString: installation.read<{ database: string }>('run.json').database.replace(/[^/]*$/, 'miaocheng') });
    await client.connect();
    await client.query(`update people set status = 'revoked' where 'administrator' = any(roles)`).finally(() => client.end());
    const { code, said } = await command();
    expect([code, said]).toEqual([0, expect.stringMatching(/^王管理员 signs in as wang\.admin with the password \S+\. It is shown this once\.$/m)]);
    const first = await signedIn('wang.admin', /password (\S+)\. It is/.exec(said)?.[1]);
    await first.shows('王管理员 · 系统管理员', '登记人员');
    expect(await menuOf(first)).toContain('人员');
    await first.page.goto(`${urls['admin']}/staff`);
    await first.shows('王管理员', '示例登记员');
    expect(first.complaints).toEqual([]);
    await tab.page.goto(`${urls['admin']}/audit`);
    await tab.choose('另按', '操作');
    await tab.page.getByLabel('操作代码').fill('person.register');
    await tab.button('查询').click();
    await tab.shows('命令行', 'first-administrator');
    expect(await tab.barriers()).toEqual([]);
    tab.complaints.splice(0);
  });
});
