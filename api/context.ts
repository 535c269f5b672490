import type { Logger } from 'pino';
import type { Issuer } from '../issuer/create-issuer.js';
import type { ArchiveStore } from '../db/archive-store.js';
import type { AuditStore } from '../db/audit-store.js';
import type { CaseStore } from '../db/case-store.js';
import type { CommandStore } from '../db/command-store.js';
import type { Door } from '../db/door.js';
import type { DoseStore } from '../db/dose-store.js';
import type { HealthCodeStore } from '../db/health-code-store.js';
import type { IdentityCheckStore } from '../db/identity-check-store.js';
import type { JourneyStore } from '../db/journey-store.js';
import type { NoteStore } from '../db/note-store.js';
import type { NoticeStore } from '../db/notice-store.js';
import type { ResidentStore } from '../db/resident-store.js';
import type { SessionStore } from '../db/session-store.js';
import type { SiteStore } from '../db/site-store.js';
import type { StepStore } from '../db/step-store.js';
import type { Policies } from '../domain/policies.js';
import type { Instant } from '../domain/time.js';
import type { AuthenticateDeps } from './auth/authenticate.js';
import type { Relay } from './relay.js';

/** Everything that the routes act with, wired by hand in `create-context.ts`. */
export type ApiContext = {
  auth: AuthenticateDeps;
  door: Door;
  relay: Pick<Relay, 'tell'>;
  issuer: Issuer;
  policies: Policies;
  archives: ArchiveStore;
  audit: AuditStore;
  cases: CaseStore;
  commands: CommandStore;
  doses: DoseStore;
  healthCodes: HealthCodeStore;
  identities: IdentityCheckStore;
  journeys: JourneyStore;
  notes: NoteStore;
  notices: NoticeStore;
  residents: ResidentStore;
  sessions: SessionStore;
  sites: SiteStore;
  steps: StepStore;
  /** Whether database and engine answer, and whether the schema is of this release. */
  readiness: () => Promise<Readiness>;
  metrics: () => Promise<{ contentType: string; text: string }>;
  publicUrl: string;
  logger: Logger;
  now: () => Instant;
};

export type Readiness = { status: 'ready' | 'degraded' | 'not-ready'; database: 'up' | 'down'; migrated: boolean; engine: 'up' | 'down'; engineDownSince: string | null; issuer: 'up' | 'away' };
