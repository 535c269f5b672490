import Icon from '@mui/icons-material/FolderShared';
import { lazyPage } from '../layout/lazy-page.js';

const ResidentLookUp = lazyPage(async () => (await import('./ResidentLookUp.js')).ResidentLookUp);
const ResidentShow = lazyPage(async () => (await import('./ResidentShow.js')).ResidentShow);

export const residents = { name: 'residents', icon: Icon, list: ResidentLookUp, show: ResidentShow };
