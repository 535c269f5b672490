import { getArchive, getArchiveDifferences, listResults } from './archives.js';
import { exportAudit, listAudit, verifyAudit } from './audit.js';
import { getStepLog, listRefusedCommands } from './beside-the-log.js';
import { createBooking } from './bookings.js';
import { answerCase, approveProposal, askDesk, claimCase, commentOnCase, declineProposal, proposeDecision, releaseCase, resolveCase, takeOverCase, undoCase } from './case-work.js';
import { countCases, getCase, getCaseLog, listCases } from './cases.js';
import { addClientKey, changeClient, getClient, listClients, registerClient, retireClientKey, revokeClient } from './clients.js';
import { followChanges } from './changes.js';
import { listDevices, registerDevice, revokeDevice } from './devices.js';
import { listDueDoses } from './due-doses.js';
import { authoriseEscort, listEscortAuthorisations, revokeEscortAuthorisation } from './escorts.js';
import { getJwks, issueHealthCode, mintDynamicText, resumeHealthCode, suspendHealthCode } from './health-codes.js';
import { askIdentityCheck, attestIdentity, getIdentityCheck } from './identity-checks.js';
import { getDoseChecklist } from './dose-checklist.js';
import { getCertificate, printCertificate } from './certificates.js';
import { bookNextVisit, getNextDoses } from './next-visits.js';
import { listObservation } from './observation.js';
import { getCommand, sendJourneyCommand } from './journey-commands.js';
import { retryJourney } from './journey-retry.js';
import { pauseStep, resetStep, resumeStep } from './journey-steps.js';
import { countJourneys, getJourney, getOpenCommands, getTimeline, listJourneys, startWalkIn } from './journeys.js';
import { getMe, getPerson } from './me.js';
import { approveLotRelease, askLotRelease, declineLotRelease, getLot, listLots, placeLotHold } from './lots.js';
import { findNotices, getNotice, listNotices, resendNotice } from './notices.js';
import type { Operation } from './operation.js';
import { approvePolicy, checkPolicy, draftPolicy, getPolicyVersion, listPolicies, listPolicyVersions, withdrawPolicy } from './policies.js';
import { exportReport, getReport, listCounted } from './reports.js';
import { getResidentRecord, listResidentLooks, revealResident } from './resident-records.js';
import { getResident, lookUpResident, registerResident } from './residents.js';
import { scanText } from './scans.js';
import { getMedicalPast } from './medical-past.js';
import { getSiteDesk } from './site-desk.js';
import { changeSavedQuery, deleteSavedQuery, listSavedQueries, saveQuery } from './saved-queries.js';
import { getHealth, getReadiness } from './service.js';
import { changeSite, getRegisteredSite, listRegisteredSites, registerSite } from './site-register.js';
import { changePerson, clearPin, getRegisteredPerson, listPeople, registerPerson, setPassword } from './people.js';
import { createSession, listSessions } from './sessions.js';
import { getSite, listSites } from './sites.js';
import { approvePause, declinePause, getBanners, getSystemHealth, listSystems, proposePause, resumeSystem } from './systems.js';

/** Every operation of the API, in the order of the document. */
export const OPERATIONS: readonly Operation[] = [
  listSites, getSite, listSessions, createSession, registerResident, lookUpResident, getResident, getResidentRecord, revealResident, listResidentLooks, authoriseEscort, listEscortAuthorisations, revokeEscortAuthorisation, getIdentityCheck, askIdentityCheck, attestIdentity, getArchive, listResults, listDueDoses, getMedicalPast, createBooking, startWalkIn, listJourneys, countJourneys,
  getJourney, getTimeline, listRefusedCommands, getStepLog, getOpenCommands, getArchiveDifferences, getDoseChecklist, sendJourneyCommand, listObservation, getNextDoses, bookNextVisit, getCertificate, printCertificate, retryJourney, pauseStep, resumeStep, resetStep, getCommand, scanText, getSiteDesk, issueHealthCode, mintDynamicText, suspendHealthCode, resumeHealthCode, getJwks, followChanges, listNotices, findNotices, getNotice, resendNotice, listCases,
  countCases, getCase, getCaseLog, claimCase, takeOverCase, releaseCase, commentOnCase, askDesk, answerCase, proposeDecision, declineProposal, approveProposal, resolveCase, undoCase, listSavedQueries, saveQuery, changeSavedQuery, deleteSavedQuery, listLots, getLot, placeLotHold, askLotRelease, approveLotRelease, declineLotRelease, getBanners, listSystems, getSystemHealth, proposePause,
  approvePause, declinePause, resumeSystem, getMe, getPerson, listPolicies, listPolicyVersions, getPolicyVersion, checkPolicy, draftPolicy, withdrawPolicy, approvePolicy, listAudit, exportAudit, verifyAudit, listPeople, getRegisteredPerson, registerPerson, changePerson, setPassword, clearPin, listDevices, registerDevice, revokeDevice, listRegisteredSites, getRegisteredSite, registerSite, changeSite,
  listClients, getClient, registerClient, changeClient, addClientKey, retireClientKey, revokeClient, getReport, exportReport, listCounted, getHealth, getReadiness,
];
