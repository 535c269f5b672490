/** What a machine cannot decide; a kind is added here and nowhere else. */
export const CASE_KINDS = ['identity-differs', 'registry-rejected', 'upload-overdue', 'notice-undeliverable', 'claim-conflict', 'software-fault'] as const;
export type CaseKind = (typeof CASE_KINDS)[number];
