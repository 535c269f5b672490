import type { IRouter, RequestHandler } from 'express';
import { getSiteDesk, type SiteDesk } from '../../contracts/site-desk.js';
import type { Site } from '../../db/site-store.js';
import { toId } from '../../domain/ids.js';
import { priceOn } from '../../domain/payment/price.js';
import type { Policies, Product } from '../../domain/policies.js';
import { localDateOf, type LocalDate } from '../../domain/time.js';
import type { ApiContext } from '../context.js';
import { problemOf } from '../error-handler.js';
import { siteOf } from '../reach.js';
import { serve } from '../serve.js';

/** Pages draw by this what they ask and offer; whether it holds the rules say with each command. */
export function siteDeskRoutes(router: IRouter, gate: RequestHandler, ctx: ApiContext): void {
  serve(router, gate, getSiteDesk, async ({ principal, params }) => {
    const siteId = siteOf(principal, toId<'site'>(params.id));
    const [site, { policies }] = await Promise.all([ctx.sites.get({ site: siteId }, siteId), ctx.policies.inForce()]);
    if (!site) throw problemOf('not-found');
    return show(site, policies, localDateOf(ctx.now()));
  });
}

function show({ siteId, name, stations }: Site, { products, questionnaires, consentTexts, checklist }: Policies, day: LocalDate): SiteDesk {
  return {
    siteId, name, day,
    stations: stations.map(({ code, kinds }) => ({ code, kinds: [...kinds] })),
    products: products.map((product) => showProduct(product, day)),
    questionnaires: questionnaires.map(({ id, asksFor, questions }) => ({
      id, ...(asksFor && { asksFor }), questions: questions.map(({ id: question, text, stopsWhen, stops }) => ({ id: question, text, stopsWhen, ...(stops && { stops }) })),
    })),
    consentTexts: consentTexts.map(({ id, version, adultFromYears, relationsForMinor, items }) => ({ consentText: `${id}@${version}`, adultFromYears, relationsForMinor, items })),
    checklist,
  };
}

function showProduct(product: Product, day: LocalDate): SiteDesk['products'][number] {
  const { productId, name, vaccine, series, live, specification, routes, bodySites, doseText, dosesPerPackage, maker, free } = product;
  const price = product.free ? null : priceOn(product.prices, day);
  return { productId, name, vaccine, series, live, specification, routes, bodySites, doseText, dosesPerPackage, maker: maker.name, price: price && { vaccineFen: price.vaccineFen, feeFen: price.feeFen }, free };
}
