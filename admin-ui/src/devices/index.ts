import Icon from '@mui/icons-material/Tablet';
import { lazyPage } from '../layout/lazy-page.js';

const DeviceList = lazyPage(async () => (await import('./DeviceList.js')).DeviceList);
const DeviceCreate = lazyPage(async () => (await import('./DeviceCreate.js')).DeviceCreate);

export const devices = { name: 'devices', icon: Icon, list: DeviceList, create: DeviceCreate };
