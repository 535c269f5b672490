import Icon from '@mui/icons-material/Sms';
import { lazyPage } from '../layout/lazy-page.js';

const NoticeList = lazyPage(async () => (await import('./NoticeList.js')).NoticeList);
const NoticeShow = lazyPage(async () => (await import('./NoticeShow.js')).NoticeShow);

export const notices = { name: 'notices', icon: Icon, list: NoticeList, show: NoticeShow };
