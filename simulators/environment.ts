import { z } from 'zod';
import type { AuthorityKeys } from './identity-authorities/handle.js';

const port = z.coerce.number().int().min(0).max(65_535);
const schema = z.object({
  REGISTRY_GUANGDONG_PORT: port.default(8710),
  SMS_PORT: port.default(8711),
  IDENTITY_AUTHORITIES_PORT: port.default(8712),
  SIMULATOR_DATA_FOLDER: z.string().min(1).default('.data/simulators'),
  SITE_KEYS_FILE: z.string().min(1),
  SMS_API_KEY: z.string().min(1),
  SMS_CAN_ASK: z.enum(['true', 'false']).default('true'),
  BIRTH_CERTIFICATE_KEY: z.string().min(1),
  POLICE_FACE_KEY: z.string().min(1),
  HOUSEHOLD_REGISTER_KEY: z.string().min(1),
});

export type SimulatorEnvironment = {
  registryGuangdongPort: number;
  smsPort: number;
  identityAuthoritiesPort: number;
  dataFolder: string;
  siteKeysFile: string;
  smsApiKey: string;
  smsCanAsk: boolean;
  authorityKeys: AuthorityKeys;
};

/** Throws with the name of the first value that is missing or malformed. Port 0 takes a free one. */
export function readSimulatorEnvironment(env: Record<string, string | undefined>): SimulatorEnvironment {
  const parsed = schema.safeParse(env);
  if (!parsed.success) throw new Error(`simulators: ${String(parsed.error.issues[0]?.path[0])} is missing or malformed`);
  const { REGISTRY_GUANGDONG_PORT, SMS_PORT, IDENTITY_AUTHORITIES_PORT, SIMULATOR_DATA_FOLDER, SITE_KEYS_FILE, SMS_API_KEY, SMS_CAN_ASK, ...keys } = parsed.data;
  return {
    registryGuangdongPort: REGISTRY_GUANGDONG_PORT,
    smsPort: SMS_PORT,
    identityAuthoritiesPort: IDENTITY_AUTHORITIES_PORT,
    dataFolder: SIMULATOR_DATA_FOLDER,
    siteKeysFile: SITE_KEYS_FILE,
    smsApiKey: SMS_API_KEY,
    smsCanAsk: SMS_CAN_ASK === 'true',
    authorityKeys: { birthCertificate: keys.BIRTH_CERTIFICATE_KEY, policeFace: keys.POLICE_FACE_KEY, householdRegister: keys.HOUSEHOLD_REGISTER_KEY },
  };
}
