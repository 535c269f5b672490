import Icon from '@mui/icons-material/People';
import { lazyPage } from '../layout/lazy-page.js';

const StaffList = lazyPage(async () => (await import('./StaffList.js')).StaffList);
const StaffCreate = lazyPage(async () => (await import('./StaffCreate.js')).StaffCreate);
const StaffEdit = lazyPage(async () => (await import('./StaffEdit.js')).StaffEdit);

export const staff = { name: 'staff', icon: Icon, list: StaffList, create: StaffCreate, edit: StaffEdit };
