import type { AuditRecord, AuditVerification } from '../../../contracts/audit.js';

// Types alone: the schemas stay out of the page.
export type { AuditRecord, AuditVerification };
export type AuditActorKind = AuditRecord['actor']['kind'];
export type AuditOutcome = AuditRecord['outcome'];
export type AuditBreakKind = NonNullable<AuditVerification['broken']>['kind'];
