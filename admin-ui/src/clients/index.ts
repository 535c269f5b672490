import Icon from '@mui/icons-material/VpnKey';
import { lazyPage } from '../layout/lazy-page.js';

const ClientList = lazyPage(async () => (await import('./ClientList.js')).ClientList);
const ClientCreate = lazyPage(async () => (await import('./ClientCreate.js')).ClientCreate);
const ClientEdit = lazyPage(async () => (await import('./ClientEdit.js')).ClientEdit);

export const clients = { name: 'clients', icon: Icon, list: ClientList, create: ClientCreate, edit: ClientEdit };
