import type { JourneyCommandBody, CommandAnswer, IdentifyData } from '../../contracts/journey-commands.js';
import type { Journey } from '../../contracts/journeys.js';
import type { Policies, Product } from '../../domain/policies.js';
import { expectOk, type Answer, type ApiClient } from './api-client.js';

type WantedDose = Pick<Journey['doses'][number], 'plannedDoseId' | 'productId'>;

export type DoseWish = { productId: string; doseNumber: number };

/** A lot in the fridge of a site: what a scan of the package gives. */
export type Stock = { productId: string; lot: string; nextTraceCode: () => string };

const STAFF = { registration: 'staff-registration', precheck: 'staff-precheck', vaccination: 'staff-vaccination', observation: 'staff-observation' } as const;

/** Why a dose is not given, as staff write it. */
const WHY = { refused: '家长本次不接种', 'not-eligible': '按程序今天不能接种', left: '叫号未到', deferred: '今天发热，改日再来' } as const;

/** What the staff of one site do, each act one command of the public API. */
export function createDesk(api: ApiClient, siteId: string, policies: Policies, stockOf: (productId: string) => Stock) {
  const send = (journeyId: string, body: JourneyCommandBody): Promise<Answer<CommandAnswer>> => api.post(`/v1/journeys/${journeyId}/commands`, body);
  /** Each dose of a visit at another site, from the last that its leaflet allows on, so that arms are left to those that go nowhere else. */
  const placeOf = (productId: string, turn: number) => {
    const { bodySites, routes: [route] } = productOf(policies, productId);
    const bodySite = bodySites.at(-1 - (turn % bodySites.length));
    if (!bodySite || !route) throw new Error(`product ${productId} has no body site or route`);
    return { bodySite, route };
  };
  const must = (journeyId: string, body: JourneyCommandBody) => expectOk(body.type, send(journeyId, body));

  return {
    siteId,
    send,
    journey: (journeyId: string) => expectOk('journey', api.get<Journey>(`/v1/journeys/${journeyId}`)),

    walkIn: (residentId: string, doses: DoseWish[]) => expectOk('walk-in', api.post<CommandAnswer>('/v1/journeys', { residentId, siteId, doses, station: 'registration', staffId: STAFF.registration })),

    checkIn: (journeyId: string) => must(journeyId, { type: 'checkIn', data: { siteId }, station: 'kiosk' }),

    identify: (journeyId: string, text: string) => send(journeyId, { type: 'identify', data: { text, readBackMatches: true }, station: 'registration', staffId: STAFF.registration }),

    /** By whatever else the resident carries. */
    identifyBy: (journeyId: string, data: IdentifyData, reason?: string) =>
      must(journeyId, { type: 'identify', data, station: 'registration', staffId: STAFF.registration, ...(reason !== undefined && { reason }) }),

    /** With the registry's answer when it is there and speaks of this person, else from the certificate with the reason. */
    confirmArchive(journeyId: string, { outcome, oursVersion, theirsVersion, fields }: Journey['archive']) {
      const historyFrom = outcome === null || outcome === 'differs' ? 'certificate' : 'registry';
      return send(journeyId, {
        type: 'confirmArchive',
        data: { oursVersion: oursVersion ?? 0, theirsVersion, historyFrom, take: outcome === 'differs' ? {} : takenFrom(fields) },
        ...(historyFrom === 'certificate' ? { reason: '登记系统无法确认本人档案，按预防接种证核对' } : {}),
        station: 'registration',
        staffId: STAFF.registration,
      });
    },

    /** No registry and no certificate says what was given before. */
    confirmWithoutHistory(journeyId: string, { oursVersion, theirsVersion, fields }: Journey['archive']) {
      const data = { oursVersion: oursVersion ?? 0, theirsVersion, historyFrom: 'unknown' as const, take: takenFrom(fields) };
      return send(journeyId, { type: 'confirmArchive', data, reason: '接种证遗失，登记系统无接种记录', station: 'registration', staffId: STAFF.registration });
    },

    precheckGo(journeyId: string) {
      const general = policies.questionnaires.find(({ asksFor }) => !asksFor);
      if (!general) throw new Error('no questionnaire');
      const answers = Object.fromEntries(policies.questionnaires.flatMap(({ questions }) => questions).map(({ id, stopsWhen }) => [id, !stopsWhen]));
      return must(journeyId, { type: 'recordPrecheck', data: { decision: 'go', questionnaire: general.id, answers, deferUntil: null, doses: [] }, station: 'precheck', staffId: STAFF.precheck });
    },

    consent(journeyId: string, plannedDoseIds: string[], relation: string) {
      const [text] = policies.consentTexts;
      if (!text) throw new Error('no consent text');
      const data = { plannedDoseIds, consentText: `${text.id}@${text.version}`, relation, escortAuthorisationId: null, informed: text.items.map((item) => item.id), signature: { how: 'screen' as const } };
      return must(journeyId, { type: 'recordConsent', data, station: 'registration', staffId: STAFF.registration });
    },

    notGiven: (journeyId: string, plannedDoseId: string, reason: keyof typeof WHY) =>
      must(journeyId, { type: 'notGiven', data: { plannedDoseId, reason, packageOpened: false, injected: false }, reason: WHY[reason], station: 'vaccination', staffId: STAFF.vaccination }),

    /** 三查七对一验证, with a fresh package. */
    verify(journeyId: string, { plannedDoseId, productId }: WantedDose, by: 'resident' | 'guardian', turn = 0): Promise<Answer<CommandAnswer>> {
      const stock = stockOf(productId);
      const at = new Date().toISOString();
      const { name, specification, doseText } = productOf(policies, productId);
      const { bodySite, route } = placeOf(productId, turn);
      const scanned: Record<string, string> = { product: name.zh, specification };
      const seen: Record<string, string> = { dose: doseText, 'body-site': bodySite, route };
      const valueOf = (id: string) => (scanned[id] ? { value: scanned[id], source: 'scan' as const } : { value: seen[id] ?? '已核对', source: 'manual' as const });
      const items = policies.checklist
        .filter((item) => item.by === 'staff')
        .map((item) => ({ item: item.id, ...valueOf(item.id), staffId: STAFF.vaccination, at }));
      return send(journeyId, {
        type: 'verify',
        data: { plannedDoseId, traceCode: stock.nextTraceCode(), productId, lot: stock.lot, items, vaccinatorConfirmed: true, residentConfirmation: { by, how: 'second-screen', at } },
        station: 'vaccination',
        staffId: STAFF.vaccination,
      });
    },

    /** The server's clock decides; a device that runs ahead would be refused, so the desk names the moment of the answer before. */
    inject(journeyId: string, { plannedDoseId, productId }: WantedDose, { turn = 0, givenAt = Date.now() - 1_000 } = {}): Promise<Answer<CommandAnswer>> {
      const data = { plannedDoseId, lot: stockOf(productId).lot, ...placeOf(productId, turn), givenAt: new Date(givenAt).toISOString() };
      return send(journeyId, { type: 'recordDose', data, station: 'vaccination', staffId: STAFF.vaccination });
    },

    /** Answers the first refusal, if any. */
    async vaccinate(journeyId: string, dose: WantedDose, by: 'resident' | 'guardian', turn = 0): Promise<Answer<CommandAnswer>> {
      const verified = await this.verify(journeyId, dose, by, turn);
      return verified.ok ? this.inject(journeyId, dose, { turn }) : verified;
    },

    /** The needle was faster than the checklist. */
    reportUnverified(journeyId: string, { plannedDoseId, productId }: WantedDose): Promise<Answer<CommandAnswer>> {
      const { lot, nextTraceCode } = stockOf(productId);
      const data = { dose: { plannedDoseId }, lot, traceCode: nextTraceCode(), ...placeOf(productId, 0), givenAt: new Date(Date.now() - 1_000).toISOString() };
      return send(journeyId, { type: 'reportUnverifiedDose', data, reason: '接种台断电，未完成核对即已接种', station: 'vaccination', staffId: STAFF.vaccination });
    },

    release: (journeyId: string) => send(journeyId, { type: 'release', data: { early: false }, station: 'observation', staffId: STAFF.observation }),
  };
}

export type Desk = ReturnType<typeof createDesk>;

function productOf(policies: Policies, productId: string): Product {
  const product = policies.products.find((candidate) => candidate.productId === productId);
  if (!product) throw new Error(`no product ${productId}`);
  return product;
}

/** As the document says, which the resident has in hand: ours was typed from it a moment ago, and what we lack the registry has. */
function takenFrom(fields: Journey['archive']['fields']): Record<string, 'ours' | 'theirs'> {
  return Object.fromEntries(Object.entries(fields).map(([field, how]) => [field, how === 'ours-missing' ? 'theirs' : 'ours']));
}
