import { ClientCreate } from './ClientCreate.js';
import { ClientEdit } from './ClientEdit.js';
import { ClientList } from './ClientList.js';

export const clients = { name: 'clients', list: ClientList, create: ClientCreate, edit: ClientEdit };
