import { SiteCreate } from './SiteCreate.js';
import { SiteEdit } from './SiteEdit.js';
import { SiteList } from './SiteList.js';

export const siteRegister = { name: 'siteRegister', list: SiteList, create: SiteCreate, edit: SiteEdit };
