-- Answers of faces that give very many, those of one moment in one row.
create table answer_basis (
  tenant text not null,
  id text not null,
  body text not null,
  primary key (tenant, id)
) strict, without rowid;
create trigger answer_basis_keeps_tenant before update of tenant on answer_basis when new.tenant <> old.tenant
begin select raise(abort, 'a row never changes its tenant'); end;

-- Long rows: a table with a rowid keeps them out of the tree that ids are looked up in.
create table answer_set (
  tenant text not null,
  id text not null,
  at text not null,
  face text not null,
  basis text not null,
  answers integer not null,
  content text not null,
  salt text not null,
  primary key (tenant, id)
) strict;
create index answer_set_by_at on answer_set (tenant, at, id);
create trigger answer_set_keeps_tenant before update of tenant on answer_set when new.tenant <> old.tenant
begin select raise(abort, 'a row never changes its tenant'); end;
