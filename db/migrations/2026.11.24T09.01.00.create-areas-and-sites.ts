import type { Migration } from '../migration.js';

/** GB/T 2260 as of 2026: Guangdong, its 21 prefecture-level cities, and the districts of Guangzhou that the first sites lie in. */
const AREAS = `
  ('440000', null, 'province', '广东省', 'Guangdong'),
  ('440100', '440000', 'city', '广州市', 'Guangzhou'), ('440200', '440000', 'city', '韶关市', 'Shaoguan'), ('440300', '440000', 'city', '深圳市', 'Shenzhen'),
  ('440400', '440000', 'city', '珠海市', 'Zhuhai'), ('440500', '440000', 'city', '汕头市', 'Shantou'), ('440600', '440000', 'city', '佛山市', 'Foshan'),
  ('440700', '440000', 'city', '江门市', 'Jiangmen'), ('440800', '440000', 'city', '湛江市', 'Zhanjiang'), ('440900', '440000', 'city', '茂名市', 'Maoming'),
  ('441200', '440000', 'city', '肇庆市', 'Zhaoqing'), ('441300', '440000', 'city', '惠州市', 'Huizhou'), ('441400', '440000', 'city', '梅州市', 'Meizhou'),
  ('441500', '440000', 'city', '汕尾市', 'Shanwei'), ('441600', '440000', 'city', '河源市', 'Heyuan'), ('441700', '440000', 'city', '阳江市', 'Yangjiang'),
  ('441800', '440000', 'city', '清远市', 'Qingyuan'), ('441900', '440000', 'city', '东莞市', 'Dongguan'), ('442000', '440000', 'city', '中山市', 'Zhongshan'),
  ('445100', '440000', 'city', '潮州市', 'Chaozhou'), ('445200', '440000', 'city', '揭阳市', 'Jieyang'), ('445300', '440000', 'city', '云浮市', 'Yunfu'),
  ('440103', '440100', 'district', '荔湾区', 'Liwan'), ('440104', '440100', 'district', '越秀区', 'Yuexiu'),
  ('440105', '440100', 'district', '海珠区', 'Haizhu'), ('440106', '440100', 'district', '天河区', 'Tianhe')`;

export const createAreasAndSites: Migration = {
  async up({ run }) {
    await run(`
      create table areas (
        code text collate "C" constraint areas_pkey primary key constraint areas_code_form check (code ~ '^[0-9]{6}$'),
        parent text collate "C" constraint areas_parent_fkey references areas (code),
        level text not null constraint areas_level_known check (level in ('province', 'city', 'district')),
        name jsonb not null
      );
      insert into areas (code, parent, level, name)
      select code, parent, level, jsonb_build_object('zh', zh, 'en', en) from (values ${AREAS}) as area (code, parent, level, zh, en);
      grant select on areas to api, worker, login, guard;

      create table sites (
        id uuid constraint sites_pkey primary key,
        name jsonb not null,
        area_code text collate "C" not null constraint sites_area_fkey references areas (code),
        address text,
        registry text not null,
        switched_on_on date,
        station_plan jsonb not null default '{}',
        constraint sites_id_area unique (id, area_code)
      );
      create index sites_by_area on sites (area_code, id);

      create table sessions (
        id uuid constraint sessions_pkey primary key,
        site_id uuid not null,
        area_code text collate "C" not null,
        day date not null,
        starts_at timestamptz not null,
        ends_at timestamptz not null,
        vaccines text[] not null,
        constraint sessions_site_fkey foreign key (site_id, area_code) references sites (id, area_code),
        constraint sessions_time check (starts_at < ends_at)
      );
      create index sessions_by_site on sessions (site_id, day, id);

      create table slots (
        id uuid constraint slots_pkey primary key,
        session_id uuid not null constraint slots_session_fkey references sessions (id),
        site_id uuid not null,
        area_code text collate "C" not null,
        day date not null,
        starts_at timestamptz not null,
        ends_at timestamptz not null,
        capacity int not null,
        taken int not null default 0,
        constraint slots_never_oversold check (taken between 0 and capacity),
        constraint slots_time check (starts_at < ends_at)
      ) with (fillfactor = 50);
      create index slots_by_site on slots (site_id, day, starts_at, id);
      create index slots_by_session on slots (session_id);

      alter table sites enable row level security; alter table sites force row level security;
      alter table sessions enable row level security; alter table sessions force row level security;
      alter table slots enable row level security; alter table slots force row level security;

      -- What is open where is no secret to any caller that has said who it is.
      create policy sites_read on sites for select to api, worker using (has_scope());
      create policy sessions_read on sessions for select to api, worker using (has_scope());
      create policy slots_read on slots for select to api, worker using (has_scope());
      create policy sites_add on sites for insert to api with check (starts_with(area_code, scope_area()));
      create policy sites_change on sites for update to api using (starts_with(area_code, scope_area()));
      create policy sessions_add on sessions for insert to api with check (site_id = scope_site() or starts_with(area_code, scope_area()));
      create policy slots_add on slots for insert to api with check (site_id = scope_site() or starts_with(area_code, scope_area()));
      create policy sites_guard on sites to guard using (true);
      create policy slots_guard on slots to guard using (true);
      grant select, insert, update on sites to api;
      grant select, insert on sessions, slots to api;
      grant select on sites, sessions, slots to worker;
      grant select on sites to guard;
      grant select, update on slots to guard;
    `);
  },
  async down({ run }) {
    await run('drop table slots; drop table sessions; drop table sites; drop table areas;');
  },
};
