import { describe, expect, it } from '@jest/globals';
import { uuid } from '../journey/journey-fixtures.js';
import type { Instant } from '../time.js';
import { fieldOrigins } from './field-origin.js';

const at = (ms: number) => ms as Instant;
const asked = { version: 1, authority: 'police-face' as const, at: at(150), fallBackAt: at(900) };
const verified = (by: 'authority' | 'staff', when: number) => ({ asked, verified: { by, at: at(when) } });
const SITE = uuid<'site'>(3);
const authorities = (origins: ReturnType<typeof fieldOrigins>) => Object.fromEntries(origins.map(({ field, authority }) => [field, authority]));

describe('the origin of a field', () => {
  it('is the registration, for which nobody vouches yet but the resident for the own phone', () => {
    const origins = fieldOrigins({ registeredAt: at(100), taken: [] }, null);
    expect(origins.map(({ source, at: since }) => [source, since])).toEqual(Array.from({ length: 5 }, () => ['registration', 100]));
    expect(authorities(origins)).toEqual({ name: null, sex: null, birthDate: null, identifier: null, phone: 'resident' });
  });

  it('is vouched for by the authority as far as it was asked, and by staff who have seen the document as a whole', () => {
    expect(authorities(fieldOrigins({ registeredAt: at(100), taken: [] }, verified('authority', 200)))).toEqual({ name: 'police-face', sex: null, birthDate: 'police-face', identifier: 'police-face', phone: 'resident' });
    expect(authorities(fieldOrigins({ registeredAt: at(100), taken: [] }, verified('staff', 200)))).toMatchObject({ name: 'staff', sex: 'staff', identifier: 'staff' });
  });

  it('is the registry since a value was taken from it, which an earlier verification has not seen', () => {
    const [name, sex] = fieldOrigins({ registeredAt: at(100), taken: [{ field: 'name', at: at(300), siteId: SITE }] }, verified('staff', 200));
    expect(name).toEqual({ field: 'name', source: 'registry', at: 300, siteId: SITE, authority: null, vouchedAt: null });
    expect(sex).toMatchObject({ source: 'registration', authority: 'staff', vouchedAt: 200 });
  });
});
