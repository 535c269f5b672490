export { identityCheck } from './identity-check.js';
export { deadlineLook, nightlyLook, receiptLook } from './looks.js';
export { lotRecall } from './lot-recall.js';
export { noticeDelivery } from './notice-delivery.js';
export { supervisorCase } from './supervisor-case.js';
export { vaccinationJourney } from './vaccination-journey.js';
