import type { Migration } from '../migration.js';

/** What `read_view_v1` does with the news of a journey, for workflows of every other kind: called where their view is read, and nowhere else. */
export const takeNewsOfAnyKind: Migration = {
  async up({ run }) {
    await run(`
      -- A version that comes while this runs keeps its row. Progress of reading is kept to the second, so that readers do not queue for one row.
      create function take_news_v1(p_process text, p_id uuid, p_version int) returns void
      language plpgsql volatile security definer set search_path = public, pg_temp as $$
      declare
        v_read timestamptz;
      begin
        delete from news where process = p_process and id = p_id and version <= p_version returning coalesce(sent_at, now()) into v_read;
        if not found then return; end if;
        insert into news_progress (process, read_sent_at) values (p_process, v_read) on conflict (process) do nothing;
        if not found then
          update news_progress set read_sent_at = v_read where ctid in (
            select ctid from news_progress where process = p_process and read_sent_at < v_read - interval '1 second' for update skip locked);
        end if;
      end $$;
      revoke execute on function take_news_v1(text, uuid, int) from public;
      grant execute on function take_news_v1(text, uuid, int) to worker;
      grant create on schema public to guard;
      alter function take_news_v1(text, uuid, int) owner to guard;
      revoke create on schema public from guard;
    `);
  },
  async down({ run }) {
    await run('drop function take_news_v1(text, uuid, int)');
  },
};
