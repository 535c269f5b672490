import Icon from '@mui/icons-material/Gavel';
import { lazyPage } from '../layout/lazy-page.js';

const PolicyList = lazyPage(async () => (await import('./PolicyList.js')).PolicyList);
const PolicyDraft = lazyPage(async () => (await import('./PolicyDraft.js')).PolicyDraft);
const PolicyShow = lazyPage(async () => (await import('./PolicyShow.js')).PolicyShow);

export const policies = { name: 'policies', icon: Icon, list: PolicyList, create: PolicyDraft, show: PolicyShow };
