import Icon from '@mui/icons-material/Hub';
import { lazyPage } from '../layout/lazy-page.js';

const SystemList = lazyPage(async () => (await import('./SystemList.js')).SystemList);

export const systems = { name: 'systems', icon: Icon, list: SystemList };
