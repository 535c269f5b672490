import { createContext, useContext } from 'react';
import type { Me } from '../../../contracts/me.js';
import type { SiteDesk } from '../../../contracts/site-desk.js';
import type { Permission } from '../../../domain/access/permissions.js';

/** Where one works and as whom. `may`: what roles and desk open; the API decides all the same. */
export type Desk = { me: Me; site: SiteDesk; may: (permission: Permission) => boolean };

const DeskContext = createContext<Desk | null>(null);
export const DeskProvider = DeskContext.Provider;

/** What every page below the frame works with. */
export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (!desk) throw new Error('a page of a desk stands outside its frame');
  return desk;
}
