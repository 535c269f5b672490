import { NoticeList } from './NoticeList.js';
import { NoticeShow } from './NoticeShow.js';

export const notices = { name: 'notices', list: NoticeList, show: NoticeShow };
