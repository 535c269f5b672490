export { identityCheck } from './identity-check.js';
export { deadlineLook, nightlyLook } from './looks.js';
export { supervisorCase } from './supervisor-case.js';
export { vaccinationJourney } from './vaccination-journey.js';
