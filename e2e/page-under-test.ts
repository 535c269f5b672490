import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium, type Browser, type Locator, type Page } from 'playwright-core';
import { obtainChromium } from '../tools/chromium.mjs';
import { pause } from './installation.js';

const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const PATIENCE_MS = 20_000;

export function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: obtainChromium(), args: FLAGS });
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

  async chooseLanguage(name: '中文' | 'English'): Promise<void> {
    await this.page.getByRole('button', { name: /^(中文|English)$/ }).click();
    const item = this.page.getByRole('menuitem', { name });
    await item.click();
    await item.waitFor({ state: 'detached' });
  }

  async choose(field: string, option: string): Promise<void> {
    await this.page.getByRole('combobox', { name: field }).click();
    await this.page.getByRole('option', { name: option, exact: true }).click();
    await this.page.getByRole('listbox').waitFor({ state: 'detached' });
  }

  rows(): Locator {
    return this.page.locator('tbody tr');
  }

  /** Presses Tab until the element is reached, as somebody without a mouse would. */
  async tabTo(wanted: Locator): Promise<void> {
    for (let presses = 0; presses < 40; presses += 1) {
      await this.page.keyboard.press('Tab');
      if (await wanted.evaluate((element) => element === element.ownerDocument.activeElement)) return;
    }
    throw new Error('the keyboard does not lead there');
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
