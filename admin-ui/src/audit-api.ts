import type { DataProvider } from 'react-admin';
import type { AuditVerification } from '../../contracts/audit.js';
import type { GetFile } from './get-file.js';
import type { PostJson } from '../../ui/post-json.js';

/** What may be asked of the audit beside its list. */
export type AuditVerbs = ReturnType<typeof createAuditVerbs>;
export type AuditProvider = DataProvider & AuditVerbs;

export function createAuditVerbs(getFile: GetFile, postJson: PostJson) {
  return {
    exportAudit: (query: Record<string, string>) => getFile('/v1/audit/export', query),
    verifyAudit: () => postJson('/v1/audit/verify', {}) as Promise<AuditVerification>,
  };
}
