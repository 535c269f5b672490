import { randomInt, randomUUID } from 'node:crypto';
import { toId } from '../../domain/ids.js';
import { toInstant, toLocalDate } from '../../domain/time.js';
import type { Trouble } from '../troubles.js';
import type { ImmunizationRegistry, RegistryDose, RegistryPerson } from './port.js';

/** What only a registry can do to the next call: refuse it for us or for a person, answer it about somebody else, or get it twice. */
export type RegistryTrouble = Trouble | 'rejected' | 'left-to-a-person' | 'another-archive' | 'another-number' | 'another-birth-date' | 'repeated-on-the-way' | 'two-reordered';

/** A registry as its adapter shows it, and what becomes of the next call to it. */
export type RegistryUnderTest = {
  registry: ImmunizationRegistry;
  /** The same, soon out of patience. */
  impatient: ImmunizationRegistry;
  trouble: (next: RegistryTrouble) => Promise<void>;
};

export type PortFact = { fact: string; prove: (under: RegistryUnderTest) => Promise<void> };

export const asking = { siteId: toId<'site'>('0190a000-0000-7000-8000-000000000001') };
export const newKey = () => `${randomUUID()}:1`;

/** Somebody the registry has never heard of. */
export function somebody(overrides: Partial<RegistryPerson> = {}): RegistryPerson {
  const number = `T${String(randomInt(1_000_000_000)).padStart(9, '0')}`;
  return {
    name: '陈小苗', sex: 'female', birthDate: toLocalDate('2024-06-01'), identifier: { type: 'birth-certificate', number },
    nationality: 'CN', phone: null, address: null, guardian: null, ...overrides,
  };
}

/** The same with an archive of their own. */
export async function created({ registry }: RegistryUnderTest, person = somebody()) {
  const { archiveNo } = await registry.createArchive({ ...asking, key: newKey(), person });
  return { person, archiveNo };
}

export function aDose(overrides: Partial<RegistryDose> = {}): RegistryDose {
  return {
    vaccine: { code: '0401', name: '麻腮风疫苗' }, doseNumber: 1, maker: { code: '01', name: '示例生物' }, lot: 'L0001', expiresOn: toLocalDate('2027-01-01'),
    traceCode: `8${String(randomInt(1_000_000_000)).padStart(19, '0')}`, dosesPerPackage: 1, bodySite: '1', route: '2', givenAt: toInstant(Date.parse('2025-03-01T01:02:03Z')),
    vaccinator: '示例', crowdClass: { code: '1', name: '常规' }, site: { code: '4401030001', name: '示例门诊' }, area: { code: '440103', name: '荔湾区' }, ...overrides,
  };
}
