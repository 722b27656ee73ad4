-- Answers of faces that give very many, those of one moment in one row.
create table answer_basis (
  tenant text collate "C" not null,
  id text collate "C" not null,
  body text collate "C" not null,
  primary key (tenant, id)
);
alter table answer_basis enable row level security;
alter table answer_basis force row level security;
create policy answer_basis_of_tenant on answer_basis
  using (tenant = current_setting('cordon.tenant', true)) with check (tenant = current_setting('cordon.tenant', true));

create table answer_set (
  tenant text collate "C" not null,
  id text collate "C" not null,
  at text collate "C" not null,
  face text collate "C" not null,
  basis text collate "C" not null,
  answers bigint not null,
  content text collate "C" not null,
  salt text collate "C" not null,
  primary key (tenant, id)
);
create index answer_set_by_at on answer_set (tenant, at, id);
alter table answer_set enable row level security;
alter table answer_set force row level security;
create policy answer_set_of_tenant on answer_set
  using (tenant = current_setting('cordon.tenant', true)) with check (tenant = current_setting('cordon.tenant', true));
