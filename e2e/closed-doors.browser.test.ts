import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Response } from 'playwright-core';
import { expectOk } from '../dev/clinic/api-client.js';
import { projectRoot } from '../dev/folders.js';
import { may } from '../domain/access/permissions.js';
import { ROLES, worksAtDesk, type Role } from '../domain/access/roles.js';
import { InstallationUnderTest, passwordOf } from './installation.js';
import { launchBrowser, PageUnderTest } from './page-under-test.js';

const MINUTES = 60_000;
/** What the frame around every page reads for itself, of nobody: who is there, what everybody has to know, that something has changed. */
const OF_THE_FRAME = ['/v1/me', '/v1/banners', '/v1/changes'];

const installation = new InstallationUnderTest();
/** Each page with the operation it needs, in the order of the menu, as the program has it. */
const PAGES = [...readFileSync(join(projectRoot, 'admin-ui/src/pages-of.ts'), 'utf8').matchAll(/\{ needs: '(\w+)', page: (\w+) \}/g)].map(([, needs = '', page = '']) => ({ needs, page }));
let adminUrl: string;
let password: string;
let browser: Browser;
/** Of a journey that is there, so that an open door would show it. */
let journeyId: string;

const openTo = (role: Role) => PAGES.filter(({ needs }) => may([role], needs)).map(({ page }) => page);

beforeAll(async () => {
  const started = await installation.start();
  adminUrl = started.urls['admin'] ?? '';
  password = passwordOf(started);
  expect((await installation.run('demo', '--residents', '2', '--seed', '3', '--json')).code).toBe(0);
  journeyId = (await installation.journeys())[0]?.split(' ')[0] ?? '';
  browser = await launchBrowser();
}, 6 * MINUTES);

afterAll(async () => {
  await browser?.close();
  await installation.remove();
}, MINUTES);

it('knows all pages there are', async () => {
  expect(PAGES.length).toBeGreaterThanOrEqual(5);
  expect(await expectOk('journey', installation.operator().get<{ id: string }>(`/v1/journeys/${journeyId}`))).toMatchObject({ id: journeyId });
  for (const { needs } of PAGES) expect(ROLES.filter((role) => may([role], needs)).length).toBeGreaterThan(0);
});

it.each(ROLES)('shows %s the pages of that role, and of every other page that it is not open, asking the API nothing', async (role) => {
  const tab = await PageUnderTest.signedIn(browser, `${adminUrl}/`, role, password);
  const first = tab.page.locator('h1').first();
  await first.waitFor();
  const links = await tab.page.getByRole('menu').getByRole('menuitem').evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''));
  expect(links.filter((link) => link !== '/')).toEqual([...openTo(role).map((page) => `/${page}`), ...(worksAtDesk([role]) ? ['/desk'] : [])]); // where residents stand

  const icons = await tab.page.getByRole('menu').getByRole('menuitem').locator('svg').evaluateAll((all) => all.map((icon) => icon.innerHTML));
  expect([icons.length, new Set(icons).size]).toEqual([links.length, links.length]); // each page its own

  const closed = PAGES.map(({ page }) => page).filter((page) => !openTo(role).includes(page));
  expect(closed.length).toBeGreaterThan(0);
  await tab.page.goto('about:blank'); // what the first page still asks is not asked by those that follow
  const answered: string[] = [];
  tab.page.on('response', (response) => void (isOfTheApi(response) && answered.push(new URL(response.url()).pathname)));
  for (const address of [...closed, ...(closed.includes('journeys') ? [`journeys/${journeyId}/show`] : [])]) {
    await tab.page.goto(`${adminUrl}/${address}`);
    await tab.shows('此页面不对您开放', '您的角色不能查看此页面');
    expect(await tab.page.locator('tbody tr, table').count()).toBe(0);
  }
  expect(answered).toContain('/v1/me');
  expect(answered.filter((path) => !OF_THE_FRAME.includes(path))).toEqual([]);
  await tab.inBothLanguages(`denied-${role}`, ['此页面不对您开放'], ['This page is not open to you', 'Your role may not see it']);
  expect(tab.complaints).toEqual([]);
  await tab.page.context().close();
}, 2 * MINUTES);

function isOfTheApi(response: Response): boolean {
  return new URL(response.url()).pathname.startsWith('/v1/');
}

it('says of an address that is no page to anybody that it was not found', async () => {
  const tab = await PageUnderTest.signedIn(browser, `${adminUrl}/nowhere`, 'registrar', password);
  await tab.inBothLanguages('not-found', ['没有找到'], ['Not Found']);
  expect(tab.complaints).toEqual([]);
});
