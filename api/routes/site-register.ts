import type { IRouter, RequestHandler } from 'express';
import { changeSite, getRegisteredSite, listRegisteredSites, REGISTERED_SITE_LISTS, registerSite, type RegisteredSite as Shown, type SiteChange } from '../../contracts/site-register.js';
import { DatabaseError } from '../../db/database-error.js';
import { newId } from '../../db/new-id.js';
import type { Scope } from '../../db/scope.js';
import type { Site } from '../../db/site-store.js';
import { toAreaCode, toId, type SiteId } from '../../domain/ids.js';
import { inOrder, sitePlanFault } from '../../domain/sites/site-plan.js';
import { toLocalDate } from '../../domain/time.js';
import { answerOnce } from '../answer-once.js';
import { requirePerson } from '../auth/principal.js';
import type { ApiContext } from '../context.js';
import { problemOf } from '../error-handler.js';
import { offered } from '../offered-lists.js';
import { serve } from '../serve.js';

const OPEN: Scope = { open: true };

/** Sites as administrators keep them. */
export function siteRegisterRoutes(router: IRouter, gate: RequestHandler, ctx: ApiContext): void {
  const { siteRegister: register, sites } = ctx;

  serve(router, gate, listRegisteredSites, async ({ query: { area, first, after } }) => {
    const { items, pageInfo } = await offered(sites.list(OPEN, { areaCode: area === undefined ? undefined : toAreaCode(area), first, after }), REGISTERED_SITE_LISTS);
    return { data: items.map(show), pageInfo };
  });

  serve(router, gate, getRegisteredSite, async ({ params }) => show(found(await sites.get(OPEN, toId(params.id)))));

  serve(router, gate, registerSite, async (call) => {
    const { code, areaCode, registry, ...kept } = call.body;
    if (areaCode.endsWith('0000')) throw fault('areaCode', 'of-another-level'); // nothing stands in a province as such
    const site = { siteId: newId<'site'>(), code, areaCode: toAreaCode(areaCode), registry, ...plannedOf(kept) };
    const { answer } = await answerOnce(ctx, call, async (transaction) => {
      await register.register({ actor: requirePerson(call.principal).personId, transaction }, site).catch(refusedBy);
      return show(found(await sites.get(OPEN, site.siteId, transaction)));
    });
    return answer;
  });

  serve(router, gate, changeSite, async (call) => {
    const { code, version, ...kept } = call.body;
    const siteId: SiteId = toId(call.params.id);
    const { answer } = await answerOnce(ctx, call, async (transaction) => {
      const { moved } = found(await register.change({ actor: requirePerson(call.principal).personId, transaction }, { siteId, code, version, ...plannedOf(kept) }).catch(refusedBy));
      if (moved !== undefined) throw problemOf('changed-meanwhile', { version: moved });
      return show(found(await sites.get(OPEN, siteId, transaction)));
    });
    return answer;
  });
}

const fault = (field: string, rule: string) => problemOf('invalid-request', { fields: [{ field, rule }] });

function found<T>(value: T | null): T {
  if (value === null) throw problemOf('not-found');
  return value;
}

/** Throws 422 with the field that does not go with the others. */
function plannedOf({ name, address, stations, hours, switchedOnOn, switchedOffOn }: Omit<SiteChange, 'code' | 'version'>) {
  const plan = {
    stations: stations.map(({ code, kinds }) => ({ code, kinds: [...new Set(kinds)] })), hours: inOrder(hours),
    switchedOnOn: switchedOnOn === null ? null : toLocalDate(switchedOnOn), switchedOffOn: switchedOffOn === null ? null : toLocalDate(switchedOffOn),
  };
  const wrong = sitePlanFault(plan);
  if (wrong) throw fault(wrong.field, wrong.rule);
  return { name, address, ...plan };
}

/** Of constraints the field that one stands for. */
const FIELDS: Record<string, [field: string, rule: string]> = { sites_area_fkey: ['areaCode', 'unknown'], sites_one_code: ['code', 'taken'] };

function refusedBy(error: unknown): never {
  const [field, rule] = (error instanceof DatabaseError && FIELDS[error.constraint ?? '']) || [];
  throw field !== undefined && rule !== undefined ? fault(field, rule) : error;
}

function show({ siteId: id, stations, hours, ...site }: Site): Shown {
  return { id, ...site, stations: stations.map(({ code, kinds }) => ({ code, kinds: [...kinds] })), hours: [...hours] };
}
