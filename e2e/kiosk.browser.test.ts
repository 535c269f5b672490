import type { Browser } from 'playwright-core';
import type { z } from 'zod';
import type { DynamicText, HealthCode } from '../contracts/health-codes.js';
import type { CommandAnswer } from '../contracts/journey-commands.js';
import type { Session } from '../contracts/sessions.js';
import { expectOk } from '../dev/clinic/api-client.js';
import { attest, channelFor, register } from '../dev/clinic/day.js';
import { CHILD, somebody, type Scene } from '../dev/clinic/scene.js';
import { localDateOf, toInstant } from '../domain/time.js';
import { InstallationUnderTest, passwordOf } from './installation.js';
import { launchBrowser, PageUnderTest } from './page-under-test.js';

const MINUTES = 60_000;

const installation = new InstallationUnderTest();
let desk: string;
let browser: Browser;
let scene: Scene;
let kiosk: PageUnderTest;

beforeAll(async () => {
  const started = await installation.start();
  desk = started.urls['desk'] ?? '';
  scene = installation.scene(8_301);
  browser = await launchBrowser();
  const lead = await PageUnderTest.signedIn(browser, `${started.urls['admin']}/devices`, 'site-lead', passwordOf(started));
  await lead.page.getByRole('link', { name: '登记设备' }).click();
  await lead.page.getByLabel('名称').fill('自助机 1');
  await lead.choose('工位', '自助机');
  await lead.button('生成登记码').click();
  const code = await lead.page.getByText(/^[a-z2-9]{4}(-[a-z2-9]{4}){3}$/).innerText();
  kiosk = await PageUnderTest.open(browser, desk);
  await kiosk.page.getByLabel('登记码').fill(code.trim());
  await kiosk.page.keyboard.press('Enter');
  await kiosk.shows('请出示健康码');
  kiosk.complaints.splice(0); // 401 of the question who is there
}, 4 * MINUTES);

afterAll(async () => {
  await browser?.close();
  await installation.remove();
}, MINUTES);

/** Somebody registered here, with the code on their phone; booked for today where `booked`. */
async function comes(booked: boolean): Promise<{ name: string; text: string }> {
  const { site, desk: { siteId } } = scene;
  const child = await somebody(scene, 'child');
  const residentId = await register(site, siteId, child);
  await attest(site, residentId, child);
  const channel = channelFor(residentId, scene.running);
  if (booked) {
    const session = { siteId, day: localDateOf(toInstant(Date.now())), vaccines: ['MMR'], slots: [{ startsAt: '00:00', endsAt: '23:59', capacity: 5 }] };
    const { slots: [slot] } = await expectOk('session', site.post<Session>('/v1/sessions', session));
    await expectOk('booking', channel.post<CommandAnswer>('/v1/bookings', { residentId, siteId, slotId: slot?.id, doses: CHILD }));
  }
  const { id } = await expectOk('health code', channel.post<z.infer<typeof HealthCode>>(`/v1/residents/${residentId}/health-codes`, {}));
  return { name: child.name, text: (await expectOk('text', channel.post<z.infer<typeof DynamicText>>(`/v1/health-codes/${id}/dynamic-text`, {}))).text };
}

const scan = async (text: string) => {
  await kiosk.page.keyboard.type(text);
  await kiosk.page.keyboard.press('Enter');
};

it('waits for a code, in both languages, and offers nobody to sign in', async () => {
  await kiosk.inBothLanguages('kiosk-waits', ['请出示健康码', '自助签到'], ['Please show your health code']);
  expect(await kiosk.page.getByRole('link').count()).toBe(0);
});

it('checks in by the scanner alone, says where to go and forgets it', async () => {
  const { name, text } = await comes(true);
  await kiosk.button('查看').waitFor();
  await scan(text);
  await kiosk.shows('签到成功', '请到：登记台 desk-1');
  expect(await kiosk.barriers()).toEqual([]);
  await kiosk.picture('kiosk-done-zh');
  expect(await kiosk.text()).not.toContain(name);
  expect(await kiosk.page.getByLabel('扫码').inputValue()).toBe('');
  await kiosk.shows('请出示健康码'); // after some seconds
  expect(await kiosk.text()).not.toContain('签到成功');
  expect(kiosk.complaints).toEqual([]);
});

it('sends whoever has not booked, and whatever is no health code, to registration', async () => {
  await scan((await comes(false)).text);
  await kiosk.inBothLanguages('kiosk-no-visit', ['今天没有预约', '请到：登记台 desk-1'], ['you have no booking today']);
  await kiosk.button('完成').click();
  await scan('440199202406010028');
  await kiosk.shows('不是有效的健康码', '没有成功，请到登记台');
  expect(await kiosk.barriers()).toEqual([]);
  await kiosk.picture('kiosk-refused-zh');
  await kiosk.button('完成').click();
  await kiosk.shows('请出示健康码');
});
