-- Lists and every version of them that was ever fetched. Rows are added, never changed, but for what a list's last check found.
create table list (
  id text primary key,
  address text,
  added_at text not null,
  checked_at text,
  failed_at text,
  failure text,
  removed_at text
) strict;

create table list_version (
  seq integer primary key autoincrement,
  list text not null references list (id),
  version text not null,
  format text not null,
  parser text not null,
  published text,
  fetched_at text not null,
  source text not null,
  is_partial integer not null check (is_partial in (0, 1)),
  counts text not null,
  categories text not null,
  refused text not null,
  entities_sha256 text not null,
  state text not null check (state in ('accepted', 'quarantined')),
  reason text,
  check ((state = 'quarantined') = (reason is not null))
) strict;
create index list_version_by_list on list_version (list, seq);

create table list_version_file (
  seq integer not null references list_version (seq),
  role text not null,
  name text not null,
  sha256 text not null,
  bytes integer not null,
  primary key (seq, role)
) strict;
