import type { Installation } from './installation.js';

type Settings = Record<string, string>;

/** What the systems outside and their callers share: the keys, and what the SMS provider has promised. */
export function sharedWithOutside({ env, secrets, file }: Pick<Installation, 'env' | 'secrets' | 'file'>): Settings {
  return {
    SITE_KEYS_FILE: file('site-keys.json'), SMS_API_KEY: secrets.smsApiKey, SMS_CAN_ASK: env['SMS_CAN_ASK'] ?? 'true',
    BIRTH_CERTIFICATE_KEY: secrets.birthCertificateKey, POLICE_FACE_KEY: secrets.policeFaceKey, HOUSEHOLD_REGISTER_KEY: secrets.householdRegisterKey,
  };
}

/** Where the simulators listen. */
export function portsOfOutside({ ports }: Pick<Installation, 'ports'>): Settings {
  return { REGISTRY_GUANGDONG_PORT: String(ports.registryGuangdong), SMS_PORT: String(ports.sms), IDENTITY_AUTHORITIES_PORT: String(ports.identityAuthorities) };
}

/** Where a worker finds them. */
export function addressesOfOutside({ ports }: Pick<Installation, 'ports'>): Settings {
  const at = (port: number) => `http://127.0.0.1:${port}`;
  const authorities = at(ports.identityAuthorities); // one server that speaks for the three
  return {
    REGISTRY_GUANGDONG_URL: at(ports.registryGuangdong), SMS_URL: at(ports.sms),
    BIRTH_CERTIFICATE_URL: authorities, POLICE_FACE_URL: authorities, HOUSEHOLD_REGISTER_URL: authorities,
  };
}
