import Icon from '@mui/icons-material/Vaccines';
import { lazyPage } from '../layout/lazy-page.js';
import { JourneyList } from './JourneyList.js';

const JourneyShow = lazyPage(async () => (await import('./JourneyShow.js')).JourneyShow);

export const journeys = { name: 'journeys', icon: Icon, list: JourneyList, show: JourneyShow };
