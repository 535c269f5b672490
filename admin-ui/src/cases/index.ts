import Icon from '@mui/icons-material/AssignmentLate';
import { CaseList } from './CaseList.js';
import { CaseShow } from './CaseShow.js';

export const cases = { name: 'cases', icon: Icon, list: CaseList, show: CaseShow };
