import { tearDown } from './jest-global-setup.js';

export default tearDown;
