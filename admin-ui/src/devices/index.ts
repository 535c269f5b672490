import { DeviceCreate } from './DeviceCreate.js';
import { DeviceList } from './DeviceList.js';

export const devices = { name: 'devices', list: DeviceList, create: DeviceCreate };
