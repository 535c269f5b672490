import type { IRouter, RequestHandler } from 'express';
import { getCertificate, printCertificate, type Certificate } from '../../contracts/certificates.js';
import { DatabaseError } from '../../db/database-error.js';
import type { PrintedDose } from '../../db/print-store.js';
import type { Resident } from '../../db/resident-store.js';
import type { Scope } from '../../db/scope.js';
import { certificateKind, printRefusal } from '../../domain/certificate/certificate.js';
import { DOCUMENT_TYPES } from '../../domain/identity/means.js';
import { isId, toId } from '../../domain/ids.js';
import type { JourneyState, PlannedDose } from '../../domain/journey/state.js';
import type { Policies } from '../../domain/policies.js';
import { localDateOf, toInstant } from '../../domain/time.js';
import { answerOnce } from '../answer-once.js';
import { auditActorOf } from '../auth/principal.js';
import type { ApiContext } from '../context.js';
import { problemOf } from '../error-handler.js';
import { actorOf } from '../reach.js';
import { serve } from '../serve.js';
import { refusalProblem } from '../submit.js';
import { findJourney } from './journeys.js';
import { rfc3339 } from './journey-view.js';
import { maskIdentifier } from './resident-view.js';

const UNIQUE_VIOLATION = '23505';

/** What a resident takes home on paper. The answer that a key keeps is the number of the print alone: what stands on it is read anew. */
export function certificateRoutes(router: IRouter, gate: RequestHandler, ctx: ApiContext): void {
  serve(router, gate, getCertificate, async ({ principal, params }) => {
    const { found, scope } = await findJourney(ctx, principal, toId(params.id));
    const { doses, kind } = await readPrintable(ctx, scope, found.state);
    const prints = await ctx.prints.ofJourney(scope, found.state.journeyId);
    await ctx.audit.write({ actor: auditActorOf(principal), action: 'certificate.read', objectKind: 'journey', objectId: found.state.journeyId, outcome: 'done' });
    return { journeyId: found.state.journeyId, kind, doses: doses.length, prints: prints.map(({ at, actor: by, ...print }) => ({ ...print, at: rfc3339(at), by })) };
  });

  serve(router, gate, printCertificate, async (call) => {
    const { principal, params, body } = call;
    const { found: { state }, scope } = await findJourney(ctx, principal, toId(params.id));
    const printable = await readPrintable(ctx, scope, state);
    const { answer: { number, printedAt } } = await answerOnce(ctx, call, async (transaction) => {
      const printed = (await ctx.prints.ofJourney(scope, state.journeyId, transaction)).length;
      const refusal = printRefusal({ doses: printable.doses.length, printed, reason: body.reason ?? null });
      if (refusal) throw refusalProblem(refusal);
      const print = { number: printed + 1, kind: printable.kind, reason: printed === 0 ? null : (body.reason ?? null), actor: actorOf(principal, body.staffId) };
      await ctx.prints.add(scope, state, print, transaction);
      return { number: print.number, printedAt: rfc3339(ctx.now()) };
    }).catch(printedMeanwhile);
    return showCertificate(ctx, state, printable, { number, printedAt });
  });
}

type Printable = { kind: Certificate['kind']; doses: { dose: PlannedDose; traceCode: string | null }[]; resident: Resident; policies: Policies };

/** Of the doses of the state those that count: what was only reported has not been given yet, and a voided one stands in the state as it was. */
async function readPrintable(ctx: ApiContext, scope: Scope, { journeyId, residentId, doses, day }: JourneyState): Promise<Printable> {
  const [counting, resident, { policies }] = await Promise.all([ctx.prints.doses(scope, journeyId), ctx.residents.get(scope, residentId), ctx.policies.inForce()]);
  if (!resident) throw problemOf('not-found');
  const codeOf = new Map<string, PrintedDose['traceCode']>(counting.map(({ plannedDoseId, traceCode }) => [plannedDoseId, traceCode]));
  const printed = doses.flatMap((dose) => (dose.given && codeOf.has(dose.plannedDoseId) ? [{ dose, traceCode: codeOf.get(dose.plannedDoseId) ?? null }] : []));
  return { kind: certificateKind(resident.birthDate, day, policies), doses: printed, resident, policies };
}

async function showCertificate(ctx: ApiContext, state: JourneyState, { kind, doses, resident, policies }: Printable, print: Pick<Certificate, 'number' | 'printedAt'>): Promise<Certificate> {
  const site = await ctx.sites.get({ open: true }, state.siteId);
  if (!site) throw problemOf('not-found');
  const lines = await Promise.all(doses.map(async ({ dose, traceCode }) => ({ ...lineOf(dose, policies), traceCode, vaccinator: await nameOf(ctx, dose.given?.by ?? null) })));
  const { name, sex, birthDate, identifiers } = resident;
  const document = identifiers.find(({ type }) => DOCUMENT_TYPES.some((one) => one === type));
  return {
    journeyId: state.journeyId, kind, ...print, reprint: print.number > 1, lines,
    site: { name: site.name.zh, nameEn: site.name.en, address: site.address },
    resident: { name, sex, birthDate, document: document ? maskIdentifier(document) : null },
  };
}

function lineOf({ plannedDoseId, vaccine, productId, doseNumber, given, verified }: PlannedDose, { products }: Policies) {
  const product = products.find((one) => one.productId === productId);
  return {
    plannedDoseId, vaccine, doseNumber,
    product: product?.name ?? { zh: vaccine, en: vaccine }, specification: product?.specification ?? '', dose: product?.doseText ?? '', maker: product?.maker.name ?? '',
    givenOn: localDateOf(given?.givenAt ?? toInstant(0)), bodySite: given?.bodySite ?? '', route: given?.route ?? '', lot: verified?.lot ?? '', expiresOn: verified?.expiresOn ?? null,
  };
}

/** Whoever signs in here has a name; a site's own software names its staff by references of its own. */
async function nameOf({ signIn }: ApiContext, by: string | null): Promise<string | null> {
  if (by === null || !signIn || !isId(by)) return by;
  return (await signIn.people.name(toId(by)))?.name ?? by;
}

/** Two desks at once: whoever comes second is asked for a reason like any other second print. */
function printedMeanwhile(error: unknown): never {
  throw error instanceof DatabaseError && error.code === UNIQUE_VIOLATION ? problemOf('try-again', {}, { 'Retry-After': '1' }) : error;
}
