import Icon from '@mui/icons-material/LocalHospital';
import { lazyPage } from '../layout/lazy-page.js';

const SiteList = lazyPage(async () => (await import('./SiteList.js')).SiteList);
const SiteCreate = lazyPage(async () => (await import('./SiteCreate.js')).SiteCreate);
const SiteEdit = lazyPage(async () => (await import('./SiteEdit.js')).SiteEdit);

export const siteRegister = { name: 'siteRegister', icon: Icon, list: SiteList, create: SiteCreate, edit: SiteEdit };
