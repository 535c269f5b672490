import type { Browser } from 'playwright-core';
import type { Case } from '../contracts/cases.js';
import type { Lot, LotShown } from '../contracts/lots.js';
import { expectOk } from '../dev/clinic/api-client.js';
import { InstallationUnderTest, passwordOf } from './installation.js';
import { eventually, launchBrowser, PageUnderTest } from './page-under-test.js';

const MINUTES = 60_000;
const REASON = '上市许可持有人公告召回该批次';
const WITHDRAWN = '复检合格，公告撤回';

const installation = new InstallationUnderTest();
let browser: Browser;
let province: PageUnderTest;
let city: PageUnderTest;
let lead: PageUnderTest;
let adminUrl: string;
let lot: Lot;

const ask = <T>(path: string) => expectOk(path, installation.operator().get<T>(path));
const shown = () => ask<LotShown>(`/v1/lots/${lot.productId}/${lot.lot}`);
const followUps = async () => (await ask<{ data: Case[] }>('/v1/cases?area=440000&kind=lot-follow-up&first=100')).data;
const dialog = (tab: PageUnderTest) => tab.page.getByRole('dialog');

beforeAll(async () => {
  const started = await installation.start();
  adminUrl = started.urls['admin'] ?? '';
  const played = await installation.run('demo', '--residents', '6', '--seed', '3', '--json');
  expect(played.code).toBe(0);
  const { data } = await ask<{ data: Lot[] }>('/v1/lots?productId=covid-i');
  lot = data[0]!;
  browser = await launchBrowser();
  const signedIn = (login: string) => PageUnderTest.signedIn(browser, `${adminUrl}/lots`, login, passwordOf(started));
  [province, city, lead] = [await signedIn('provincial-supervisor'), await signedIn('city-supervisor'), await signedIn('site-lead')];
}, 6 * MINUTES);

afterAll(async () => {
  await browser?.close();
  await installation.remove();
}, MINUTES);

afterEach(() => expect([province, city, lead].flatMap((tab) => tab?.complaints.splice(0) ?? [])).toEqual([]));

it('lists lots with their state, of one product or one state, in both languages', async () => {
  await province.shows('疫苗批号', lot.lot, '可用');
  await province.inBothLanguages('lots', ['可用'], ['Vaccine lots', 'usable']);
  await province.choose('状态', '召回');
  await province.shows('没有符合条件的批号');
  await province.choose('状态', '全部状态');
  expect(await province.barriers()).toEqual([]);
});

it('lets the province recall one by keyboard alone, and follows up everybody who got it (H5)', async () => {
  await province.page.goto(`${adminUrl}/lots/${encodeURIComponent(`${lot.productId}:${lot.lot}`)}/show`);
  await province.shows('该批号从未停用');
  await province.tabTo(province.page.getByRole('button', { name: '停用批号' }));
  await province.page.keyboard.press('Enter');
  await dialog(province).getByText('逐一随访全部受种者').waitFor();
  expect(await province.barriers()).toEqual([]);
  await dialog(province).getByRole('textbox', { name: '理由' }).fill(REASON);
  await province.picture('lot-recall-zh');
  await province.tabTo(dialog(province).getByRole('button', { name: '停用批号' }));
  await province.page.keyboard.press('Enter');
  await province.shows('召回 · 停用中', REASON, '尚待随访');
  const { status, holds: [hold] } = await eventually(shown, ({ holds: [one] }) => one !== undefined && one.recipients.open > 0 && one.recipients.waiting === 0);
  expect(status).toBe('recalled');
  expect(await followUps()).toHaveLength(hold!.recipients.open);
  await province.shows(`已随访 0 人，共 ${hold!.recipients.open} 人`);
  expect(await province.barriers()).toEqual([]);
  await province.inBothLanguages('lot-recalled', ['召回 · 停用中'], ['Recall · in force', 'followed up']);
});

it('offers a site nothing about a recall, and lets it stop what it suspects', async () => {
  await lead.page.goto(`${adminUrl}/lots/${encodeURIComponent(`${lot.productId}:${lot.lot}`)}/show`);
  await lead.shows('召回 · 停用中');
  expect(await lead.button('申请解除').count()).toBe(0);
  await lead.button('停用批号').click();
  await lead.choose('原因', '疑似质量问题');
  await dialog(lead).getByRole('textbox', { name: '理由' }).fill('外观异常');
  await dialog(lead).getByRole('button', { name: '停用批号' }).click();
  await lead.shows('疑似质量问题 · 停用中', '外观异常');
  expect(await lead.button('申请解除').count()).toBe(1);
});

it('is let go by two people, of whom the second reads the first one’s reason (H14)', async () => {
  const suspected = province.page.getByRole('region', { name: '疑似质量问题 · 停用中' });
  await suspected.getByRole('button', { name: '申请解除' }).click();
  await dialog(province).getByRole('textbox', { name: '理由' }).fill('误报，检验无异常');
  await dialog(province).getByRole('button', { name: '申请解除' }).click();
  await province.shows('提议人不能复核自己的提议');
  await city.page.goto(`${adminUrl}/lots/${encodeURIComponent(`${lot.productId}:${lot.lot}`)}/show`);
  await city.button('同意解除').click();
  await dialog(city).getByText('误报，检验无异常').waitFor();
  expect(await city.barriers()).toEqual([]);
  await dialog(city).getByRole('button', { name: '同意解除' }).click();
  await city.shows('疑似质量问题 · 已解除');
  expect(await shown()).toMatchObject({ status: 'recalled' });
  await province.page.reload();
  await province.button('申请解除').click();
  await dialog(province).getByRole('textbox', { name: '理由' }).fill(WITHDRAWN);
  await dialog(province).getByRole('button', { name: '申请解除' }).click();
  await province.shows('待复核解除', WITHDRAWN);
  const { holds } = await shown();
  expect(holds.find(({ kind }) => kind === 'recall')).toMatchObject({ status: 'release-asked' });
});
