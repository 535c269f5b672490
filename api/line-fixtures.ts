import { COMMAND_EXAMPLES, type ApiCommandType, type CommandAnswer, type JourneyCommandBody } from '../contracts/journey-commands.js';
import type { Journey } from '../contracts/journeys.js';
import { TODAY } from '../db/database-fixtures.js';
import { newId } from '../db/new-id.js';
import { allNo } from '../domain/journey/journey-fixtures.js';
import type { Policies } from '../domain/policies.js';
import { addDays } from '../domain/time.js';
import type { ApiUnderTest } from './api-fixtures.js';
import { getAs, type Body, type Reply, type TestClient } from './http-fixtures.js';
import { MMR, register, showCode, walkIn, type Person } from './people-fixtures.js';

const STEPS = ['identify', 'confirmArchive', 'recordPrecheck', 'recordConsent', 'verify', 'recordDose'] as const;
export type Step = (typeof STEPS)[number];

type Sent = { data?: object; envelope?: object; key?: string; as?: TestClient };

/** Test material: one visit at site A over HTTP, from the walk-in as far as a test wants, without a registry that answers. */
export class Line {
  readonly api: ApiUnderTest;
  readonly residentId: string;
  readonly journeyId: string;
  readonly plannedDoseIds: string[];

  private constructor(api: ApiUnderTest, residentId: string, journeyId: string, plannedDoseIds: string[]) {
    this.api = api;
    this.residentId = residentId;
    this.journeyId = journeyId;
    this.plannedDoseIds = plannedDoseIds;
  }

  /** `through`: the last step that is to be done. */
  static async open(api: ApiUnderTest, { through, doses = MMR, person = {}, residentId }: { through?: Step; doses?: typeof MMR; person?: Partial<Person>; residentId?: string } = {}): Promise<Line> {
    const who = residentId ?? (await register(api.a, person)).id;
    const { journeyId } = await walkIn(api.a, api.siteA, { residentId: who, doses });
    const line = new Line(api, who, journeyId, (await getAs<Journey>(api.a, `/v1/journeys/${journeyId}`)).doses.map((dose) => dose.plannedDoseId));
    for (const step of STEPS.slice(0, through ? STEPS.indexOf(through) + 1 : 0)) await line.must(step);
    return line;
  }

  get plannedDoseId(): string {
    return this.plannedDoseIds[0] ?? '';
  }

  get path(): string {
    return `/v1/journeys/${this.journeyId}`;
  }

  /** A valid command of this visit unless `data` says otherwise. */
  async send(type: ApiCommandType, { data = {}, envelope = {}, key, as = this.api.a }: Sent = {}): Promise<Reply<Body>> {
    const example: JourneyCommandBody = COMMAND_EXAMPLES[type];
    const valid = { ...example.data, ...(await this.own(type, data)) };
    return as.post(`${this.path}/commands`, { ...example, ...(type === 'confirmArchive' && { reason: '登记系统暂时无法访问' }), ...envelope, data: { ...valid, ...data } }, key);
  }

  async must(type: ApiCommandType, sent: Sent = {}): Promise<CommandAnswer> {
    const { status, body } = await this.send(type, sent);
    if (status !== 200) throw new Error(`${type}: ${status} ${JSON.stringify(body)}`);
    return body as unknown as CommandAnswer;
  }

  private async sidesSeen(): Promise<object> {
    const { archive } = await getAs<Journey>(this.api.a, this.path);
    return { oursVersion: archive.oursVersion, theirsVersion: archive.theirsVersion };
  }

  private async own(type: ApiCommandType, data: { productId?: string }): Promise<object> {
    const dose = { plannedDoseId: this.plannedDoseId };
    switch (type) {
      case 'identify': return { text: (await showCode(this.api.a, this.residentId)).text };
      case 'confirmArchive': return { ...(await this.sidesSeen()), historyFrom: 'certificate' };
      case 'checkIn': return { siteId: this.api.siteA.siteId };
      case 'recordPrecheck': return { answers: allNo() };
      case 'recordConsent': return { plannedDoseIds: this.plannedDoseIds };
      case 'verify': return { ...dose, lot: 'L1', traceCode: traceCode(), items: itemsOf(this.api.policies, data.productId ?? 'mmr') };
      case 'reportUnverifiedDose': return { dose, lot: 'L1', traceCode: traceCode(), givenAt: new Date(Date.now() - 1_000).toISOString() };
      case 'correctOwnDose': return { ...dose, givenAt: new Date(Date.now() - 1_000).toISOString() };
      case 'recordDose': return { ...dose, lot: 'L1', givenAt: new Date(Date.now() - 1_000).toISOString() };
      case 'dropDose': case 'recordPayment': case 'notGiven': case 'reportReaction': return dose;
      default: return {};
    }
  }
}

/** The checklist as it is filled for this product. */
export function itemsOf({ products }: Policies, productId: string): typeof COMMAND_EXAMPLES.verify.data.items {
  const product = products.find((one) => one.productId === productId);
  const values: Record<string, string | undefined> = { product: productId, specification: product?.specification, dose: product?.doseText, 'body-site': product?.bodySites[0], route: product?.routes[0] };
  return COMMAND_EXAMPLES.verify.data.items.map((entry) => ({ ...entry, value: values[entry.item] ?? entry.value }));
}

/** An adult who has been informed of price and fee, and has signed for PPV23; nothing is paid. */
export async function selfPaid(api: ApiUnderTest): Promise<Line> {
  const line = await Line.open(api, { through: 'recordPrecheck', doses: [{ productId: 'ppv23', doseNumber: 1 }], person: { birthDate: addDays(TODAY(), -11_000) } });
  const informed = [...COMMAND_EXAMPLES.recordConsent.data.informed, 'price', 'fee'];
  await line.must('recordConsent', { data: { consentText: 'self-paid-consent@2023-1', relation: 'self', informed } });
  return line;
}

/** Of a package of MMR that nobody has opened. */
export function traceCode(): string {
  return `8410040${String(BigInt(`0x${newId().replaceAll('-', '').slice(12)}`) % 10n ** 13n).padStart(13, '0')}`;
}
