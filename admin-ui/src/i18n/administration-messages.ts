import type { AuditActorKind, AuditBreakKind, AuditOutcome } from '../audit/rows.js';

type Names = Record<string, string>;

/** What the pages of auditors and administrators say. */
export type AdministrationMessages = {
  resources: {
    audit: { name: string; fields: Record<'at' | 'actor' | 'action' | 'object' | 'outcome' | 'reason', string> };
    staff: { name: string; fields: Record<'name' | 'roles' | 'place' | 'username' | 'status' | 'siteIds' | 'areaCode' | 'validFrom' | 'validUntil' | 'validity', string> };
  };
  staff: Record<
    | 'empty' | 'back' | 'create' | 'register' | 'registered' | 'save' | 'saved' | 'revoke' | 'revoked' | 'restore' | 'set_password' | 'password_of' | 'password_once' | 'sites' | 'roles_hint' | 'sites_hint' | 'area_hint' | 'until_hint'
    | 'new_username' | 'username_hint' | 'new_subject' | 'subject_hint' | 'see_fields' | 'oneself',
    string
  >;
  audit: Record<
    | 'empty' | 'day' | 'day_hint' | 'by' | 'by_nothing' | 'object_kind' | 'value_actor' | 'value_object' | 'value_action' | 'search' | 'only' | 'only_of' | 'gave'
    | 'export' | 'exporting' | 'from' | 'to' | 'format' | 'verify' | 'verifying' | 'running' | 'whole' | 'broken',
    string
  >;
  words: {
    auditActor: Record<AuditActorKind, string>;
    auditOutcome: Record<AuditOutcome, string>;
    auditBreak: Record<AuditBreakKind, string>;
    /** Beside commands of a journey and events of a case, which have names of their own. */
    auditAction: Names;
    auditObject: Names;
    personStatus: Record<'active' | 'revoked', string>;
    /** Rules of fields that have a sentence; what the schema alone says is shown as it is. */
    fieldRule: Names;
  };
};
