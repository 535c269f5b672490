import { PolicyDraft } from './PolicyDraft.js';
import { PolicyList } from './PolicyList.js';
import { PolicyShow } from './PolicyShow.js';

export const policies = { name: 'policies', list: PolicyList, create: PolicyDraft, show: PolicyShow };
