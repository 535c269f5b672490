import { ResidentLookUp } from './ResidentLookUp.js';
import { ResidentShow } from './ResidentShow.js';

export const residents = { name: 'residents', list: ResidentLookUp, show: ResidentShow };
