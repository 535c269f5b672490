import type { DataProvider } from 'react-admin';
import type { DeviceRevokeReason } from '../../domain/access/desk.js';
import type { DeviceWithCode, NewDevice, RegisteredDevice } from './devices/rows.js';
import type { PostJson } from '../../ui/post-json.js';
import type { ClientChange, ClientRevocation, Jwk, NewClient, RegisteredClient } from './clients/rows.js';
import type { NewSite, RegisteredSite, SiteChange } from './sites/rows.js';
import type { NewPerson, PersonChange, PersonWithPassword, RegisteredPerson } from './staff/rows.js';

/** What administrators may do, and site leads with devices: a method for each verb of the contract. */
export type AdministrationVerbs = ReturnType<typeof createAdministrationVerbs>;
export type AdministrationProvider = DataProvider & AdministrationVerbs;

export function createAdministrationVerbs(postJson: PostJson) {
  const people = '/v1/administration/people';
  const devices = '/v1/administration/devices';
  const at = (id: string) => `${people}/${encodeURIComponent(id)}`;
  const sites = '/v1/administration/sites';
  const clients = '/v1/administration/clients';
  const ofClient = (id: string, path: string, body: object) => postJson(`${clients}/${encodeURIComponent(id)}${path}`, body) as Promise<RegisteredClient>;
  return {
    registerPerson: (person: NewPerson) => postJson(people, person) as Promise<PersonWithPassword>,
    changePerson: (id: string, change: PersonChange) => postJson(at(id), change) as Promise<RegisteredPerson>,
    registerSite: (site: NewSite) => postJson(sites, site) as Promise<RegisteredSite>,
    changeSite: (id: string, change: SiteChange) => postJson(`${sites}/${encodeURIComponent(id)}`, change) as Promise<RegisteredSite>,
    registerClient: (client: NewClient) => postJson(clients, client) as Promise<RegisteredClient>,
    changeClient: (id: string, change: ClientChange) => ofClient(id, '', change),
    addClientKey: (id: string, key: { jwk: Jwk; version: number }) => ofClient(id, '/keys', key),
    retireClientKey: (id: string, key: { thumbprint: string; version: number }) => ofClient(id, '/keys/retire', key),
    revokeClient: (id: string, revocation: ClientRevocation) => ofClient(id, '/revoke', revocation),
    setPassword: (id: string) => postJson(`${at(id)}/password`, {}) as Promise<PersonWithPassword>,
    clearPin: (id: string) => postJson(`${at(id)}/pin/clear`, {}) as Promise<{ cleared: boolean }>,
    registerDevice: (device: NewDevice) => postJson(devices, device) as Promise<DeviceWithCode>,
    revokeDevice: (id: string, reason: DeviceRevokeReason) => postJson(`${devices}/${encodeURIComponent(id)}/revoke`, { reason }) as Promise<RegisteredDevice>,
  };
}
