import { CaseList } from './CaseList.js';
import { CaseShow } from './CaseShow.js';

export const cases = { name: 'cases', list: CaseList, show: CaseShow };
