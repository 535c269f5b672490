import type { ClientChange, ClientRevocation, NewClient, RegisteredClient, RegisteredKey } from '../../../contracts/clients.js';

// Types alone: the schemas stay out of the page.
export type { ClientChange, ClientRevocation, NewClient, RegisteredClient, RegisteredKey };
export type Jwk = NewClient['jwk'];
