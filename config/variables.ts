import { databaseUrl, hostAndPort, httpUrl, ipAddress, keyRing, list, oneOf, orNone, port, text } from './variable-rules.js';

export const CLOCK_POLICIES = ['clocks', 'clocks-demo', 'clocks-test', 'clocks-bench'] as const;
export type ClockPolicyName = (typeof CLOCK_POLICIES)[number];

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/**
 * Every variable of the project, once: the name in the environment, its rule, and its value where it may be left out.
 * `.env.example` says each in a sentence, and a test compares the two.
 */
export const VARIABLES = {
  adminDatabaseUrl: { name: 'ADMIN_DATABASE_URL', ...databaseUrl },
  databaseUrl: { name: 'DATABASE_URL', ...databaseUrl },
  apiDatabaseUrl: { name: 'API_DATABASE_URL', ...databaseUrl },
  workerDatabaseUrl: { name: 'WORKER_DATABASE_URL', ...databaseUrl },
  relayDatabaseUrl: { name: 'RELAY_DATABASE_URL', ...databaseUrl },
  sealerDatabaseUrl: { name: 'SEALER_DATABASE_URL', ...databaseUrl },
  auditorDatabaseUrl: { name: 'AUDITOR_DATABASE_URL', ...databaseUrl },
  loginDatabaseUrl: { name: 'LOGIN_DATABASE_URL', ...databaseUrl },
  temporalAddress: { name: 'TEMPORAL_ADDRESS', ...hostAndPort },
  temporalNamespace: { name: 'TEMPORAL_NAMESPACE', ...text, absent: 'miaocheng' },
  temporalUiUrl: { name: 'TEMPORAL_UI_URL', ...orNone(httpUrl), absent: null },
  listenHost: { name: 'LISTEN_HOST', ...ipAddress, absent: '127.0.0.1' },
  apiPort: { name: 'API_PORT', ...port, absent: 8700 },
  apiPublicUrl: { name: 'API_PUBLIC_URL', ...httpUrl },
  apiAudience: { name: 'API_AUDIENCE', ...text },
  loginIssuerUrl: { name: 'LOGIN_ISSUER_URL', ...httpUrl },
  loginJwksUrl: { name: 'LOGIN_JWKS_URL', ...orNone(httpUrl), absent: null },
  loginFetchUrl: { name: 'LOGIN_FETCH_URL', ...orNone(httpUrl), absent: null },
  adminPublicUrl: { name: 'ADMIN_PUBLIC_URL', ...orNone(httpUrl), absent: null },
  signInClientId: { name: 'SIGN_IN_CLIENT_ID', ...text, absent: 'admin-page' },
  signInKeysFile: { name: 'SIGN_IN_KEYS_FILE', ...orNone(text), absent: null },
  signInSecret: { name: 'SIGN_IN_SECRET', ...orNone(text), absent: null },
  signInSecondFactorAcr: { name: 'SIGN_IN_SECOND_FACTOR_ACR', ...text, absent: 'https://refeds.org/profile/mfa' },
  loginKeepsAccounts: { name: 'LOGIN_KEEPS_ACCOUNTS', ...oneOf(['true', 'false']), absent: 'true' },
  loginPort: { name: 'LOGIN_PORT', ...port, absent: 8702 },
  loginKeysFile: { name: 'LOGIN_KEYS_FILE', ...text },
  loginCookieKeys: { name: 'LOGIN_COOKIE_KEYS', ...keyRing },
  registryGuangdongUrl: { name: 'REGISTRY_GUANGDONG_URL', ...httpUrl },
  siteKeysFile: { name: 'SITE_KEYS_FILE', ...text },
  smsUrl: { name: 'SMS_URL', ...httpUrl },
  smsApiKey: { name: 'SMS_API_KEY', ...text },
  birthCertificateUrl: { name: 'BIRTH_CERTIFICATE_URL', ...httpUrl },
  birthCertificateKey: { name: 'BIRTH_CERTIFICATE_KEY', ...text },
  policeFaceUrl: { name: 'POLICE_FACE_URL', ...httpUrl },
  policeFaceKey: { name: 'POLICE_FACE_KEY', ...text },
  householdRegisterUrl: { name: 'HOUSEHOLD_REGISTER_URL', ...httpUrl },
  householdRegisterKey: { name: 'HOUSEHOLD_REGISTER_KEY', ...text },
  fieldKeys: { name: 'FIELD_KEYS', ...keyRing },
  blindIndexKeys: { name: 'BLIND_INDEX_KEYS', ...keyRing },
  payloadKeys: { name: 'PAYLOAD_KEYS', ...keyRing },
  issuerKeysFile: { name: 'ISSUER_KEYS_FILE', ...text },
  policyClocks: { name: 'POLICY_CLOCKS', ...oneOf(CLOCK_POLICIES), absent: 'clocks' },
  logLevel: { name: 'LOG_LEVEL', ...oneOf(LOG_LEVELS), absent: 'info' },
  workerQueues: { name: 'WORKER_QUEUES', ...list, absent: [] },
  auditAnchorFile: { name: 'AUDIT_ANCHOR_FILE', ...text },
  simulatorDataFolder: { name: 'SIMULATOR_DATA_FOLDER', ...text },
  registryGuangdongPort: { name: 'REGISTRY_GUANGDONG_PORT', ...port, absent: 8710 },
  smsPort: { name: 'SMS_PORT', ...port, absent: 8711 },
  identityAuthoritiesPort: { name: 'IDENTITY_AUTHORITIES_PORT', ...port, absent: 8712 },
  smsCanAsk: { name: 'SMS_CAN_ASK', ...oneOf(['true', 'false']), absent: 'true' },
} as const;

/** Read by the launcher and its tools only, which take defaults from the machine. */
export const LAUNCHER_VARIABLES = ['MIAOCHENG_CACHE_DIR', 'MIAOCHENG_DATA_DIR'] as const;

const shared = ['logLevel'] as const;
const engine = ['temporalAddress', 'temporalNamespace', 'payloadKeys'] as const;
const fields = ['fieldKeys', 'blindIndexKeys'] as const;
const authorityKeys = ['birthCertificateKey', 'policeFaceKey', 'householdRegisterKey'] as const;

/** What each process is given and asks for: none gets a secret it does not use. */
export const PROCESSES = {
  prepareDatabase: ['adminDatabaseUrl', 'databaseUrl', 'apiDatabaseUrl', 'workerDatabaseUrl', 'relayDatabaseUrl', 'sealerDatabaseUrl', 'auditorDatabaseUrl', 'loginDatabaseUrl'],
  migrate: [...shared, 'databaseUrl'],
  api: [
    ...shared, ...engine, ...fields, 'apiDatabaseUrl', 'relayDatabaseUrl', 'sealerDatabaseUrl', 'auditorDatabaseUrl', 'listenHost', 'apiPort', 'apiPublicUrl',
    'apiAudience', 'temporalUiUrl', 'loginIssuerUrl', 'loginJwksUrl', 'loginFetchUrl', 'loginKeepsAccounts', 'adminPublicUrl', 'signInClientId', 'signInKeysFile', 'signInSecret', 'signInSecondFactorAcr', 'issuerKeysFile', 'policyClocks', 'auditAnchorFile',
  ],
  worker: [
    ...shared, ...engine, ...fields, ...authorityKeys, 'workerDatabaseUrl', 'registryGuangdongUrl', 'siteKeysFile', 'smsUrl', 'smsApiKey', 'smsCanAsk',
    'birthCertificateUrl', 'policeFaceUrl', 'householdRegisterUrl', 'policyClocks', 'workerQueues',
  ],
  login: [...shared, 'loginDatabaseUrl', 'loginIssuerUrl', 'listenHost', 'loginPort', 'apiAudience', 'loginKeysFile', 'loginCookieKeys'],
  simulators: [...shared, ...authorityKeys, 'simulatorDataFolder', 'registryGuangdongPort', 'smsPort', 'identityAuthoritiesPort', 'smsCanAsk', 'siteKeysFile', 'smsApiKey'],
  firstAdministrator: [...shared, 'databaseUrl', 'loginIssuerUrl', 'adminPublicUrl', 'signInClientId', 'signInKeysFile'],
  rebuildWorkflows: [...shared, 'relayDatabaseUrl'],
} as const satisfies Record<string, readonly (keyof typeof VARIABLES)[]>;

export type ProcessName = keyof typeof PROCESSES;
