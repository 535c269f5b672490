import type { z } from 'zod';
import type { DynamicText, HealthCode } from '../../contracts/health-codes.js';
import type { CommandAnswer } from '../../contracts/journey-commands.js';
import type { Journey } from '../../contracts/journeys.js';
import type { Resident } from '../../contracts/residents.js';
import { createApiClient, expectOk, type ApiClient } from '../../dev/clinic/api-client.js';
import { createDesk } from '../../dev/clinic/desk.js';
import type { ClinicSite } from '../../dev/clinic/setup.js';
import { tokenSourceOf } from '../../dev/clinic/token-source.js';
import type { JourneyId } from '../../domain/ids.js';
import { journeyWorkflowId } from '../../workflows/workflow-ids.js';
import { signIn } from './app.js';
import type { Ground } from '../ground.js';
import { DOSE, type People, type Visitor } from './people.js';
import type { Counter, Side, Watch } from './side.js';
import { openSlot } from './slots.js';
import { createStock } from './stock.js';
import { watched } from './watched.js';

/** A resident with a health code, whom the app has just signed in. */
type Booker = { residentId: string; siteId: string; healthCodeId: string; app: ApiClient };

const REGISTERED_AT_ONCE = 8;

/** Besides those who have booked: whoever comes without. */
export type OurSide = Omit<Side, 'openCounter'> & { openCounter(client: number, watch: Watch): Counter & { walkIn(): Promise<string> } };

/** Our journey as its users meet it: the app and the sites' own software, over HTTP, each with its token. */
export function createOurs(ground: Ground, people: People): OurSide {
  const waiting: Booker[] = [];
  const booked = new Map<string, Booker>();
  const stock = createStock(ground);
  let slots: string[] = [];
  const siteOf = (client: number) => ground.clinic.sites[client % ground.clinic.sites.length] as ClinicSite;
  const apiOf = ({ client }: ClinicSite) => createApiClient({ baseUrl: ground.urls.api, getToken: tokenSourceOf(client, ground.provider) });

  async function register(visitor: Visitor, n: number): Promise<void> {
    const { name, identifiers, birthDate, sex, phone } = visitor;
    const site = siteOf(n);
    const { id } = await expectOk('register', apiOf(site).post<Resident>('/v1/residents', { siteId: site.siteId, name, identifiers, birthDate, sex, phone }));
    await expectOk('attest', apiOf(site).post(`/v1/residents/${id}/identity-check/attest`, { staffId: 'staff-registration', document: 'id-card', remark: '证件原件与本人一致' }));
    const app = signIn(ground, id);
    const code = await expectOk('health code', app.post<HealthCode>(`/v1/residents/${id}/health-codes`, {}));
    waiting.push({ residentId: id, siteId: site.siteId, healthCodeId: code.id, app });
  }

  return {
    name: 'ours',
    processes: ['api', 'worker', 'login'],
    async prepare(visits) {
      const visitors = people.take(Math.max(0, visits - waiting.length));
      for (let n = 0; n < visitors.length; n += REGISTERED_AT_ONCE) await Promise.all(visitors.slice(n, n + REGISTERED_AT_ONCE).map(register));
      slots = await Promise.all(ground.clinic.sites.map((site) => openSlot(apiOf(site), site.siteId, vaccineOf(ground))));
    },
    openCounter,
  };

  async function next(client: number, isWanted: (booker: Booker) => boolean = () => true): Promise<Booker> {
    if (!waiting.some(isWanted)) await register(people.take(1)[0] as Visitor, client); // more came than were expected
    return waiting.splice(waiting.findIndex(isWanted), 1)[0] as Booker;
  }

  function openCounter(client: number, watch: Watch): ReturnType<OurSide['openCounter']> {
    const site = siteOf(client);
    const api = apiOf(site);
    const slotId = slots[client % slots.length];
    const ownerOf = (journeyId: string): Booker => booked.get(journeyId) as Booker; // booked here a moment ago
    const desk = createDesk(watched(api, watch), site.siteId, ground.policies, stock);
    return {
      desk,
      async walkIn() {
        const walker = await next(client, ({ siteId }) => siteId === site.siteId); // whom no other site knows
        const { journeyId } = await desk.walkIn(walker.residentId, [DOSE]);
        booked.set(journeyId, walker);
        return journeyId;
      },
      async book() {
        const booker = await next(client);
        const body = { residentId: booker.residentId, siteId: site.siteId, slotId, doses: [DOSE] };
        const { journeyId } = await watch('book', () => expectOk('booking', booker.app.post<CommandAnswer>('/v1/bookings', body)));
        booked.set(journeyId, booker);
        return journeyId;
      },
      async showCode(journeyId) {
        const { app, healthCodeId } = ownerOf(journeyId);
        booked.delete(journeyId);
        return (await expectOk('dynamic text', app.post<z.infer<typeof DynamicText>>(`/v1/health-codes/${healthCodeId}/dynamic-text`, {}))).text;
      },
      look: (journeyId) => expectOk('journey', api.get<Journey>(`/v1/journeys/${journeyId}`)),
      workflowIdOf: (journeyId) => journeyWorkflowId(journeyId as JourneyId),
    };
  }
}

function vaccineOf({ policies }: Ground): string {
  const product = policies.products.find(({ productId }) => productId === DOSE.productId);
  if (!product) throw new Error(`no product ${DOSE.productId}`);
  return product.vaccine;
}
