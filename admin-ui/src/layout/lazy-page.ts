import { lazy, type ComponentType } from 'react';
import { NotLoaded } from './NotLoaded.js';

/** A page that is loaded when it is opened. Where that fails the page says so: the network may be away, or a newer release has other files. */
export function lazyPage(load: () => Promise<ComponentType>) {
  return lazy(async () => ({ default: await load().catch((): ComponentType => NotLoaded) }));
}
