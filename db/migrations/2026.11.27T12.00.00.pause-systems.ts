import type { Migration } from '../migration.js';

const stateKnown = (states: readonly string[]) => `
  alter table breakers drop constraint breakers_state_known;
  alter table breakers add constraint breakers_state_known check (state in (${states.map((state) => `'${state}'`).join(', ')}));
`;

/**
 * Two people stop what is sent to an outside system, and one lets it go on. Its breaker says `paused` meanwhile, which the door reads with the
 * state anyway; the worker asks the pause itself.
 */
export const pauseSystems: Migration = {
  async up({ run }) {
    await run(`
      create table system_pauses (
        system text constraint system_pauses_pkey primary key,
        version int not null default 1,
        status text not null default 'running' constraint system_pauses_status_known check (status in ('running', 'proposed', 'paused')),
        proposed_by text,
        proposed_at timestamptz,
        approved_by text,
        paused_at timestamptz,
        constraint system_pauses_by_two check (status <> 'paused' or (proposed_by is not null and approved_by is not null and proposed_by <> approved_by))
      );
      create table system_events (
        system text not null,
        version int not null,
        type text not null,
        at timestamptz not null,
        command_id uuid not null,
        actor jsonb not null,
        by text not null,
        -- Why; encrypted, since people write what they like.
        reason_enc bytea,
        constraint system_events_pkey primary key (system, version)
      );
      create policy system_pauses_read on system_pauses for select to api, worker using (true);
      create policy system_pauses_add on system_pauses for insert to api with check (true);
      create policy system_pauses_change on system_pauses for update to api using (true);
      create policy system_events_read on system_events for select to api using (true);
      create policy system_events_add on system_events for insert to api with check (true);
      grant select on system_pauses to worker;
      grant select, insert, update on system_pauses to api;
      grant select, insert on system_events to api;

      create policy breakers_pause on breakers for insert to api with check (true);
      create policy breakers_resume on breakers for update to api using (true);
      grant insert, update on breakers to api;
      ${stateKnown(['closed', 'open', 'half-open', 'paused'])}
    `);
    for (const table of ['system_pauses', 'system_events']) await run(`alter table ${table} enable row level security; alter table ${table} force row level security;`);
  },
  /** The release before knows no pause, so what is paused is asked again. */
  async down({ run }) {
    await run(`
      alter table breakers no force row level security;
      update breakers set state = 'closed' where state = 'paused';
      alter table breakers force row level security;
      ${stateKnown(['closed', 'open', 'half-open'])}
      revoke insert, update on breakers from api;
      drop policy breakers_resume on breakers; drop policy breakers_pause on breakers;
      drop table system_events; drop table system_pauses;
    `);
  },
};
