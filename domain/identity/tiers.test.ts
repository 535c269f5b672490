import { localDateOf, toInstant, toLocalDate } from '../time.js';
import type { Identifier } from './identifier.js';
import { askableOf, needsCapture, tierOf, type IdentityTiers } from './tiers.js';
import file from '../../policies/identity-tiers.json' with { type: 'json' };

const shipped = file.editions as IdentityTiers[];
const day = toLocalDate('2026-11-26');
const authorityOn = (birthDate: string, on = day, editions = shipped) => tierOf(editions, toLocalDate(birthDate), on)?.authority;

it.each([
  { age: 'a newborn', born: '2026-11-26', authority: 'birth-certificate' },
  { age: '15', born: '2011-11-26', authority: 'birth-certificate' },
  { age: '16', born: '2010-11-26', authority: 'birth-certificate' },
  { age: '16, the day before the birthday', born: '2009-11-27', authority: 'birth-certificate' },
  { age: '17, on the birthday', born: '2009-11-26', authority: 'police-face' },
  { age: '59', born: '1967-11-26', authority: 'police-face' },
  { age: '59, the day before the birthday', born: '1966-11-27', authority: 'police-face' },
  { age: '60, on the birthday', born: '1966-11-26', authority: 'household-register' },
  { age: '101', born: '1925-01-01', authority: 'household-register' },
])('asks $authority about somebody of $age', ({ born, authority }) => expect(authorityOn(born)).toBe(authority));

it('counts years by the day in Asia/Shanghai: the birthday begins eight hours before that of Greenwich', () => {
  const [before, after] = ['2026-11-25T15:59:59Z', '2026-11-25T16:00:00Z'].map((at) => localDateOf(toInstant(Date.parse(at))));
  expect([authorityOn('2009-11-26', before), authorityOn('2009-11-26', after)]).toEqual(['birth-certificate', 'police-face']);
});

it('follows each edition from its day on, and none before the first', () => {
  const editions: IdentityTiers[] = [...shipped, { effectiveFrom: day, source: 'from 18 on by face', tiers: [{ fromYears: 0, authority: 'birth-certificate', knownBy: ['id-card'] }, { fromYears: 18, authority: 'police-face', knownBy: ['id-card'] }] }];
  expect(authorityOn('2009-06-01', toLocalDate('2026-11-25'), editions)).toBe('police-face');
  expect(authorityOn('2009-06-01', day, editions)).toBe('birth-certificate');
  expect(authorityOn('2009-06-01', toLocalDate('2022-09-19'), editions)).toBeUndefined();
});

describe('an authority', () => {
  const certificate: Identifier = { type: 'birth-certificate', number: 'T440000001' };
  const card: Identifier = { type: 'id-card', number: '440199202406010021' };
  const passport: Identifier = { type: 'passport', number: 'E12345678' };
  const asked = (birthDate: string, identifiers: Identifier[]) => askableOf(shipped, { birthDate: toLocalDate(birthDate), identifiers }, day);

  it('is asked by the number that it prefers', () => {
    expect(asked('2024-06-01', [card, certificate])).toEqual({ authority: 'birth-certificate', identifier: certificate });
    expect(asked('2024-06-01', [card])).toEqual({ authority: 'birth-certificate', identifier: card });
    expect(asked('1990-06-01', [certificate, card])).toEqual({ authority: 'police-face', identifier: card });
  });

  it('is not asked about a number that it does not know, nor about somebody without any', () => {
    expect([asked('1990-06-01', [passport]), asked('2026-11-25', [])]).toEqual([null, null]);
  });

  it('needs a live capture only where a face is compared', () => {
    expect(['birth-certificate', 'police-face', 'household-register'].filter((authority) => needsCapture(authority as 'police-face'))).toEqual(['police-face']);
  });
});
