import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { newPerson } from '../api/people-fixtures.js';
import { loadShipped } from '../config/load-policies.js';
import { TODAY } from '../db/database-fixtures.js';
import { expectOk } from '../dev/clinic/api-client.js';
import type { Scene } from '../dev/clinic/scene.js';
import { addDays } from '../domain/time.js';
import { InstallationUnderTest, passwordOf } from './installation.js';
import { eventually, launchBrowser, PageUnderTest } from './page-under-test.js';

const MINUTES = 60_000;
const REASON = '按粤健通应用指南，人脸比对自 18 岁起';

const installation = new InstallationUnderTest();
let browser: Browser;
let scene: Scene;
let drafter: PageUnderTest;
let approver: PageUnderTest;
let reader: PageUnderTest;

const document = (tab: PageUnderTest) => tab.page.getByLabel('内容（JSON）');

/** The shipped tiers with faces compared from this age on. */
function tiers(faceFrom: number): string {
  const copy = structuredClone(loadShipped('clocks-test')['identity-tiers']);
  copy.editions[0]!.tiers[1]!.fromYears = faceFrom;
  return JSON.stringify(copy, null, 2);
}

/** Which authority the desk would ask about somebody of 17 years, or why it is not asked. */
async function askedAbout(): Promise<string | null> {
  const { id } = await expectOk('register', scene.site.post<{ id: string }>('/v1/residents', newPerson({ birthDate: addDays(TODAY(), -366 * 17 - 30) })));
  const answer = await scene.site.post<{ authority: string }>(`/v1/residents/${id}/identity-check`, {});
  return answer.ok ? answer.body.authority : answer.problem.code;
}

beforeAll(async () => {
  const started = await installation.start();
  const password = passwordOf(started);
  scene = installation.scene(11);
  browser = await launchBrowser();
  const signedIn = (role: string) => PageUnderTest.signedIn(browser, `${started.urls['admin']}/policies`, role, password);
  [drafter, approver, reader] = [await signedIn('city-supervisor'), await signedIn('provincial-supervisor'), await signedIn('district-supervisor')];
}, 6 * MINUTES);

afterAll(async () => {
  await browser?.close();
  await installation.remove();
}, MINUTES);

afterEach(() => expect([drafter, approver, reader].flatMap((tab) => tab?.complaints.splice(0) ?? [])).toEqual([]));

it('lists every policy with what is in force, in both languages, and offers nothing to whoever may only read', async () => {
  await drafter.inBothLanguages('policies', ['实名核验分级', '三查七对一验证', '随系统发布', '起草新版本'], ['Identity tiers', 'Consent texts', 'as shipped', 'Drafts and versions to come']);
  expect(await drafter.page.title()).toBe('苗程 · 政策');
  await reader.shows('实名核验分级');
  expect(await reader.page.getByRole('link', { name: '起草新版本' }).count()).toBe(0);
});

it('says at each place of a document what is wrong, without keeping it', async () => {
  await drafter.page.getByRole('link', { name: '起草新版本' }).click();
  await document(drafter).fill('{');
  await drafter.button('校验').click();
  await drafter.shows('不能发布，请改正以下各处', '不是 JSON 对象');
  await document(drafter).fill(tiers(1));
  await drafter.button('校验').click();
  await drafter.shows('editions.0.tiers.1', '示例未通过：三岁幼儿不作人脸比对');
  expect(await drafter.barriers()).toEqual([]);
  await drafter.picture('policies-faults-zh');
});

it('takes an uploaded file, shows how it differs, and keeps it as a draft that its drafter cannot approve', async () => {
  const file = join(installation.folder, 'tiers.json');
  writeFileSync(file, tiers(18));
  const [chooser] = await Promise.all([drafter.page.waitForEvent('filechooser'), drafter.button('上传文件').click()]);
  await chooser.setFiles(file);
  await drafter.button('校验').click();
  await drafter.shows('符合格式，并通过全部示例', 'editions.2022-09-20.tiers.1.fromYears', '17', '18');
  expect(await drafter.barriers()).toEqual([]);
  await drafter.picture('policies-draft-zh');
  expect(await drafter.button('保存草稿').isDisabled()).toBe(true);
  await drafter.page.getByLabel('理由').fill(REASON);
  await drafter.button('保存草稿').click();
  await drafter.shows('实名核验分级 第 1 版', '草稿', REASON, '这是您起草的版本，须由另一人批准');
  expect(await drafter.button('批准').count()).toBe(0);
  expect(await askedAbout()).toBe('capture-required');
});

it('is approved by another person, who sees reason and difference, and decides the next identity check without a restart', async () => {
  await approver.page.reload();
  await approver.page.getByRole('link', { name: /第 1 版（草稿）/ }).click();
  await approver.inBothLanguages('policies-version', ['实名核验分级 第 1 版', '与随系统发布的版本相比', REASON], ['Identity tiers, version 1', 'Compared with the shipped version']);
  await approver.button('批准').click();
  const dialog = approver.page.getByRole('dialog');
  await approver.shows(`的理由：${REASON}`);
  expect(await approver.barriers()).toEqual([]);
  await approver.picture('policies-approve-zh');
  await dialog.getByRole('button', { name: '批准' }).click();
  await approver.shows('已批准');
  expect(await askedAbout()).toBe('birth-certificate');
  await approver.page.getByRole('link', { name: /返回政策列表/ }).click();
  const inForce = /实名核验分级\s+1\s+\d{4}-\d\d-\d\d \d\d:\d\d/;
  const row = approver.rows().filter({ hasText: '实名核验分级' });
  expect(await eventually(() => row.innerText(), (shown) => inForce.test(shown))).toMatch(inForce);
});

it('shows past versions with who drafted and who approved each, and how each differs from the one before', async () => {
  const next = { name: 'identity-tiers', document: JSON.parse(tiers(17)) as object, effectiveFrom: new Date().toISOString(), reason: '恢复为 17 岁' };
  const { id, against } = await asPerson<{ id: string; against: number }>(drafter, '/v1/policies/versions', next);
  await asPerson(approver, `/v1/policies/versions/${id}/approve`, { against });
  await reader.page.reload();
  await reader.inBothLanguages('policies-history', ['全部版本', '第 2 版：内容与差异', '现行', '第 1 版：内容与差异', '已被取代'], ['All versions', 'Version 1: document and difference', 'Superseded']);
  const first = reader.rows().filter({ hasText: '第 1 版：内容与差异' });
  for (const name of ['示例市级监管员', '示例省级监管员']) expect(await first.innerText()).toContain(name);
  await reader.page.getByRole('link', { name: '第 2 版：内容与差异' }).click();
  await reader.shows('与第 1 版相比', 'editions.2022-09-20.tiers.1.fromYears', '18', '17');
  await reader.page.goBack();
  await reader.choose('政策', '时限');
  await reader.shows('还没有发布过版本');
  expect(await reader.barriers()).toEqual([]);
});

/** What a page of theirs would send. */
function asPerson<T>(tab: PageUnderTest, path: string, body: object): Promise<T> {
  return tab.page.evaluate(`fetch('${path}', { method: 'POST', headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID(), 'miaocheng-request': '1' }, body: ${JSON.stringify(JSON.stringify(body))} }).then((answer) => answer.json())`);
}
