import type { EscortAuthorisation } from '../../identity/escort.js';
import { toLocalDate } from '../../time.js';
import { command, DAY, dose, evidence, foundNone, history, JourneyUnderTest, uuid } from '../journey-fixtures.js';

const escort: EscortAuthorisation = { authorisationId: uuid(80), products: ['mmr'], validFrom: DAY, validUntil: DAY, revoked: false };
const byEscort = command('recordConsent', { relation: 'escort', escortAuthorisationId: escort.authorisationId });

/** A minor of one year unless the world says otherwise, as far as the pre-check. */
function atRegistration(world: ConstructorParameters<typeof JourneyUnderTest>[0] = {}, productId = 'mmr'): JourneyUnderTest {
  const journey = new JourneyUnderTest(world).through(command('walkIn', { doses: [{ plannedDoseId: dose(1), productId, doseNumber: 1 }] }), command('identify'));
  return journey.through(foundNone(journey.current), command('confirmArchive'), command('recordPrecheck'));
}

describe('who signs', () => {
  const ANY_AGE = 'hepb-10';

  it.each([
    { fact: 'a mother for her child', relation: 'mother' },
    { fact: 'whoever is of age that day for themselves', relation: 'self', born: '2008-03-02' },
  ])('$fact', ({ relation, born = '2024-06-01' }) => {
    expect(atRegistration({ history: history({ birthDate: toLocalDate(born) }) }, ANY_AGE).send(command('recordConsent', { relation })).ok).toBe(true);
  });

  it.each([
    { fact: 'a child for themselves, the day before they are of age', relation: 'self', born: '2008-03-03', ageInYears: 17 },
    { fact: 'a grandmother, as such', relation: 'grandmother', born: '2024-06-01', ageInYears: 1 },
    { fact: 'a mother for whoever is of age', relation: 'mother', born: '2008-03-02', ageInYears: 18 },
    { fact: 'an escort for whoever is of age', relation: 'escort', born: '2008-03-02', ageInYears: 18 },
  ])('not $fact', ({ relation, born, ageInYears }) => {
    const journey = atRegistration({ escort, history: history({ birthDate: toLocalDate(born) }) }, ANY_AGE);
    expect(journey.send(command('recordConsent', { relation }))).toEqual({ ok: false, refusal: { code: 'signer-not-entitled', relation, ageInYears } });
  });
});

describe('an escort', () => {
  it('signs for the resident and product that a guardian has named, which the log and the state keep', () => {
    const journey = atRegistration({ escort }).through(byEscort);
    expect(journey.log.find(({ type }) => type === 'consentRecorded')?.data).toEqual({
      plannedDoseIds: [dose(1)], consentText: 'nip-consent@2023-1', relation: 'escort', evidenceId: evidence, escortAuthorisationId: escort.authorisationId,
    });
    expect(journey.current.doses[0]).toMatchObject({ consented: true, consentEvidenceId: evidence });
  });

  it('of two siblings only for the one with an authorisation; the other is to be deferred', () => {
    expect(atRegistration({ escort }).send(byEscort).ok).toBe(true);
    const other = atRegistration({ escort: null });
    expect(other.send(byEscort)).toEqual({ ok: false, refusal: { code: 'escort-not-authorised', rule: 'none-on-record', plannedDoseId: dose(1), next: 'notGiven' } });
    other.through(command('notGiven', { reason: 'deferred' }));
    expect(other.current.doses[0]?.notGiven).toBe('deferred');
  });

  it('for no product beside those that were named, which one is said', () => {
    const journey = atRegistration({ escort }).through(command('planDose'));
    expect(journey.send(command('recordConsent', { relation: 'escort', escortAuthorisationId: escort.authorisationId, plannedDoseIds: [dose(1), dose(2)] }))).toMatchObject({
      refusal: { code: 'escort-not-authorised', rule: 'other-product', plannedDoseId: dose(2) },
    });
    expect(journey.send(byEscort).ok).toBe(true);
  });
});
