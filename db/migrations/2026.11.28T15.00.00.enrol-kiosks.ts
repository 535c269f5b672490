import type { Migration } from '../migration.js';

const STATIONS = ['registration', 'precheck', 'cashier', 'vaccination', 'observation', 'one-desk'];

const known = (stations: readonly string[]) => `
  alter table devices drop constraint devices_station_known;
  alter table devices add constraint devices_station_known check (station in (${stations.map((station) => `'${station}'`).join(', ')}));`;

/** A kiosk is enrolled as a shared desk is; residents check in there by themselves. */
export const enrolKiosks: Migration = {
  up: ({ run }) => run(known(['kiosk', ...STATIONS])),
  down: ({ run }) => run(`delete from devices where station = 'kiosk';${known(STATIONS)}`),
};
