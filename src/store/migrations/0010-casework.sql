-- Books, alerts, cases, decisions, access and the audit log. Every row belongs to a tenant; every query names it.
create table book (
  tenant text not null,
  id text not null,
  name text not null,
  created_at text not null,
  primary key (tenant, id)
) strict, without rowid;
create trigger book_keeps_tenant before update of tenant on book when new.tenant <> old.tenant
begin select raise(abort, 'a row never changes its tenant'); end;

create table party (
  tenant text not null,
  id text not null,
  book text not null,
  ref text not null,
  version integer not null,
  given_json text not null,
  given_digest text not null,
  is_active integer not null,
  changed_at text not null,
  salt text not null,
  primary key (tenant, id),
  unique (tenant, book, ref)
) strict;
create index party_by_book_is_active on party (tenant, book, is_active, id);
create trigger party_keeps_tenant before update of tenant on party when new.tenant <> old.tenant
begin select raise(abort, 'a row never changes its tenant'); end;

create table party_version (
  tenant text not null,
  id text not null,
  party text not null,
  version integer not null,
  given_json text not null,
  until text not null,
  salt text not null,
  primary key (tenant, id),
  unique (tenant, party, version)
) strict;
create trigger party_version_keeps_tenant before update of tenant on party_version when new.tenant <> old.tenant
begin select raise(abort, 'a row never changes its tenant'); end;

create table answer (
  tenant text not null,
  id text not null,
  at text not null,
  asker text not null,
  party text,
  status text not null,
  question_json text not null,
  basis_json text not null,
  digest text not null,
  body text,
  lookback_of text,
  salt text not null,
  primary key (tenant, id)
) strict;
create index answer_by_at on answer (tenant, at, id);
create index answer_by_party_at on answer (tenant, party, at);
create trigger answer_keeps_tenant before update of tenant on answer when new.tenant <> old.tenant
begin select raise(abort, 'a row never changes its tenant'); end;

create table alert (
  tenant text not null,
  id text not null,
  pair text not null,
  party text not null,
  entity text not null,
  case_id text not null,
  state text not null,
  band text not null,
  score integer not null,
  has_strong_identifier integer not null,
  lists_json text not null,
  hit_json text not null,
  change_json text not null,
  party_digest text not null,
  entity_digest text not null,
  answer text,
  raised_at text not null,
  due_on text not null,
  due_rule text not null,
  closed_at text,
  assignee text,
  snoozed_until text,
  tags_json text not null,
  revision integer not null,
  salt text not null,
  primary key (tenant, id),
  unique (tenant, pair)
) strict, without rowid;
create index alert_by_state_due_on on alert (tenant, state, due_on, id);
create index alert_by_party on alert (tenant, party);
create index alert_by_entity on alert (tenant, entity);
create index alert_by_case_id on alert (tenant, case_id);
create index alert_by_assignee_due_on on alert (tenant, assignee, due_on, id);
create trigger alert_keeps_tenant before update of tenant on alert when new.tenant <> old.tenant
begin select raise(abort, 'a row never changes its tenant'); end;

create table case_file (
  tenant text not null,
  id text not null,
  party text not null,
  state text not null,
  opened_at text not null,
  closed_at text,
  assignee text,
  tags_json text not null,
  legal_hold text,
  is_property_blocked integer not null,
  revision integer not null,
  primary key (tenant, id),
  unique (tenant, party)
) strict, without rowid;
create index case_file_by_state_opened_at on case_file (tenant, state, opened_at, id);
create trigger case_file_keeps_tenant before update of tenant on case_file when new.tenant <> old.tenant
begin select raise(abort, 'a row never changes its tenant'); end;

create table disposition (
  tenant text not null,
  id text not null,
  alert text not null,
  outcome text not null,
  reasons_json text not null,
  text text not null,
  evidence_json text not null,
  state text not null,
  maker text not null,
  maker_subject text,
  made_at text not null,
  checker text,
  checked_at text,
  check_text text,
  needs_check text,
  is_flagged integer not null,
  salt text not null,
  primary key (tenant, id)
) strict, without rowid;
create index disposition_by_alert on disposition (tenant, alert);
create index disposition_by_state_made_at on disposition (tenant, state, made_at, id);
create trigger disposition_keeps_tenant before update of tenant on disposition when new.tenant <> old.tenant
begin select raise(abort, 'a row never changes its tenant'); end;

create table suppression (
  tenant text not null,
  id text not null,
  pair text not null,
  party text not null,
  entity text not null,
  state text not null,
  reason text not null,
  text text not null,
  evidence_json text not null,
  expires_on text not null,
  party_digest text not null,
  entity_digest text not null,
  maker text not null,
  maker_subject text,
  made_at text not null,
  checker text,
  checked_at text,
  ended_because text,
  salt text not null,
  primary key (tenant, id)
) strict, without rowid;
create index suppression_by_pair on suppression (tenant, pair);
create index suppression_by_state_expires_on on suppression (tenant, state, expires_on, id);
create trigger suppression_keeps_tenant before update of tenant on suppression when new.tenant <> old.tenant
begin select raise(abort, 'a row never changes its tenant'); end;

create table proposal (
  tenant text not null,
  id text not null,
  kind text not null,
  subject text not null,
  payload_json text not null,
  reason text not null,
  state text not null,
  maker text not null,
  maker_subject text,
  made_at text not null,
  checker text,
  checked_at text,
  check_text text,
  primary key (tenant, id)
) strict, without rowid;
create index proposal_by_state_made_at on proposal (tenant, state, made_at, id);
create trigger proposal_keeps_tenant before update of tenant on proposal when new.tenant <> old.tenant
begin select raise(abort, 'a row never changes its tenant'); end;

create table held_item (
  tenant text not null,
  id text not null,
  kind text not null,
  subject text not null,
  why text not null,
  detail_json text not null,
  state text not null,
  held_at text not null,
  ended_at text,
  ended_by text,
  reason text,
  salt text not null,
  primary key (tenant, id)
) strict, without rowid;
create index held_item_by_state_held_at on held_item (tenant, state, held_at, id);
create trigger held_item_keeps_tenant before update of tenant on held_item when new.tenant <> old.tenant
begin select raise(abort, 'a row never changes its tenant'); end;

create table task (
  tenant text not null,
  id text not null,
  case_id text not null,
  kind text not null,
  text text not null,
  citation text,
  starts_on text not null,
  due_on text not null,
  state text not null,
  done_by text,
  done_at text,
  primary key (tenant, id)
) strict, without rowid;
create index task_by_case_id on task (tenant, case_id);
create index task_by_state_due_on on task (tenant, state, due_on, id);
create trigger task_keeps_tenant before update of tenant on task when new.tenant <> old.tenant
begin select raise(abort, 'a row never changes its tenant'); end;

create table note (
  tenant text not null,
  id text not null,
  case_id text not null,
  alert text,
  author text not null,
  at text not null,
  text text not null,
  salt text not null,
  primary key (tenant, id)
) strict, without rowid;
create index note_by_case_id_at on note (tenant, case_id, at, id);
create trigger note_keeps_tenant before update of tenant on note when new.tenant <> old.tenant
begin select raise(abort, 'a row never changes its tenant'); end;

create table attachment (
  tenant text not null,
  id text not null,
  case_id text not null,
  name text not null,
  media_type text not null,
  bytes integer not null,
  sha256 text not null,
  content text not null,
  author text not null,
  at text not null,
  salt text not null,
  primary key (tenant, id)
) strict;
create index attachment_by_case_id on attachment (tenant, case_id);
create trigger attachment_keeps_tenant before update of tenant on attachment when new.tenant <> old.tenant
begin select raise(abort, 'a row never changes its tenant'); end;

create table user_account (
  tenant text not null,
  id text not null,
  name text not null,
  roles_json text not null,
  subject text,
  password text,
  created_at text not null,
  valid_until text,
  disabled_at text,
  primary key (tenant, id),
  unique (tenant, name)
) strict, without rowid;
create trigger user_account_keeps_tenant before update of tenant on user_account when new.tenant <> old.tenant
begin select raise(abort, 'a row never changes its tenant'); end;

create table api_key (
  tenant text not null,
  id text not null,
  name text not null,
  user_id text,
  roles_json text not null,
  secret_digest text not null,
  created_at text not null,
  valid_until text,
  revoked_at text,
  primary key (tenant, id)
) strict, without rowid;
create trigger api_key_keeps_tenant before update of tenant on api_key when new.tenant <> old.tenant
begin select raise(abort, 'a row never changes its tenant'); end;

create table webhook (
  tenant text not null,
  id text not null,
  url text not null,
  events_json text not null,
  secret text not null,
  created_at text not null,
  disabled_at text,
  primary key (tenant, id)
) strict, without rowid;
create trigger webhook_keeps_tenant before update of tenant on webhook when new.tenant <> old.tenant
begin select raise(abort, 'a row never changes its tenant'); end;

create table monitor_run (
  tenant text not null,
  id text not null,
  at text not null,
  cause text not null,
  entities integer not null,
  parties integer not null,
  raised integer not null,
  reopened integer not null,
  suppressed integer not null,
  delisted integer not null,
  primary key (tenant, id)
) strict, without rowid;
create trigger monitor_run_keeps_tenant before update of tenant on monitor_run when new.tenant <> old.tenant
begin select raise(abort, 'a row never changes its tenant'); end;

create table delivery (
  tenant text not null,
  id text not null,
  webhook text not null,
  event text not null,
  body text not null,
  state text not null,
  attempts integer not null,
  next_at text not null,
  last_error text,
  made_at text not null,
  primary key (tenant, id)
) strict, without rowid;
create index delivery_by_state_next_at on delivery (tenant, state, next_at, id);
create trigger delivery_keeps_tenant before update of tenant on delivery when new.tenant <> old.tenant
begin select raise(abort, 'a row never changes its tenant'); end;

create table evidence_view (
  tenant text not null,
  id text not null,
  user_id text not null,
  alert text not null,
  at text not null,
  primary key (tenant, id)
) strict, without rowid;
create index evidence_view_by_alert_user_id_at on evidence_view (tenant, alert, user_id, at);
create trigger evidence_view_keeps_tenant before update of tenant on evidence_view when new.tenant <> old.tenant
begin select raise(abort, 'a row never changes its tenant'); end;

create table session (
  tenant text not null,
  id text not null,
  user_id text not null,
  digest text not null,
  csrf text not null,
  created_at text not null,
  expires_at text not null,
  primary key (tenant, id)
) strict, without rowid;
create index session_by_user_id on session (tenant, user_id);
create trigger session_keeps_tenant before update of tenant on session when new.tenant <> old.tenant
begin select raise(abort, 'a row never changes its tenant'); end;

create table sign_in_failure (
  tenant text not null,
  id text not null,
  count integer not null,
  locked_until text,
  primary key (tenant, id)
) strict, without rowid;
create trigger sign_in_failure_keeps_tenant before update of tenant on sign_in_failure when new.tenant <> old.tenant
begin select raise(abort, 'a row never changes its tenant'); end;

create table setup_code (
  tenant text not null,
  id text not null,
  digest text not null,
  expires_at text not null,
  used_at text,
  primary key (tenant, id)
) strict, without rowid;
create trigger setup_code_keeps_tenant before update of tenant on setup_code when new.tenant <> old.tenant
begin select raise(abort, 'a row never changes its tenant'); end;

create table idempotency (
  tenant text not null,
  id text not null,
  request_digest text not null,
  response_json text not null,
  at text not null,
  primary key (tenant, id)
) strict, without rowid;
create index idempotency_by_at on idempotency (tenant, at, id);
create trigger idempotency_keeps_tenant before update of tenant on idempotency when new.tenant <> old.tenant
begin select raise(abort, 'a row never changes its tenant'); end;

create table log_entry (
  tenant text not null,
  id text not null,
  at text not null,
  actor text not null,
  action text not null,
  subject text not null,
  body text not null,
  primary key (tenant, id)
) strict;
create index log_entry_by_subject on log_entry (tenant, subject, id);
create index log_entry_by_action on log_entry (tenant, action, id);
create index log_entry_by_actor on log_entry (tenant, actor, id);
create trigger log_entry_keeps_tenant before update of tenant on log_entry when new.tenant <> old.tenant
begin select raise(abort, 'a row never changes its tenant'); end;

create table log_node (
  tenant text not null,
  id text not null,
  hash text not null,
  primary key (tenant, id)
) strict, without rowid;
create trigger log_node_keeps_tenant before update of tenant on log_node when new.tenant <> old.tenant
begin select raise(abort, 'a row never changes its tenant'); end;

create table log_head (
  tenant text not null,
  id text not null,
  size integer not null,
  frontier text not null,
  at text not null,
  primary key (tenant, id)
) strict, without rowid;
create trigger log_head_keeps_tenant before update of tenant on log_head when new.tenant <> old.tenant
begin select raise(abort, 'a row never changes its tenant'); end;

create table log_checkpoint (
  tenant text not null,
  id text not null,
  size integer not null,
  note text not null,
  at text not null,
  primary key (tenant, id)
) strict, without rowid;
create trigger log_checkpoint_keeps_tenant before update of tenant on log_checkpoint when new.tenant <> old.tenant
begin select raise(abort, 'a row never changes its tenant'); end;

-- Entries of the log are added and never changed; whoever lifts this is found by the verifier.
create trigger log_entry_is_final before update on log_entry
begin select raise(abort, 'an entry of the audit log is final'); end;
create trigger log_entry_stays before delete on log_entry
begin select raise(abort, 'an entry of the audit log is final'); end;
