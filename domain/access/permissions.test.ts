import { OPERATIONS } from '../../contracts/operations.js';
import { DESK_COMMANDS } from '../journey/commands.js';
import { may, needsFullSignIn, PERMISSIONS, permissionsOf, type Permission } from './permissions.js';
import { ROLES, type Role } from './roles.js';

const NAMES = Object.keys(PERMISSIONS) as Permission[];
const rolesOf = (permission: Permission): readonly Role[] => PERMISSIONS[permission];

describe('the table of permissions', () => {
  it('has every operation of the API and no other', () => {
    expect(NAMES.filter((name) => !name.includes('.')).toSorted()).toEqual(OPERATIONS.map(({ id }) => id).toSorted());
  });

  it('has every command of a desk, and opens its operation to exactly those who have one', () => {
    const commands = NAMES.filter((name) => name.startsWith('sendJourneyCommand.') && name !== 'sendJourneyCommand.release.early');
    // What begins a journey is an operation of its own.
    expect(commands.toSorted()).toEqual(DESK_COMMANDS.filter((type) => type !== 'book' && type !== 'walkIn').map((type) => `sendJourneyCommand.${type}`).toSorted());
    const someCommand = ROLES.filter((role) => commands.some((name) => rolesOf(name).includes(role)));
    expect(ROLES.filter((role) => rolesOf('sendJourneyCommand').includes(role))).toEqual(someCommand);
  });

  it('opens what is public to everybody', () => {
    for (const { id } of OPERATIONS.filter(({ scope }) => scope === null)) expect([id, rolesOf(id as Permission)]).toEqual([id, ROLES]);
  });

  it('shows auditor and administrator no resident, no journey and no case', () => {
    const everybody = ['getMe', 'getHealth', 'getReadiness', 'getJwks', 'listSites', 'getSite', 'getBanners'];
    expect(permissionsOf(['security-auditor'])).toEqual([...everybody, 'listAudit', 'exportAudit', 'verifyAudit']);
    expect(permissionsOf(['administrator'])).toEqual([...everybody, 'listPeople', 'getRegisteredPerson', 'registerPerson', 'changePerson', 'setPassword',
      'listRegisteredSites', 'getRegisteredSite', 'registerSite', 'changeSite', 'listClients', 'getClient', 'registerClient', 'changeClient', 'addClientKey', 'retireClientKey', 'revokeClient', 'clearPin', 'listDevices', 'registerDevice', 'revokeDevice']);
  });

  it.each([
    { doing: 'sendJourneyCommand.recordDose', only: ['vaccinator'] },
    { doing: 'sendJourneyCommand.recordPayment', only: ['cashier'] },
    { doing: 'sendJourneyCommand.recordPrecheck', only: ['pre-check-doctor'] },
    { doing: 'sendJourneyCommand.release.early', only: ['pre-check-doctor'] },
    { doing: 'suspendHealthCode', only: ['district-supervisor', 'city-supervisor', 'provincial-supervisor'] },
    { doing: 'approveProposal', only: ['pre-check-doctor', 'site-lead', 'district-supervisor', 'city-supervisor', 'provincial-supervisor'] },
    { doing: 'resolveCase', only: ['pre-check-doctor', 'site-lead', 'district-supervisor', 'city-supervisor', 'provincial-supervisor'] },
  ] as const)('opens $doing to $only alone', ({ doing, only }) => {
    expect(ROLES.filter((role) => may([role], doing))).toEqual(only);
  });

  it('lets no supervisor act at a desk (A21), but end a visit that should not go on', () => {
    for (const role of ['district-supervisor', 'city-supervisor', 'provincial-supervisor'] as const) {
      expect(permissionsOf([role]).filter((name) => name.startsWith('sendJourneyCommand') || ['registerResident', 'startWalkIn', 'createBooking'].includes(name))).toEqual(['sendJourneyCommand', 'sendJourneyCommand.cancel']);
    }
  });
});

it('keeps from a PIN what overrides, holds a process, is taken away as a file, and what lets devices in', () => {
  expect(NAMES.filter(needsFullSignIn)).toEqual(['pauseStep', 'resumeStep', 'resetStep', 'proposeDecision', 'approveProposal', 'undoCase', 'approveLotRelease', 'exportReport', 'listDevices', 'registerDevice', 'revokeDevice']);
});

it('opens nothing that is not in the table, to no role', () => {
  for (const name of ['eraseResident', 'toString', '__proto__', '']) expect(may(ROLES, name)).toBe(false);
  expect(may([], 'getHealth')).toBe(false);
});

it('adds up what several roles open', () => {
  expect(may(['cashier', 'observer'], 'sendJourneyCommand.release')).toBe(true);
  expect(may(['cashier'], 'sendJourneyCommand.release')).toBe(false);
});
