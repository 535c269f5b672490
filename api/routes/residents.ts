import type { IRouter, RequestHandler } from 'express';
import { getArchive, listResults } from '../../contracts/archives.js';
import { getResident, lookUpResident, registerResident } from '../../contracts/residents.js';
import type { DoseRecord } from '../../db/dose-store.js';
import { needsMother, type Guardian } from '../../domain/identity/guardian.js';
import type { Identifier } from '../../domain/identity/identifier.js';
import { readNationality } from '../../domain/identity/nationality.js';
import { readPhone } from '../../domain/identity/phone.js';
import { toId, type JourneyId, type PlannedDoseId, type SiteId } from '../../domain/ids.js';
import { addDays, localDateOf, startOfDay, toLocalDate, type Instant } from '../../domain/time.js';
import { auditActorOf } from '../auth/principal.js';
import type { ApiContext } from '../context.js';
import { problemOf } from '../error-handler.js';
import { answerOnce } from '../answer-once.js';
import { findInReach, isOfSites, scopeOf, siteOf } from '../reach.js';
import { serve } from '../serve.js';
import { rfc3339, showArchive } from './journey-view.js';
import { readNumber } from './read-number.js';
import { showResident } from './resident-view.js';

/** A site that registered or looked somebody up may know them until the visit is settled, and for questions after it. */
const ACCESS_DAYS = 366;

export function residentRoutes(router: IRouter, gate: RequestHandler, ctx: ApiContext): void {
  serve(router, gate, registerResident, async (call) => {
    const { principal, body } = call;
    const site = siteOf(principal, body.siteId === undefined ? undefined : toId<'site'>(body.siteId));
    const today = localDateOf(ctx.now());
    const identifiers = body.identifiers.map(({ type, number }, n) => readNumber({ type, number }, `identifiers.${n}.number`, today));
    const phone = body.phone === null ? null : readNumberOfPhone(body.phone);
    checkBirth(identifiers, body.birthDate, today);
    const nationality = nationalityOf(body.nationality ?? null, identifiers);
    const guardian = guardianOf(body.guardian, identifiers, today);
    const { answer } = await answerOnce(ctx, call, async (transaction) => {
      const person = { name: body.name, sex: body.sex, birthDate: toLocalDate(body.birthDate), phone, identifiers, nationality, guardian };
      const registered = await ctx.residents.register({ site }, { ...person, site, until: accessUntil(ctx.now()) }, transaction);
      if (!registered.ok) throw problemOf('identifier-taken');
      return { residentId: registered.residentId };
    });
    const resident = await ctx.residents.get({ site }, answer.residentId);
    if (!resident) throw problemOf('not-found');
    return showResident(resident);
  });

  serve(router, gate, lookUpResident, async ({ principal, body }) => {
    const asked = body.siteId === undefined ? undefined : toId<'site'>(body.siteId);
    const site = asked === undefined && !isOfSites(principal) ? null : siteOf(principal, asked);
    const scope = site === null ? scopeOf(principal) : { site };
    const identifier = readNumber(body.identifier, 'identifier.number', localDateOf(ctx.now()));
    const residentId = await ctx.residents.find(scope, identifier);
    await ctx.audit.write({ actor: auditActorOf(principal), action: 'resident.look-up', objectKind: 'resident', ...(residentId && { objectId: residentId }), outcome: 'done' });
    if (!residentId) return { residents: [] };
    // Whoever oversees an area finds whom its sites know, and by looking opens nothing to anybody.
    if (site !== null) await ctx.residents.grantAccess(scope, { residentId, site, until: accessUntil(ctx.now()), why: 'look-up' });
    const resident = await ctx.residents.get(scope, residentId);
    return { residents: resident ? [showResident(resident)] : [] };
  });

  serve(router, gate, getResident, async ({ principal, params }) => {
    const { found } = await findInReach(principal, (scope) => ctx.residents.get(scope, toId(params.id)));
    await ctx.audit.write({ actor: auditActorOf(principal), action: 'resident.read', objectKind: 'resident', objectId: params.id, outcome: 'done' });
    return showResident(found);
  });

  serve(router, gate, getArchive, async ({ principal, params }) => {
    const residentId = toId<'resident'>(params.id);
    const { found: archive, scope } = await findInReach(principal, (within) => ctx.archives.get(within, residentId));
    const site: SiteId = scope.site ?? siteOf(principal);
    const journeys = await ctx.journeys.findOfResident(scope, { residentId, siteId: site, day: localDateOf(ctx.now()) });
    const today = await Promise.all(journeys.map(async ({ journeyId }) => ({ journeyId, peeked: await ctx.door.peek(scope, journeyId) })));
    return {
      residentId,
      version: archive.version,
      known: archive.state === 'known',
      today: today.flatMap(({ journeyId, peeked }) => (peeked ? [{ journeyId, archive: showArchive(peeked.state, archive) }] : [])),
    };
  });

  serve(router, gate, listResults, async ({ principal, params }) => {
    const residentId = toId<'resident'>(params.id);
    if (principal.kind === 'channel') scopeOf(principal);
    const { scope } = await findInReach(principal, (within) => ctx.residents.get(within, residentId));
    const doses = await ctx.doses.ofResident(scope, residentId);
    return { data: doses.flatMap((dose) => showResult(dose, ctx.now())) };
  });
}

type Today = ReturnType<typeof localDateOf>;

function nationalityOf(told: string | null, identifiers: Identifier[]): string {
  const read = readNationality(told, identifiers);
  if (!read.ok) throw problemOf('invalid-request', { fields: [{ field: 'nationality', rule: read.reason }] });
  return read.nationality;
}

/** A newborn without an ID number is told from another by the mother alone, so she is on record with a document of hers. */
function guardianOf(guardian: Guardian | null, identifiers: Identifier[], today: Today): Guardian | null {
  if (needsMother(identifiers) && guardian?.relation !== 'mother') {
    throw problemOf('invalid-request', { fields: [{ field: guardian ? 'guardian.relation' : 'guardian', rule: 'the mother is required where there is no number but a birth certificate' }] });
  }
  return guardian && { ...guardian, document: readNumber(guardian.document, 'guardian.document.number', today) };
}

function readNumberOfPhone(text: string): string {
  const read = readPhone(text);
  if (!read.ok) throw problemOf('invalid-request', { fields: [{ field: 'phone', rule: read.reason }] });
  return read.phone;
}

/** The number of an ID card carries the date of birth: two that differ are a mistake at the counter. */
function checkBirth(identifiers: Identifier[], birthDate: string, today: Today): void {
  const card = identifiers.find(({ type }) => type === 'id-card' || type === 'residence-permit');
  const fromNumber = card?.number.length === 18 ? `${card.number.slice(6, 10)}-${card.number.slice(10, 12)}-${card.number.slice(12, 14)}` : birthDate;
  if (fromNumber !== birthDate) throw problemOf('invalid-request', { fields: [{ field: 'birthDate', rule: 'differs from the ID number' }] });
  if (birthDate > today) throw problemOf('invalid-request', { fields: [{ field: 'birthDate', rule: 'in the future' }] });
}

function accessUntil(now: Instant): Instant {
  return startOfDay(addDays(localDateOf(now), ACCESS_DAYS));
}

/** Doses that we recorded; what only the registry knows has no journey and is part of the archive. */
function showResult(dose: DoseRecord, now: Instant) {
  const { journeyId, siteId, plannedDoseId, productId, vaccine, series, doseNumber, status, givenAt, givenOn, upload, uploadDueAt } = dose;
  if (!journeyId || !siteId || !plannedDoseId || !productId || !givenAt || status === 'voided') return [];
  const left = upload === 'confirmed' || uploadDueAt === null ? null : Math.max(0, Math.ceil((uploadDueAt - now) / 1000));
  return [{
    journeyId: journeyId satisfies JourneyId, siteId, plannedDoseId: plannedDoseId satisfies PlannedDoseId, productId, vaccine, series, doseNumber, status,
    givenAt: rfc3339(givenAt), givenOn, upload, uploadDueAt: uploadDueAt === null ? null : rfc3339(uploadDueAt), uploadSecondsLeft: left,
  }];
}
