import { StaffCreate } from './StaffCreate.js';
import { StaffEdit } from './StaffEdit.js';
import { StaffList } from './StaffList.js';

export const staff = { name: 'staff', list: StaffList, create: StaffCreate, edit: StaffEdit };
