export { vaccinationJourney } from './vaccination-journey.js';
