import type { Logger } from 'pino';
import type { Issuer } from '../issuer/create-issuer.js';
import type { ArchiveStore } from '../db/archive-store.js';
import type { AuditReader } from '../db/audit-reader.js';
import type { AuditStore } from '../db/audit-store.js';
import type { CaseStore } from '../db/case-store.js';
import type { ClientRegister } from '../db/client-register.js';
import type { CommandStore } from '../db/command-store.js';
import type { Door } from '../db/door.js';
import type { DeskStore } from '../db/desk-store.js';
import type { DeviceRegister } from '../db/device-register.js';
import type { DoseStore } from '../db/dose-store.js';
import type { HealthCodeStore } from '../db/health-code-store.js';
import type { IdentityCheckStore } from '../db/identity-check-store.js';
import type { JourneyStore } from '../db/journey-store.js';
import type { LotHoldStore } from '../db/lot-hold-store.js';
import type { LotStore } from '../db/lot-store.js';
import type { NoteStore } from '../db/note-store.js';
import type { BreakerStore } from '../db/breaker-store.js';
import type { EvidenceStore } from '../db/evidence-store.js';
import type { FigureStore } from '../db/figure-store.js';
import type { PackageStore } from '../db/package-store.js';
import type { PrintStore } from '../db/print-store.js';
import type { PauseStore, ReadPaused } from '../db/pause-store.js';
import type { NoticeStore } from '../db/notice-store.js';
import type { ObservationStore } from '../db/observation-store.js';
import type { OriginStore } from '../db/origin-store.js';
import type { ReportStore } from '../db/report-store.js';
import type { EscortStore } from '../db/escort-store.js';
import type { ResidentStore } from '../db/resident-store.js';
import type { SavedQueryStore } from '../db/saved-query-store.js';
import type { SessionStore } from '../db/session-store.js';
import type { SiteRegister } from '../db/site-register.js';
import type { SiteStore } from '../db/site-store.js';
import type { StepStore } from '../db/step-store.js';
import type { JourneyId } from '../domain/ids.js';
import type { PublishedPolicies } from '../config/published-policies.js';
import type { PolicyReader, PolicyStore } from '../db/policy-store.js';
import type { Instant } from '../domain/time.js';
import type { PeopleRegister } from '../db/people-register.js';
import type { PersonStore } from '../db/person-store.js';
import type { AuditVerifier } from './audit-verifier.js';
import type { AuthenticateDeps } from './auth/authenticate.js';
import type { ChangeFeed } from './change-feed.js';
import type { CookieNames } from './auth/cookies.js';
import type { LoginProvider } from './auth/login-provider.js';
import type { Relay } from './relay.js';
import type { StepEngine } from './step-engine.js';

/** How people sign in to pages at `publicUrl`. */
export type SignIn = { publicUrl: string; cookies: CookieNames; provider: LoginProvider; people: PersonStore };

/** Everything that the routes act with, wired by hand in `create-context.ts`. */
export type ApiContext = {
  auth: AuthenticateDeps;
  /** Null where nobody signs in and machine clients alone call. */
  signIn: SignIn | null;
  door: Door;
  relay: Pick<Relay, 'tell'>;
  issuer: Issuer;
  policies: PublishedPolicies;
  policyReader: Pick<PolicyReader, 'versionsAt' | 'document'>;
  policyStore: PolicyStore;
  archives: ArchiveStore;
  audit: AuditStore;
  breakers: Pick<BreakerStore, 'list'>;
  /** As the auditor, whom nobody else but the sealer reads the audit as. */
  auditReader: AuditReader;
  auditVerifier: AuditVerifier;
  cases: CaseStore;
  changes: Pick<ChangeFeed, 'follow'>;
  clientRegister: ClientRegister;
  commands: CommandStore;
  desks: DeskStore;
  deviceRegister: DeviceRegister;
  doses: DoseStore;
  evidence: EvidenceStore;
  figures: FigureStore;
  healthCodes: HealthCodeStore;
  identities: IdentityCheckStore;
  journeys: JourneyStore;
  lotHolds: LotHoldStore;
  lots: LotStore;
  notes: NoteStore;
  notices: NoticeStore;
  observation: ObservationStore;
  origins: OriginStore;
  packages: PackageStore;
  /** What is paused, as it was at most a second ago. */
  paused: ReadPaused;
  pauses: PauseStore;
  peopleRegister: PeopleRegister;
  prints: PrintStore;
  /** Where people's accounts are: at our own login provider, or at another one, which alone makes them. */
  accounts: { issuer: string; ours: boolean };
  reports: ReportStore;
  residents: ResidentStore;
  escorts: EscortStore;
  savedQueries: SavedQueryStore;
  sessions: SessionStore;
  siteRegister: SiteRegister;
  sites: SiteStore;
  steps: StepStore;
  stepEngine: StepEngine;
  /** The engine's own page about a journey's process, where the installation has such pages. */
  engineUrl: ((journeyId: JourneyId) => string) | null;
  /** Since when the engine has not answered, as far as this process has noticed; null while it does. */
  engineDownSince: () => Date | null;
  /** Whether database and engine answer, and whether the schema is of this release. */
  readiness: () => Promise<Readiness>;
  metrics: () => Promise<{ contentType: string; text: string }>;
  publicUrl: string;
  logger: Logger;
  now: () => Instant;
};

export type Readiness = { status: 'ready' | 'degraded' | 'not-ready'; database: 'up' | 'down'; migrated: boolean; engine: 'up' | 'down'; engineDownSince: string | null; issuer: 'up' | 'away' };
