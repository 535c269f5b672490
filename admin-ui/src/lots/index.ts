import Icon from '@mui/icons-material/Inventory2';
import { lazyPage } from '../layout/lazy-page.js';

const LotList = lazyPage(async () => (await import('./LotList.js')).LotList);
const LotShow = lazyPage(async () => (await import('./LotShow.js')).LotShow);

export const lots = { name: 'lots', icon: Icon, list: LotList, show: LotShow };
