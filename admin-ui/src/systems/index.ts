import { SystemList } from './SystemList.js';

export const systems = { name: 'systems', list: SystemList };
