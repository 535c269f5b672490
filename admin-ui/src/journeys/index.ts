import { JourneyList } from './JourneyList.js';
import { JourneyShow } from './JourneyShow.js';

export const journeys = { name: 'journeys', list: JourneyList, show: JourneyShow };
