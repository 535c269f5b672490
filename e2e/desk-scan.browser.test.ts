import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { ADULT, identify, somebody, walkIn, type Visit } from '../dev/clinic/scene.js';
import { writeCameraPicture } from './camera-picture.js';
import { InstallationUnderTest, passwordOf } from './installation.js';
import { launchBrowser, PageUnderTest } from './page-under-test.js';

const MINUTES = 60_000;
const GS = '\u001d';

const installation = new InstallationUnderTest();
let desk: string;
let password: string;
let browser: Browser;
let tab: PageUnderTest;
let visit: Visit;

beforeAll(async () => {
  const started = await installation.start();
  desk = started.urls['desk'] ?? '';
  password = passwordOf(started);
  const scene = installation.scene(8_101);
  visit = await walkIn(scene, await somebody(scene, 'adult'), ADULT);
  await identify(scene, visit);
  browser = await launchBrowser();
  tab = await PageUnderTest.signedInAtDesk(browser, desk, 'registrar', password);
}, 4 * MINUTES);

afterAll(async () => {
  await browser?.close();
  await installation.remove();
}, MINUTES);

it('says where one is and as whom, in both languages', async () => {
  await tab.page.goto(`${desk}/scan`);
  await tab.inBothLanguages('desk-scan', ['示例登记员', '登记员', '我的 PIN', '扫码或输入'], ['registrar', 'My PIN', 'Scan or type']);
});

it('takes what is typed, by the keyboard alone', async () => {
  const [document] = visit.resident.identifiers;
  await tab.page.reload();
  await tab.page.getByLabel('扫码或输入').waitFor();
  await tab.page.keyboard.type(document?.number ?? '', { delay: 80 });
  await tab.page.keyboard.press('Enter');
  const idNumber = tab.button('居民身份证号'); // 18 digits may be the number of an archive
  await idNumber.waitFor();
  await tab.tabTo(idNumber);
  await tab.page.keyboard.press('Enter');
  tab.complaints.splice(0); // 422 of the question
  await tab.shows('这是：居民身份证号', visit.resident.birthDate, '已识别');
  expect(await tab.barriers()).toEqual([]);
  await tab.picture('desk-scanned-person-zh');
});

it('hears a scanner wherever the focus is, and presses no button by it', async () => {
  await tab.button('摄像头').focus();
  await tab.scan('84100400000000000001');
  await tab.shows('这是：疫苗追溯码', '请核对包装上的批号');
  expect(await tab.button('关闭摄像头').count()).toBe(0);
});

it('reads a GS1 code with its separators', async () => {
  await tab.page.getByRole('heading', { level: 1 }).click();
  await tab.scan(`010952000000010317281231${'10'}LOT7${GS}21SERIAL9`);
  await tab.shows('乙型肝炎疫苗', 'LOT7', '2028-12-31');
  expect(await tab.barriers()).toEqual([]);
  await tab.picture('desk-scanned-package-zh');
});

it('asks where a text may be two things, and says why it takes none', async () => {
  const input = tab.page.getByLabel('扫码或输入');
  await input.fill('440524188001010014');
  await input.press('Enter');
  await tab.button('档案编号').click();
  await tab.shows('这是：档案编号', '本站没有此人的记录');
  await input.fill('hello');
  await input.press('Enter');
  await tab.shows('没有执行');
  expect(await tab.barriers()).toEqual([]);
  tab.complaints.splice(0); // 422 of these
});

it.each(['QRCode', 'DataMatrix'] as const)('sees a %s through the camera, with a decoder of ours', async (format) => {
  const picture = join(installation.folder, `${format}.y4m`);
  await writeCameraPicture(picture, '84100400000000000001', format);
  const seeing = await launchBrowser(['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${picture}`]);
  try {
    const eye = await PageUnderTest.signedInAtDesk(seeing, `${desk}/scan`, 'registrar', password);
    const asked: string[] = [];
    eye.page.on('request', (request) => asked.push(request.url()));
    await eye.button('摄像头').click();
    await eye.shows('这是：疫苗追溯码');
    expect(asked.filter((url) => url.endsWith('.wasm'))).toHaveLength(1);
    expect(asked.filter((url) => !url.startsWith(new URL(desk).origin) && !url.startsWith('blob:'))).toEqual([]);
    expect(eye.complaints).toEqual([]);
  } finally {
    await seeing.close();
  }
});

it('says so where there is no camera', async () => {
  await tab.button('摄像头').click();
  await tab.shows('摄像头不可用');
  expect(await tab.barriers()).toEqual([]);
});
