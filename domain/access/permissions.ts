import { DESK_ROLES, ROLES, type Role } from './roles.js';

const EVERYBODY = ROLES;
const SUPERVISORS = ['district-supervisor', 'city-supervisor', 'provincial-supervisor'] as const;
const AT_A_DESK = DESK_ROLES;
const AT_REGISTRATION = ['registrar', 'site-lead'] as const;
const CLINICAL = ['pre-check-doctor', 'vaccinator'] as const;
/** A small site has no observer of its own. */
const AT_OBSERVATION = ['registrar', ...CLINICAL, 'observer', 'site-lead'] as const;
/** Who sees a case; a cashier and an observer have none to look at. */
const CASE_READERS = ['registrar', ...CLINICAL, 'site-lead', ...SUPERVISORS] as const;
const CASE_WORKERS = ['pre-check-doctor', 'site-lead', ...SUPERVISORS] as const;
/** Who says when the process tries what failed again. */
const STEP_HOLDERS = ['site-lead', ...SUPERVISORS] as const;
/** Who sees what others tried, and what was held. */
const STORY_READERS = ['site-lead', ...SUPERVISORS] as const;
/** Who sees how the systems outside are. */
const SYSTEM_READERS = ['site-lead', ...SUPERVISORS] as const;
/** Figures of a site or an area, and the visits that they count. */
const REPORT_READERS = ['site-lead', ...SUPERVISORS] as const;
const PAUSERS = ['city-supervisor', 'provincial-supervisor'] as const;
/** Who is asked whether a message has come. */
const NOTICE_READERS = ['registrar', ...CLINICAL, 'observer', 'site-lead', ...SUPERVISORS] as const;
const POLICY_MAKERS = ['city-supervisor', 'provincial-supervisor'] as const;
/** Whose doses, or whose stock, it may be. */
const LOT_READERS = [...CLINICAL, 'stock-keeper', 'site-lead', ...SUPERVISORS] as const;
const LOT_HOLDERS = ['stock-keeper', 'site-lead', ...SUPERVISORS] as const;
const AUDITOR = ['security-auditor'] as const;
const ADMINISTRATOR = ['administrator'] as const;
const DEVICE_KEEPERS = ['site-lead', ...ADMINISTRATOR] as const;

/**
 * The one table of who may do what: by operation of the API, and within `sendJourneyCommand` by command. Read by the API for every request
 * of a person and by the pages for what they offer. What does not stand here nobody may. Auditor and administrator have no clinical data.
 */
export const PERMISSIONS = {
  getMe: EVERYBODY,
  getPerson: [...AT_A_DESK, 'stock-keeper', ...SUPERVISORS],
  getHealth: EVERYBODY,
  getReadiness: EVERYBODY,
  getJwks: EVERYBODY,
  listSites: EVERYBODY,
  getSite: EVERYBODY,
  listSessions: [...AT_A_DESK, 'stock-keeper', ...SUPERVISORS],
  createSession: ['site-lead', ...SUPERVISORS],

  registerResident: AT_REGISTRATION,
  /** A supervisor finds whom the sites of the area know. */
  lookUpResident: [...AT_REGISTRATION, ...SUPERVISORS],
  getResident: [...AT_A_DESK, ...SUPERVISORS],
  getResidentRecord: ['registrar', ...CLINICAL, 'site-lead', ...SUPERVISORS],
  /** Whoever reads a name back to the person, or compares it with a document. */
  revealResident: [...AT_REGISTRATION, 'vaccinator', ...SUPERVISORS],
  /** Over all sites, so nobody of one. */
  listResidentLooks: SUPERVISORS,
  authoriseEscort: AT_REGISTRATION,
  listEscortAuthorisations: ['registrar', 'pre-check-doctor', 'site-lead'],
  revokeEscortAuthorisation: AT_REGISTRATION,
  getIdentityCheck: AT_REGISTRATION,
  askIdentityCheck: AT_REGISTRATION,
  attestIdentity: AT_REGISTRATION,
  getArchive: ['registrar', ...CLINICAL, 'site-lead'],
  listResults: ['registrar', ...CLINICAL, 'observer', 'site-lead'],
  listDueDoses: ['registrar', ...CLINICAL, 'site-lead'],
  getMedicalPast: ['registrar', ...CLINICAL, 'observer', 'site-lead'],
  issueHealthCode: AT_REGISTRATION,
  mintDynamicText: AT_REGISTRATION,
  suspendHealthCode: SUPERVISORS,
  resumeHealthCode: SUPERVISORS,

  createBooking: AT_REGISTRATION,
  /** Whoever stands with a resident who is about to leave. */
  getNextDoses: AT_OBSERVATION,
  bookNextVisit: AT_OBSERVATION,
  listObservation: AT_OBSERVATION,
  getCertificate: AT_OBSERVATION,
  printCertificate: AT_OBSERVATION,
  startWalkIn: AT_REGISTRATION,
  scanText: AT_A_DESK,
  getSiteDesk: AT_A_DESK,
  listJourneys: [...AT_A_DESK, ...SUPERVISORS],
  countJourneys: [...AT_A_DESK, ...SUPERVISORS],
  getJourney: [...AT_A_DESK, ...SUPERVISORS],
  /** The engine's own page about its process. */
  'getJourney.engine': SUPERVISORS,
  getTimeline: [...AT_A_DESK, ...SUPERVISORS],
  /** What was tried beside what happened. */
  listRefusedCommands: STORY_READERS,
  getStepLog: STORY_READERS,
  getOpenCommands: [...AT_A_DESK, ...SUPERVISORS],
  getArchiveDifferences: ['registrar', 'pre-check-doctor', 'site-lead', ...SUPERVISORS],
  /** 三查七对一验证 as it was kept. */
  /** Whoever goes on with a dose that was checked, at this desk or another one. */
  getDoseChecklist: [...CLINICAL, ...STORY_READERS],
  listNotices: NOTICE_READERS,
  findNotices: NOTICE_READERS,
  getNotice: NOTICE_READERS,
  resendNotice: ['site-lead', ...SUPERVISORS],
  getCommand: AT_A_DESK,
  retryJourney: STEP_HOLDERS,
  pauseStep: STEP_HOLDERS,
  resumeStep: STEP_HOLDERS,
  resetStep: STEP_HOLDERS,

  sendJourneyCommand: [...AT_A_DESK, ...SUPERVISORS],
  'sendJourneyCommand.reschedule': AT_REGISTRATION,
  'sendJourneyCommand.cancel': [...AT_REGISTRATION, ...SUPERVISORS],
  'sendJourneyCommand.checkIn': AT_REGISTRATION,
  'sendJourneyCommand.identify': AT_A_DESK,
  'sendJourneyCommand.confirmArchive': AT_REGISTRATION,
  'sendJourneyCommand.recordPrecheck': ['pre-check-doctor'],
  'sendJourneyCommand.planDose': ['registrar', 'pre-check-doctor', 'site-lead'],
  'sendJourneyCommand.dropDose': ['registrar', 'pre-check-doctor', 'site-lead'],
  'sendJourneyCommand.recordConsent': ['registrar', 'pre-check-doctor'],
  'sendJourneyCommand.recordPayment': ['cashier'],
  'sendJourneyCommand.verify': ['vaccinator'],
  'sendJourneyCommand.recordDose': ['vaccinator'],
  'sendJourneyCommand.reportUnverifiedDose': ['vaccinator'],
  'sendJourneyCommand.correctOwnDose': ['vaccinator'],
  'sendJourneyCommand.notGiven': CLINICAL,
  'sendJourneyCommand.reportReaction': [...CLINICAL, 'observer'],
  'sendJourneyCommand.reportLeft': ['observer', ...CLINICAL],
  'sendJourneyCommand.release': ['observer', 'pre-check-doctor'],
  /** Before the half hour is over, with a reason. By PIN too: the doctor comes to the desk that is there, and the reason stands in the log. */
  'sendJourneyCommand.release.early': ['pre-check-doctor'],

  followChanges: [...AT_A_DESK, ...SUPERVISORS],

  listCases: CASE_READERS,
  countCases: CASE_READERS,
  getCase: CASE_READERS,
  getCaseLog: CASE_READERS,
  claimCase: CASE_WORKERS,
  takeOverCase: CASE_WORKERS,
  releaseCase: CASE_WORKERS,
  commentOnCase: CASE_WORKERS,
  askDesk: CASE_WORKERS,
  /** The desk was asked. */
  answerCase: ['registrar', 'vaccinator', ...CASE_WORKERS],
  proposeDecision: CASE_WORKERS,
  declineProposal: CASE_WORKERS,
  approveProposal: CASE_WORKERS,
  resolveCase: CASE_WORKERS,
  undoCase: CASE_WORKERS,
  /** Each their own. */
  listSavedQueries: CASE_READERS,
  saveQuery: CASE_READERS,
  changeSavedQuery: CASE_READERS,
  deleteSavedQuery: CASE_READERS,

  listLots: LOT_READERS,
  getLot: LOT_READERS,
  placeLotHold: LOT_HOLDERS,
  /** 召回, and whatever is done about one. */
  'placeLotHold.recall': ['city-supervisor', 'provincial-supervisor'],
  askLotRelease: LOT_HOLDERS,
  /** Whoever keeps the stock does not judge it. */
  approveLotRelease: ['site-lead', ...SUPERVISORS],
  declineLotRelease: LOT_HOLDERS,

  getBanners: EVERYBODY,
  listSystems: SYSTEM_READERS,
  getSystemHealth: SYSTEM_READERS,
  /** For everybody in the province at once. */
  proposePause: PAUSERS,
  approvePause: PAUSERS,
  declinePause: PAUSERS,
  resumeSystem: PAUSERS,

  getReport: REPORT_READERS,
  exportReport: REPORT_READERS,
  listCounted: REPORT_READERS,

  listAudit: AUDITOR,
  exportAudit: AUDITOR,
  verifyAudit: AUDITOR,

  listPolicies: SUPERVISORS,
  listPolicyVersions: SUPERVISORS,
  getPolicyVersion: SUPERVISORS,
  /** Two of them: what they publish holds for the whole province. */
  checkPolicy: POLICY_MAKERS,
  draftPolicy: POLICY_MAKERS,
  withdrawPolicy: POLICY_MAKERS,
  approvePolicy: POLICY_MAKERS,

  listPeople: ADMINISTRATOR,
  getRegisteredPerson: ADMINISTRATOR,
  registerPerson: ADMINISTRATOR,
  changePerson: ADMINISTRATOR,
  setPassword: ADMINISTRATOR,
  listRegisteredSites: ADMINISTRATOR,
  getRegisteredSite: ADMINISTRATOR,
  registerSite: ADMINISTRATOR,
  changeSite: ADMINISTRATOR,
  listClients: ADMINISTRATOR,
  getClient: ADMINISTRATOR,
  registerClient: ADMINISTRATOR,
  changeClient: ADMINISTRATOR,
  addClientKey: ADMINISTRATOR,
  retireClientKey: ADMINISTRATOR,
  revokeClient: ADMINISTRATOR,
  clearPin: ADMINISTRATOR,
  /** A site lead those of their own sites. */
  listDevices: DEVICE_KEEPERS,
  registerDevice: DEVICE_KEEPERS,
  revokeDevice: DEVICE_KEEPERS,
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof PERMISSIONS;

/** What a PIN at a shared desk does not open, whatever the role: six digits neither override anything, hold a process, take a file away nor let devices in. */
const BY_FULL_SIGN_IN: readonly string[] = [
  'proposeDecision', 'approveProposal', 'undoCase', 'approveLotRelease', 'pauseStep', 'resumeStep', 'resetStep', 'exportReport', 'listDevices', 'registerDevice', 'revokeDevice',
] satisfies Permission[];

/** Whether it is open to nobody who came by PIN. */
export function needsFullSignIn(permission: string): boolean {
  return BY_FULL_SIGN_IN.includes(permission);
}

const TABLE = new Map<string, readonly Role[]>(Object.entries(PERMISSIONS));

/** Whether one of these roles opens it. A name that is not in the table is open to nobody. */
export function may(roles: readonly Role[], permission: string): boolean {
  return TABLE.get(permission)?.some((role) => roles.includes(role)) ?? false;
}

/** All that these roles open, in the order of the table. */
export function permissionsOf(roles: readonly Role[]): Permission[] {
  return (Object.keys(PERMISSIONS) as Permission[]).filter((permission) => may(roles, permission));
}
