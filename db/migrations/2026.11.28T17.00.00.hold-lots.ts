import { giveToGuard, type Migration } from '../migration.js';

const AS_GUARD: [signature: string, roles: string][] = [
  ['lock_lot_v1(text, text)', 'api'],
  ['settle_lot_v1(text, text)', 'api'],
  ['put_lot_hold_news_v1(uuid)', 'api'],
  ['lot_hold_todo_v1(uuid)', 'worker'],
  ['read_lot_hold_view_v1(uuid)', 'worker'],
  ['list_lot_recipients_v1(uuid, int)', 'worker'],
  ['lot_recipients_v1(uuid, text, jsonb)', 'worker'],
  ['pass_lot_recipients_v1(uuid, text, jsonb)', 'worker'],
  ['lot_recall_progress_v1(jsonb)', 'api'],
  ['journey_of_lot_hold_v1(uuid)', 'api'],
  ['requeue_open_lot_holds_v1(uuid, int)', 'relay'],
  ['open_views_v4(text, uuid, int)', 'worker'],
  ['wake_views_v4(text, jsonb)', 'worker'],
  ['list_late_recipient()', 'guard'],
  ['follow_lot_recipient()', 'guard'],
];

const PLACE = 'site_id = scope_site() or starts_with(area_code, scope_area())';
const FOLLOW_UP = `'lot-follow-up'`;

const TABLES = `
  create table lot_holds (
    id uuid constraint lot_holds_pkey primary key,
    product_id text not null,
    lot text not null,
    kind text not null constraint lot_holds_kind_known check (kind in ('recall', 'cold-chain', 'suspected')),
    site_id uuid,
    area_code text collate "C" not null,
    since timestamptz,
    status text not null default 'in-force' constraint lot_holds_status_known check (status in ('in-force', 'release-asked', 'released')),
    placed_by text not null,
    placed_at timestamptz not null,
    asked_by text,
    asked_at timestamptz,
    released_by text,
    released_at timestamptz,
    version int not null default 1,
    -- What its process has done, apart from the version that people decide on. list_after: from which transaction on the hold is seen by everybody.
    process_version int not null default 1,
    list_after xid8,
    list_from uuid,
    listed boolean not null default false,
    process_over boolean not null default false,
    constraint lot_holds_lot_fkey foreign key (product_id, lot) references lots (product_id, lot),
    constraint lot_holds_released_by_two check (status <> 'released' or (asked_by is not null and released_by is not null and asked_by <> released_by))
  );
  create index lot_holds_by_lot on lot_holds (product_id, lot, placed_at desc, id);
  create index lot_holds_open on lot_holds (id) where not process_over;

  create table lot_hold_events (
    hold_id uuid not null,
    version int not null,
    type text not null,
    at timestamptz not null,
    command_id uuid not null,
    actor jsonb not null,
    by text not null,
    -- Why; encrypted, since people write what they like.
    reason_enc bytea,
    constraint lot_hold_events_pkey primary key (hold_id, version)
  );

  -- Who got a dose of it; the case is where that person is followed up.
  create table lot_hold_recipients (
    hold_id uuid not null,
    planned_dose_id uuid not null,
    journey_id uuid not null,
    case_id uuid,
    state text not null default 'waiting' constraint lot_hold_recipients_state_known check (state in ('waiting', 'open', 'followed-up', 'withdrawn')),
    constraint lot_hold_recipients_pkey primary key (hold_id, planned_dose_id)
  );
  create index lot_hold_recipients_by_state on lot_hold_recipients (hold_id, state, planned_dose_id);
  create unique index lot_hold_recipients_by_case on lot_hold_recipients (case_id) where case_id is not null;
  create index doses_by_lot on doses (product_id, lot, planned_dose_id) where lot is not null;
  create index lots_by_status on lots (status, product_id, lot);

  -- That a lot is stopped concerns every site; who stopped it changes it.
  create policy lot_holds_read on lot_holds for select to api using (has_scope());
  create policy lot_holds_add on lot_holds for insert to api with check (${PLACE});
  create policy lot_holds_change on lot_holds for update to api using (${PLACE});
  create policy lot_hold_events_read on lot_hold_events for select to api using (has_scope());
  create policy lot_hold_events_add on lot_hold_events for insert to api with check (has_scope());
  grant select, insert, update on lot_holds to api;
  grant select, insert on lot_hold_events to api;
  create policy lot_holds_guard on lot_holds to guard using (true);
  create policy lot_hold_recipients_guard on lot_hold_recipients to guard using (true);
  grant select, update on lot_holds to guard;
  grant select, insert, update on lot_hold_recipients to guard;
  -- The state of a lot follows from what stops it, and is written nowhere else.
  revoke update on lots from api;
  drop policy lots_change on lots;
  create policy lots_guard on lots to guard using (true);
  grant select, update on lots to guard;
`;

const LOTS = `
  -- Of two who stop a lot at once the second waits here. False: not on record.
  create function lock_lot_v1(p_product text, p_lot text) returns boolean
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
  begin
    perform 1 from lots where product_id = p_product and lot = p_lot for update;
    return found;
  end $$;

  create function settle_lot_v1(p_product text, p_lot text) returns void
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
  begin
    update lots set status = (
      select case when bool_or(kind = 'recall') then 'recalled' when count(*) > 0 then 'held' else 'usable' end
      from lot_holds h where h.product_id = p_product and h.lot = p_lot and h.status <> 'released')
    where product_id = p_product and lot = p_lot;
  end $$;

  create function put_lot_hold_news_v1(p_hold uuid) returns void
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
  declare
    v_version int;
  begin
    update lot_holds set process_version = process_version + 1, process_over = false where id = p_hold returning process_version into v_version;
    perform put_news_v1(jsonb_build_object('process', 'lotRecall', 'id', p_hold, 'version', v_version, 'sendAfterMs', 0,
                                           'day', (now() at time zone 'Asia/Shanghai')::date));
  end $$;`;

const PROCESS = `
  create function lot_hold_todo_v1(p_hold uuid) returns jsonb
  language plpgsql stable security definer set search_path = public, pg_temp as $$
  declare
    h record;
    v_step text;
  begin
    select status, listed, process_version into h from lot_holds where id = p_hold;
    if not found then return null; end if;
    if h.status = 'released' then
      v_step := case when exists (select 1 from lot_hold_recipients where hold_id = p_hold and state in ('waiting', 'open')) then 'close' end;
    else
      v_step := case when not h.listed then 'list' when exists (select 1 from lot_hold_recipients where hold_id = p_hold and state = 'waiting') then 'open' end;
    end if;
    return jsonb_build_object('version', h.process_version, 'step', v_step, 'over', h.status = 'released' and v_step is null);
  end $$;

  -- What the process of a hold sees, and its news taken as read up to exactly that version: for the process's own reading alone.
  create function read_lot_hold_view_v1(p_hold uuid) returns jsonb
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
  declare
    v_found jsonb := lot_hold_todo_v1(p_hold);
  begin
    if v_found is null then return null; end if;
    perform take_news_v1('lotRecall', p_hold, (v_found->>'version')::int);
    if (v_found->>'over')::boolean then
      update lot_holds set process_over = true where id = p_hold and not process_over and process_version = (v_found->>'version')::int;
    end if;
    return v_found;
  end $$;

  /*
   * One batch of those who got the lot. A dose may be on its way past the desk's last look while the hold commits: whoever had begun by then is
   * over before anybody is listed, and whoever began later has seen the hold. Answers what is to be done then; the same step while it still waits.
   */
  create function list_lot_recipients_v1(p_hold uuid, p_batch int) returns jsonb
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
  declare
    h lot_holds;
    v_count int;
    v_last uuid;
  begin
    select * into h from lot_holds where id = p_hold for update;
    if not found or h.listed or h.status = 'released' then return lot_hold_todo_v1(p_hold); end if;
    if h.list_after is null then
      update lot_holds set list_after = pg_snapshot_xmax(pg_current_snapshot()) where id = p_hold;
      return lot_hold_todo_v1(p_hold);
    end if;
    if pg_snapshot_xmin(pg_current_snapshot()) < h.list_after then return lot_hold_todo_v1(p_hold); end if;
    with batch as (
      select d.planned_dose_id, d.journey_id, d.site_id, d.area_code, d.given_at from doses d
      where d.product_id = h.product_id and d.lot = h.lot and d.planned_dose_id > coalesce(h.list_from, '00000000-0000-0000-0000-000000000000')
      order by d.planned_dose_id limit p_batch
    ), added as (
      insert into lot_hold_recipients (hold_id, planned_dose_id, journey_id)
      select p_hold, planned_dose_id, journey_id from batch where in_question(h, journey_id, site_id, area_code, given_at)
      on conflict do nothing
    )
    select count(*), (array_agg(planned_dose_id order by planned_dose_id desc))[1] into v_count, v_last from batch;
    update lot_holds set list_from = coalesce(v_last, list_from), listed = v_count < p_batch, process_version = process_version + 1 where id = p_hold;
    return lot_hold_todo_v1(p_hold);
  end $$;

  -- The next who are to be followed up (waiting), or left alone (also open); each gets the id of its case from p_case_ids where it has none.
  create function lot_recipients_v1(p_hold uuid, p_step text, p_case_ids jsonb) returns jsonb
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
  declare
    v_next jsonb;
  begin
    with next as (
      select planned_dose_id, row_number() over (order by planned_dose_id) as n from (
        select planned_dose_id from lot_hold_recipients where hold_id = p_hold and (state = 'waiting' or (p_step = 'close' and state = 'open'))
        order by planned_dose_id limit jsonb_array_length(p_case_ids)) few
    ), named as (
      update lot_hold_recipients r set case_id = coalesce(r.case_id, (p_case_ids->>(next.n::int - 1))::uuid)
      from next where r.hold_id = p_hold and r.planned_dose_id = next.planned_dose_id returning r.planned_dose_id, r.journey_id, r.case_id
    )
    select coalesce(jsonb_agg(jsonb_build_object('plannedDoseId', planned_dose_id, 'journeyId', journey_id, 'caseId', case_id) order by planned_dose_id), '[]') into v_next from named;
    return v_next;
  end $$;

  -- These were told. Where a case stands is known from the case itself; whoever has none is not to be followed up.
  create function pass_lot_recipients_v1(p_hold uuid, p_step text, p_dose_ids jsonb) returns jsonb
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
  declare
    v_todo jsonb;
  begin
    update lot_holds set process_version = process_version + 1 where id = p_hold;
    update lot_hold_recipients set state = 'withdrawn' where hold_id = p_hold and (state = 'waiting' or (p_step = 'close' and state = 'open'))
      and planned_dose_id in (select value::uuid from jsonb_array_elements_text(p_dose_ids));
    v_todo := lot_hold_todo_v1(p_hold);
    if (v_todo->>'over')::boolean then update lot_holds set process_over = true where id = p_hold; end if;
    return v_todo;
  end $$;

  -- Each number stops at 1,001.
  create function lot_recall_progress_v1(p_holds jsonb) returns jsonb
  language plpgsql stable security definer set search_path = public, pg_temp as $$
  begin
    return (
      select coalesce(jsonb_object_agg(hold, (
        select jsonb_object_agg(s.state, (select count(*) from (select 1 from lot_hold_recipients r where r.hold_id = hold::uuid and r.state = s.state limit 1001) few))
        from unnest(array['waiting', 'open', 'followed-up', 'withdrawn']) as s (state))), '{}')
      from jsonb_array_elements_text(p_holds) as given (hold));
  end $$;

  -- Where it is shown that the process of a hold does not go on: at one who got the lot.
  create function journey_of_lot_hold_v1(p_hold uuid) returns uuid
  language plpgsql stable security definer set search_path = public, pg_temp as $$
  begin
    return (select journey_id from lot_hold_recipients where hold_id = p_hold order by state = 'waiting' desc, planned_dose_id limit 1);
  end $$;`;

const FOLLOWED = `
  create function in_question(h lot_holds, p_journey uuid, p_site uuid, p_area text, p_given timestamptz) returns boolean language sql immutable as $$
    select p_journey is not null and (h.since is null or p_given >= h.since)
      and (h.kind = 'recall' or case when h.site_id is null then starts_with(p_area, area_prefix(h.area_code)) else p_site = h.site_id end)
  $$;

  -- A jab that is reported once the lot was stopped, or whose lot is only known then: its recipient is in the list too.
  create function list_late_recipient() returns trigger
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
  declare
    h lot_holds;
  begin
    for h in select * from lot_holds where product_id = new.product_id and lot = new.lot and status <> 'released' order by id loop
      continue when not in_question(h, new.journey_id, new.site_id, new.area_code, new.given_at);
      perform put_lot_hold_news_v1(h.id);
      insert into lot_hold_recipients (hold_id, planned_dose_id, journey_id) values (h.id, new.planned_dose_id, new.journey_id) on conflict do nothing;
    end loop;
    return null;
  end $$;
  create trigger doses_of_stopped_lots after insert on doses for each row when (new.lot is not null) execute function list_late_recipient();
  create trigger doses_found_of_stopped_lots after update of lot on doses for each row when (new.lot is not null and new.lot is distinct from old.lot) execute function list_late_recipient();

  -- How far somebody is followed up says their case. One that is opened when the lot was let go meanwhile is closed again by the process.
  create function follow_lot_recipient() returns trigger
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
  declare
    v_hold uuid;
  begin
    update lot_hold_recipients set state = case when new.status = 'open' then 'open' when new.action is null then 'withdrawn' else 'followed-up' end
    where case_id = new.id returning hold_id into v_hold;
    if new.status = 'open' and exists (select 1 from lot_holds where id = v_hold and status = 'released') then perform put_lot_hold_news_v1(v_hold); end if;
    return null;
  end $$;
  create trigger lot_follow_ups_open after insert on cases for each row when (new.kind = ${FOLLOW_UP}) execute function follow_lot_recipient();
  create trigger lot_follow_ups_resolve after update of status on cases for each row when (new.kind = ${FOLLOW_UP} and new.status is distinct from old.status) execute function follow_lot_recipient();`;

const SLEEPERS = `
  create function open_views_v4(p_process text, p_after uuid, p_limit int) returns jsonb
  language plpgsql stable security definer set search_path = public, pg_temp as $$
  begin
    if p_process <> 'lotRecall' then return open_views_v3(p_process, p_after, p_limit); end if;
    return (select coalesce(jsonb_agg(id order by id), '[]') from (select id from lot_holds where not process_over and id > p_after order by id limit p_limit) open);
  end $$;

  create function wake_views_v4(p_process text, p_ids jsonb) returns int
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
  declare
    v_count int;
  begin
    if p_process <> 'lotRecall' then return wake_views_v3(p_process, p_ids); end if;
    insert into news (process, id, version, day, send_after)
    select 'lotRecall', id, process_version, (now() at time zone 'Asia/Shanghai')::date, now() from lot_holds
    where not process_over and id in (select value::uuid from jsonb_array_elements_text(p_ids))
    on conflict (process, id) do update set version = greatest(news.version, excluded.version), send_after = now(), sent_at = null, attempts = 0;
    get diagnostics v_count = row_count;
    return v_count;
  end $$;

  create function requeue_open_lot_holds_v1(p_after uuid, p_batch int) returns jsonb
  language plpgsql volatile security definer set search_path = public, pg_temp as $$
  declare
    v_ids jsonb := open_views_v4('lotRecall', p_after, p_batch);
  begin
    perform wake_views_v4('lotRecall', v_ids);
    return jsonb_build_object('count', jsonb_array_length(v_ids), 'last', case when jsonb_array_length(v_ids) = p_batch then v_ids->>-1 end);
  end $$;`;

/** A lot is stopped at every site by one person and let go by two; a process of its own follows up everybody who got a dose of it. */
export const holdLots: Migration = {
  async up({ run }) {
    for (const sql of [TABLES, LOTS, FOLLOWED, PROCESS, SLEEPERS]) await run(sql);
    for (const table of ['lot_holds', 'lot_hold_events', 'lot_hold_recipients']) await run(`alter table ${table} enable row level security; alter table ${table} force row level security;`);
    await run('revoke execute on function in_question(lot_holds, uuid, uuid, text, timestamptz) from public; grant execute on function in_question(lot_holds, uuid, uuid, text, timestamptz) to guard;');
    await giveToGuard({ run }, AS_GUARD);
  },
  async down({ run }) {
    await run(`
      drop trigger lot_follow_ups_resolve on cases; drop trigger lot_follow_ups_open on cases;
      drop trigger doses_found_of_stopped_lots on doses; drop trigger doses_of_stopped_lots on doses;
    `);
    for (const [signature] of AS_GUARD.toReversed()) await run(`drop function ${signature}`);
    await run(`
      drop function in_question(lot_holds, uuid, uuid, text, timestamptz);
      revoke update on lots from guard;
      drop policy lots_guard on lots;
      create policy lots_change on lots for update to api using (has_scope());
      grant update on lots to api;
      drop index lots_by_status; drop index doses_by_lot;
      drop table lot_hold_recipients; drop table lot_hold_events; drop table lot_holds;
    `);
  },
};
