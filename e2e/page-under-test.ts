import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { chromium, type Browser, type Locator, type Page } from 'playwright-core';
import { projectRoot } from '../dev/folders.js';
import { resolveBrowser } from '../tools/browser/resolver.mjs';
import { pause } from './installation.js';
import type { ReadmeImage } from './readme-images.js';

const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const PATIENCE_MS = 20_000;
const PICTURES = join(projectRoot, '.data/pictures');
/** `renew` has the pictures of README.md written where it shows them. */
const README_PICTURES = process.env['README_IMAGES'] === 'renew' ? join(projectRoot, 'docs/images') : join(PICTURES, 'readme');

/** `more`: what else Chromium is told, such as what its camera sees. */
export function launchBrowser(more: string[] = []): Promise<Browser> {
  return chromium.launch({ executablePath: resolveBrowser(), args: [...FLAGS, ...more] });
}

/** Test material: one tab, far from Shanghai, that keeps what its console complained of. */
export class PageUnderTest {
  readonly complaints: string[] = [];
  readonly page: Page;

  private constructor(page: Page) {
    this.page = page;
    page.setDefaultTimeout(PATIENCE_MS);
    page.on('console', (message) => ['error', 'warning'].includes(message.type()) && this.complaints.push(message.text()));
    page.on('pageerror', (error) => this.complaints.push(error.message));
  }

  static async open(browser: Browser, url: string): Promise<PageUnderTest> {
    const context = await browser.newContext({ locale: 'zh-CN', timezoneId: 'America/New_York', reducedMotion: 'reduce', viewport: { width: 1280, height: 900 } });
    const opened = new PageUnderTest(await context.newPage());
    await opened.page.goto(url);
    return opened;
  }

  /** A tab in which somebody has signed in, at the page that was asked for. */
  static async signedIn(browser: Browser, url: string, username: string, password: string): Promise<PageUnderTest> {
    const opened = await PageUnderTest.open(browser, url);
    await opened.signIn(username, password);
    opened.complaints.splice(0); // 401 of the question who is there, before anybody was
    return opened;
  }

  /** The same at the pages of a desk, whose door asks first who is there. */
  static async signedInAtDesk(browser: Browser, url: string, username: string, password: string): Promise<PageUnderTest> {
    const opened = await PageUnderTest.open(browser, url);
    await opened.page.getByRole('link', { name: '用密码完整登录' }).click();
    await opened.signIn(username, password);
    await opened.page.locator('header.bar').waitFor();
    opened.complaints.splice(0);
    return opened;
  }

  /** Fills in the page of the login provider, which the browser was sent to, and comes back from there. */
  async signIn(username: string, password: string): Promise<void> {
    await this.page.getByLabel(/用户名/).fill(username);
    await this.page.getByLabel(/口令/).fill(password);
    await this.page.getByRole('button', { name: /登录/ }).click();
    await this.page.locator('#main-content').waitFor();
  }

  /** The pages of the desks have a button for each language, the supervisors' a menu. */
  async chooseLanguage(name: '中文' | 'English'): Promise<void> {
    const own = this.page.locator('button[aria-pressed]', { hasText: name });
    if (await own.count()) return own.click();
    await this.page.getByRole('button', { name: /^(中文|English)$/ }).click();
    const item = this.page.getByRole('menuitem', { name });
    await item.click();
    await item.waitFor({ state: 'detached' });
  }

  /** All text of the page. */
  readonly text = (): Promise<string> => this.page.locator('body').innerText();

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name });
  }

  /** Each of these comes to stand on the page. */
  async shows(...wanted: string[]): Promise<void> {
    for (const part of wanted) expect(await eventually(this.text, (shown) => shown.includes(part))).toContain(part);
  }

  /** The page says this in Chinese and that in English, axe finds nothing in either, and a picture of each is kept; Chinese again at the end. */
  async inBothLanguages(name: string, chinese: string[], english: string[]): Promise<void> {
    await this.shows(...chinese);
    expect(await this.barriers()).toEqual([]);
    await this.picture(`${name}-zh`);
    await this.chooseLanguage('English');
    await this.shows(...english);
    expect(await this.barriers()).toEqual([]);
    await this.picture(`${name}-en`);
    await this.chooseLanguage('中文');
  }

  async choose(field: string, option: string): Promise<void> {
    await this.page.getByRole('combobox', { name: field }).click();
    await this.page.getByRole('option', { name: option, exact: true }).click();
    await this.page.getByRole('listbox').waitFor({ state: 'detached' });
  }

  rows(): Locator {
    return this.page.locator('tbody tr');
  }

  /** As a scanner does that acts as a keyboard: fast, GS as Ctrl+], Enter at the end. */
  async scan(text: string): Promise<void> {
    for (const [n, part] of text.split('\u001d').entries()) {
      if (n > 0) await this.page.keyboard.press('Control+]');
      await this.page.keyboard.type(part);
    }
    await this.page.keyboard.press('Enter');
  }

  /** Presses Tab until the element is reached, as somebody without a mouse would. */
  async tabTo(wanted: Locator): Promise<void> {
    for (let presses = 0; presses < 40; presses += 1) {
      await this.page.keyboard.press('Tab');
      if (await wanted.evaluate((element) => element === element.ownerDocument.activeElement)) return;
    }
    throw new Error('the keyboard does not lead there');
  }

  /** Keeps what the page looks like, for people to look at: `.data/pictures`. */
  async picture(name: string, folder = PICTURES): Promise<string> {
    mkdirSync(folder, { recursive: true });
    await this.page.evaluate('document.querySelector("[role=dialog]") || window.scrollTo(0, 0)');
    const path = join(folder, `${name}.png`);
    await this.page.screenshot({ path, animations: 'disabled' });
    return path;
  }

  /** The picture of this name that README.md shows. */
  readmePicture(name: ReadmeImage): Promise<string> {
    return this.picture(name, README_PICTURES);
  }

  /** What axe finds, with the place of each finding. */
  async barriers(): Promise<string[]> {
    await this.page.mouse.move(0, 0); // away from what tells its name under the pointer
    await this.page.getByRole('tooltip').waitFor({ state: 'detached' });
    await this.page.evaluate('Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => null)))');
    await this.page.evaluate(AXE);
    return this.page.evaluate<string[]>('axe.run(document).then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`)))');
  }
}

/** Reads again until it is as wanted; gives what it was last. */
export async function eventually<T>(read: () => Promise<T>, isWanted: (value: T) => boolean): Promise<T> {
  for (const end = Date.now() + PATIENCE_MS; ; await pause(100)) {
    const value = await read();
    if (isWanted(value) || Date.now() > end) return value;
  }
}
