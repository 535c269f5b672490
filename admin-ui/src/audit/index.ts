import { AuditList } from './AuditList.js';

export const audit = { name: 'audit', list: AuditList };
