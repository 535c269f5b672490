import type { IRouter, RequestHandler } from 'express';
import type { z } from 'zod';
import { scanText, UNUSABLE, type ScanAnswer } from '../../contracts/scans.js';
import { classifyScan, settleScan, type Reading } from '../../domain/health-code/classify-scan.js';
import { refusalOfStanding, refusalOfCode } from '../../domain/health-code/code-refusal.js';
import type { Identifier } from '../../domain/identity/identifier.js';
import { toId, type ResidentId, type SiteId } from '../../domain/ids.js';
import type { TraceCode } from '../../domain/health-code/trace-code.js';
import { packageStanding, productOfPackage } from '../../domain/stock/package.js';
import { addDays, localDateOf, startOfDay, type LocalDate } from '../../domain/time.js';
import { auditActorOf, type Principal } from '../auth/principal.js';
import type { ApiContext } from '../context.js';
import { problemOf } from '../error-handler.js';
import { siteOf } from '../reach.js';
import { serve } from '../serve.js';
import { bannersOf, refusalProblem } from '../submit.js';
import { rfc3339 } from './journey-view.js';
import { readNumber } from './read-number.js';
import { showResident } from './resident-view.js';
import { auditRefused, readShownCode } from './shown-code.js';

/** A scan opens the person's record to this site for the visit. */
const ACCESS_DAYS = 2;

export function scanRoutes(router: IRouter, gate: RequestHandler, ctx: ApiContext): void {
  serve(router, gate, scanText, async ({ principal, params, body }) => {
    const site = siteOf(principal, toId<'site'>(params.id));
    const reading = readingOf(body, localDateOf(ctx.now()));
    const residentId = await holderOf(ctx, principal, site, reading);
    await ctx.audit.write({
      actor: auditActorOf(principal), action: 'scan.read', objectKind: 'resident', ...(residentId && { objectId: residentId }), outcome: 'done', params: { kind: reading.kind },
    });
    return answerOf(ctx, { site, reading, residentId, asked: body });
  });
}

type Asked = z.infer<typeof scanText.body>;

/** What the text is taken for, or what was said that it is. Throws 422 for neither, both, or a text that could be two things. */
function readingOf({ text, readAs, document }: Asked, today: LocalDate): Reading {
  if (document && text === undefined && readAs === undefined) return readingAs(readNumber(document, 'document.number', today));
  if (document || text === undefined) throw problemOf('invalid-request', { fields: [{ field: 'text', rule: 'either text or document' }] });
  const settled = settleScan(classifyScan(text, today, readAs));
  if (!settled.ok) throw refusalProblem(settled.refusal);
  return settled.reading;
}

function readingAs({ type, number }: Identifier): Reading {
  switch (type) {
    case 'id-card': return { kind: 'id-number', number };
    case 'health-code': throw problemOf('invalid-request', { fields: [{ field: 'document.type', rule: 'a health code is scanned as text' }] });
    case 'residence-permit': case 'foreigner-card': case 'passport': case 'hk-macau-permit': case 'taiwan-permit': case 'birth-certificate': case 'archive-number':
      return { kind: type, number };
  }
}

async function holderOf(ctx: ApiContext, principal: Principal, site: SiteId, reading: Reading): Promise<ResidentId | null> {
  if (reading.kind === 'trace-code') return null;
  if (reading.kind === 'health-code') return holderOfCode(ctx, principal, site, reading.text);
  if (reading.kind === 'resident-id') return toId<'resident'>(reading.id);
  return ctx.residents.find({ site }, identifierOf(reading));
}

/** The text is checked as at an identification, but nothing is consumed: the same code may then identify. */
/** Whose a health code is, for this site and visit. Throws the refusal of a code that is not good. */
export async function holderOfCode(ctx: ApiContext, principal: Principal, site: SiteId, text: string): Promise<ResidentId | null> {
  const code = await readShownCode(ctx, text).catch((refusal: unknown) => auditRefused(ctx, { actor: auditActorOf(principal), action: 'health-code.check', objectKind: 'health-code' }, refusal));
  const shown = await ctx.healthCodes.findShown({ site }, code.healthCodeId, code.jti);
  if (!shown) throw refusalProblem({ code: 'code-invalid' });
  const refusal = refusalOfStanding(code, shown);
  if (refusal) throw refusalProblem(refusalOfCode(refusal));
  await ctx.residents.grantAccess({ site }, { residentId: shown.residentId, site, until: startOfDay(addDays(localDateOf(ctx.now()), ACCESS_DAYS)), why: 'scan' });
  return shown.residentId;
}

function identifierOf(reading: Exclude<Reading, { kind: 'trace-code' | 'health-code' | 'resident-id' }>): Identifier {
  switch (reading.kind) {
    case 'id-number': return { type: 'id-card', number: reading.number };
    case 'certificate-barcode': return { type: 'archive-number', number: reading.archiveNumber };
    case 'archive-number': case 'birth-certificate': case 'residence-permit': case 'foreigner-card': case 'passport': case 'hk-macau-permit': case 'taiwan-permit':
      return { type: reading.kind, number: reading.number };
  }
}

type Scanned = { site: SiteId; reading: Reading; residentId: ResidentId | null; asked: Asked };

async function answerOf(ctx: ApiContext, { site, reading, residentId, asked }: Scanned): Promise<ScanAnswer> {
  // Whoever this site may not know looks like nobody.
  const resident = residentId && (await ctx.residents.get({ site }, residentId));
  const journeys = resident ? await ctx.journeys.findOfResident({ site }, { residentId: resident.residentId, siteId: site, day: localDateOf(ctx.now()) }) : [];
  const open = journeys.filter(({ closedAt }) => closedAt === null);
  const [only, ...others] = open;
  return {
    kind: reading.kind,
    resident: resident ? showResident(resident) : null,
    journeyId: only && others.length === 0 ? only.journeyId : null,
    candidates: open.map(({ journeyId, stage }) => ({ journeyId, stage })),
    traceCode: reading.kind === 'trace-code' ? await packageOf(ctx, site, reading.code, asked.lot ?? null) : null,
    banners: await bannersOf(ctx),
  };
}

async function packageOf(ctx: ApiContext, site: SiteId, code: TraceCode, named: string | null): Promise<ScanAnswer['traceCode']> {
  const now = ctx.now();
  const product = productOfPackage(code, (await ctx.policies.inForce()).policies.products);
  const said = code.form === 'gs1' ? code.lot : named;
  const { lot, ...known } = await ctx.packages.find({ site }, { traceCode: code.traceCode, productId: product?.productId ?? null, lot: said });
  const { usesLeft, discardAt, refusal } = packageStanding({ code, product, said, lot, known }, now);
  return {
    code: code.traceCode,
    product: product ? { productId: product.productId, name: product.name, specification: product.specification } : null,
    lot: said,
    expiresOn: code.form === 'gs1' ? code.expiresOn : (lot?.expiresOn ?? null),
    usesLeft,
    discardAt: discardAt === null ? null : rfc3339(discardAt),
    usable: refusal ? false : said === null ? null : true,
    why: UNUSABLE.find((one) => one === refusal?.code) ?? null,
  };
}
