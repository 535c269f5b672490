import type { IdentityAuthority } from '../registries/identity/port.js';
import { createBirthCertificateAuthority } from '../registries/identity/birth-certificate.js';
import { createHouseholdRegisterAuthority } from '../registries/identity/household-register.js';
import { createPoliceFaceAuthority } from '../registries/identity/police-face.js';
import type { Authority } from '../domain/identity/tiers.js';

/** Test material: the keys by which the simulator of the three authorities knows us. */
export const AUTHORITY_KEYS = { birthCertificate: 'certificates', policeFace: 'faces', householdRegister: 'register' };

/** Settings of a worker that asks the simulator at `url`. */
export function authoritySettings(url: string): Record<string, string> {
  const { birthCertificate, policeFace, householdRegister } = AUTHORITY_KEYS;
  return {
    BIRTH_CERTIFICATE_URL: url, BIRTH_CERTIFICATE_KEY: birthCertificate, POLICE_FACE_URL: url, POLICE_FACE_KEY: policeFace,
    HOUSEHOLD_REGISTER_URL: url, HOUSEHOLD_REGISTER_KEY: householdRegister,
  };
}

/** The adapters themselves, which give up soon. */
export function testAuthorities(baseUrl: string, timeoutMs = 1_000): Record<Authority, IdentityAuthority> {
  return {
    'birth-certificate': createBirthCertificateAuthority({ baseUrl, timeoutMs, key: AUTHORITY_KEYS.birthCertificate }),
    'police-face': createPoliceFaceAuthority({ baseUrl, timeoutMs, key: AUTHORITY_KEYS.policeFace }),
    'household-register': createHouseholdRegisterAuthority({ baseUrl, timeoutMs, key: AUTHORITY_KEYS.householdRegister }),
  };
}
