import { getArchive, getArchiveDifferences, listResults } from './archives.js';
import { createBooking } from './bookings.js';
import { claimCase, commentOnCase, getCase, getCaseLog, listCases, releaseCase, resolveCase } from './cases.js';
import { getJwks, issueHealthCode, mintDynamicText, resumeHealthCode, suspendHealthCode } from './health-codes.js';
import { askIdentityCheck, attestIdentity, getIdentityCheck } from './identity-checks.js';
import { getCommand, sendJourneyCommand } from './journey-commands.js';
import { getJourney, getOpenCommands, getTimeline, listJourneys, startWalkIn } from './journeys.js';
import { listNotices } from './notices.js';
import type { Operation } from './operation.js';
import { getResident, lookUpResident, registerResident } from './residents.js';
import { scanText } from './scans.js';
import { getHealth, getReadiness } from './service.js';
import { createSession, listSessions } from './sessions.js';
import { getSite, listSites } from './sites.js';

/** Every operation of the API, in the order of the document. */
export const OPERATIONS: readonly Operation[] = [
  listSites, getSite, listSessions, createSession, registerResident, lookUpResident, getResident, getIdentityCheck, askIdentityCheck, attestIdentity, getArchive, listResults, createBooking, startWalkIn, listJourneys,
  getJourney, getTimeline, getOpenCommands, getArchiveDifferences, sendJourneyCommand, getCommand, scanText, issueHealthCode, mintDynamicText, suspendHealthCode, resumeHealthCode, getJwks,
  listNotices, listCases, getCase, getCaseLog, claimCase, releaseCase, commentOnCase, resolveCase, getHealth, getReadiness,
];
