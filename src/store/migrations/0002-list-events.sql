-- What happened to lists, for whoever rescreens after a change; and what a fetch needs to ask only for what is new.
create table list_event (
  seq integer primary key autoincrement,
  list text not null references list (id),
  kind text not null check (kind in ('version', 'quarantined', 'removed')),
  version text,
  before text,
  listed integer,
  delisted integer,
  changed integer,
  at text not null
) strict;
create index list_event_by_list on list_event (list, seq);

create table list_fetch (
  list text not null references list (id),
  address text not null,
  etag text,
  last_modified text,
  sha256 text not null,
  primary key (list, address)
) strict;

-- How the columns of a house list were read, so that its next version is read alike.
create table list_columns (
  list text primary key references list (id),
  columns text not null
) strict;

-- A person's word on whether two entries are one party; the last one counts, and none is ever erased.
create table merge_ruling (
  seq integer primary key autoincrement,
  first_id text not null,
  second_id text not null,
  is_same integer not null check (is_same in (0, 1)),
  reason text not null,
  ruled_by text not null,
  at text not null
) strict;
