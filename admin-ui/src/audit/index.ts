import Icon from '@mui/icons-material/FactCheck';
import { lazyPage } from '../layout/lazy-page.js';

const AuditList = lazyPage(async () => (await import('./AuditList.js')).AuditList);

export const audit = { name: 'audit', icon: Icon, list: AuditList };
