import { statSync } from 'node:fs';
import pg from 'pg';
import type { Browser } from 'playwright-core';
import type { Case } from '../contracts/cases.js';
import type { Journey, JourneyRow } from '../contracts/journeys.js';
import type { z } from 'zod';
import { createApiClient, expectOk, type ApiClient } from '../dev/clinic/api-client.js';
import { providerOf } from '../dev/clinic/day.js';
import { checkInvariants, isAtRest, readHeld, readRecord, readSent, type PlayedVisit } from '../dev/clinic/invariants.js';
import { waitUntilAtRest } from '../dev/clinic/rest.js';
import { tokenSourceOf } from '../dev/clinic/token-source.js';
import { liftTroubles } from '../dev/clinic/troubles.js';
import type { RunningClinic } from '../dev/running-clinic.js';
import { CASE_KINDS, type CaseKind } from '../domain/cases/kinds.js';
import type { Page } from '../db/keyset.js';
import { localDateOf, toInstant } from '../domain/time.js';
import { InstallationUnderTest, passwordOf } from './installation.js';
import { eventually, launchBrowser, PageUnderTest } from './page-under-test.js';
import { README_IMAGES, type ReadmeImage } from './readme-images.js';
import { REFUSED_AGAIN, SETTLINGS, settleOnPage, type Pages } from './settlings.js';

const MINUTES = 60_000;
const RESIDENTS = 200;

const installation = new InstallationUnderTest();
let running: RunningClinic;
let operator: ApiClient;
let browser: Browser;
let pages: Pages;

const openCases = async () => (await expectOk('cases', operator.get<{ data: Case[] }>('/v1/cases?area=440000&first=100'))).data;
const openOf = async (kind: CaseKind) => (await openCases()).filter((one) => one.kind === kind);
const caseOf = async (kind: CaseKind) => (await openOf(kind))[0]!;
/** Overdue at the last level: from here on it moves only when somebody moves it. */
const clockHasRunOut = ({ level, dueAt }: Case) => level === 'province' && Date.parse(dueAt) < Date.now();
const journeyOf = ({ journeyId }: Case) => expectOk('journey', operator.get<Journey>(`/v1/journeys/${journeyId}`));

beforeAll(async () => {
  const started = await installation.start();
  running = installation.running();
  operator = installation.operator();
  const { code, said } = await installation.run('demo', '--residents', String(RESIDENTS), '--seed', '11', '--faults', 'rough', '--leave-open', '--json');
  expect(code === 0 ? 'done' : said).toBe('done');
  browser = await launchBrowser();
  const adminUrl = started.urls['admin'] ?? '';
  const signedIn = (login: string) => PageUnderTest.signedIn(browser, `${adminUrl}/cases`, login, passwordOf(started));
  pages = { first: await signedIn('provincial-supervisor'), second: await signedIn('city-supervisor'), adminUrl };
  await eventually(openCases, (open) => open.every(clockHasRunOut));
}, 8 * MINUTES);

afterAll(async () => {
  await browser?.close();
  await installation.remove();
}, MINUTES);

afterEach(() => expect([pages?.first, pages?.second].flatMap((one) => one?.complaints.splice(0) ?? [])).toEqual([]));

it('has a case of each kind after a rough day, each moved up to the province by its clock', async () => {
  const open = await openCases();
  expect(CASE_KINDS.filter((kind) => !open.some((one) => one.kind === kind))).toEqual([]);
  await pages.first.page.goto(`${pages.adminUrl}/cases/${open[0]!.id}/show`);
  await pages.first.shows('上移 · → 区县', '上移 · → 市', '上移 · → 省', '已超时');
});

/** What README.md shows of this day: its cases, one whose two records differ, and a journey that waits for a registry. */
const SHOWN: Record<ReadmeImage, () => Promise<void>> = {
  async today() {
    await pages.first.page.goto(`${pages.adminUrl}/`);
    await pages.first.shows('已超时', '待认领', '运行正常', '今天的接种流程');
  },
  async case() {
    await pages.first.page.goto(`${pages.adminUrl}/cases/${(await caseOf('identity-differs')).id}/show`);
    await pages.first.button('显示双方记录').click();
    await pages.first.shows('登记系统档案', '以我方为准');
  },
  async journey() {
    await pages.first.page.goto(`${pages.adminUrl}/journeys/${(await caseOf('upload-overdue')).journeyId}/show`);
    await pages.first.shows('上传超时', '正在重试', '第 1 剂');
  },
};

it.each(README_IMAGES)('leaves the picture of %s for README, from this system, small enough to load at once', async (name) => {
  await pages.first.page.setViewportSize({ width: 1280, height: 800 });
  await SHOWN[name]();
  expect(await pages.first.barriers()).toEqual([]);
  expect(statSync(await pages.first.readmePicture(name)).size).toBeLessThan(250_000);
});

/** What has to be put right first, as late as can be: it is tried again by itself meanwhile. */
const PUT_RIGHT: Partial<Record<CaseKind, (about: Case) => Promise<void>>> = {
  'registry-unreachable': () => liftTroubles(running.urls),
  async 'software-fault'({ journeyId }) {
    const client = new pg.Client({ connectionString: running.adminUrl });
    await client.connect();
    await client.query('update trace_code_uses t set journey_id = d.journey_id from doses d where d.planned_dose_id = t.planned_dose_id and d.journey_id = $1', [journeyId]).finally(() => client.end());
  },
};

it.each(Object.keys(SETTLINGS) as CaseKind[])('lets supervisors settle %s on its page, and the journey goes on', async (kind) => {
  const settling = SETTLINGS[kind];
  // What an undone decision left is new.
  const ofKind = await eventually(() => openOf(kind), (open) => open.every(clockHasRunOut));
  expect(ofKind.length).toBeGreaterThan(0);
  for (const about of ofKind) {
    await settleOnPage(pages, about.id, settling, async () => PUT_RIGHT[kind]?.(about));
    expect(await expectOk('case', operator.get<Case>(`/v1/cases/${about.id}`))).toMatchObject({ status: 'resolved', action: settling.action });
    const journey = await eventually(() => journeyOf(about), settling.goesOn);
    expect({ goesOn: settling.goesOn(journey), openCases: journey.openCases.filter(({ caseId }) => caseId === about.id) }).toEqual({ goesOn: true, openCases: [] });
    await pages.first.shows('接种流程现况');
  }
}, 2 * MINUTES);

it('has none left then, and says so in both languages', async () => {
  const refusedAgain = await eventually(() => openOf('registry-rejected'), (open) => open.every(clockHasRunOut));
  for (const about of refusedAgain) await settleOnPage(pages, about.id, REFUSED_AGAIN, () => Promise.resolve());
  expect(await eventually(openCases, (open) => open.length === 0)).toEqual([]);
  await pages.first.page.goto(`${pages.adminUrl}/`);
  await pages.first.inBothLanguages('today-settled', ['已超时（0 项）', '待认领（0 项）'], ['Overdue (0)', 'Unclaimed (0)']);
}, 2 * MINUTES);

it('has lost, doubled and stalled nothing once everybody has gone home, with every notice on record and the audit whole', async () => {
  const visits = await Promise.all((await journeysOfToday()).map(visitOf));
  await waitUntilAtRest(visits, { withinMs: MINUTES, onProgress: () => undefined });
  const sent = await readSent(running.urls.sms);
  const played = await Promise.all(visits.map(async (visit) => ({ visit, record: await readRecord(visit) })));
  const other = { sent, ...(await readHeld(running.urls.registryGuangdong)) };
  expect(checkInvariants(played, other)).toEqual({ lost: [], doubled: [], stalled: [], noticesWithoutRecord: [] });
  expect(played.filter(({ record }) => !isAtRest(record.journey)).map(({ record }) => `${record.journey.id} ${record.journey.stage}`)).toEqual([]);
  expect(await running.verifyAudit()).toMatchObject({ ok: true });
}, 2 * MINUTES);

type Row = z.infer<typeof JourneyRow>;

async function journeysOfToday(): Promise<Row[]> {
  const rows: Row[] = [];
  for (let after = ''; ; ) {
    const { data, pageInfo } = await expectOk('journeys', operator.get<{ data: Row[] } & Pick<Page<Row>, 'pageInfo'>>(`/v1/journeys?day=${localDateOf(toInstant(Date.now()))}&first=200${after}`));
    rows.push(...data);
    if (!pageInfo.hasNextPage) break;
    after = `&after=${pageInfo.endCursor}`;
  }
  expect(rows.length).toBeGreaterThan(RESIDENTS);
  return rows;
}

/** Whoever is still there goes home. */
async function visitOf({ id, siteId }: Row): Promise<PlayedVisit> {
  const site = siteClient(siteId);
  const journey = await expectOk('journey', site.get<Journey>(`/v1/journeys/${id}`));
  if (!isAtRest(journey)) await sendHome(journey);
  return { journeyId: id, residentId: journey.residentId, givenDoseIds: journey.doses.filter(({ given }) => given !== null).map(({ plannedDoseId }) => plannedDoseId), site };
}

/** Observation ends, a syringe that was made ready is put away, and what has not come so far is cancelled. */
async function sendHome({ id, stage, doses }: Journey): Promise<void> {
  const { desk } = installation.scene(5);
  if (stage === 'observing') await expectOk('release', desk.release(id));
  else if (stage === 'dosing') for (const { plannedDoseId } of doses) await desk.notGiven(id, plannedDoseId, 'left');
  else await expectOk(`cancel ${stage}`, desk.send(id, { type: 'cancel', data: {}, reason: '今日接种结束' }));
}

function siteClient(siteId: string): ApiClient {
  const { client } = running.clinic.sites.find((one) => one.siteId === siteId)!;
  return createApiClient({ baseUrl: running.urls.api, getToken: tokenSourceOf(client, providerOf(running)) });
}
