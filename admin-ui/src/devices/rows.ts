import type { RegisteredDevice } from '../../../contracts/devices.js';

// Types alone: the schemas stay out of the page.
export type { RegisteredDevice };
export type NewDevice = Pick<RegisteredDevice, 'siteId' | 'name' | 'station'>;
export type DeviceWithCode = { device: RegisteredDevice; code: string | null };
