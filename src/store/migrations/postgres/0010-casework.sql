-- The same tables as in SQLite's 0010-casework.sql. Text compares by code point on any server; each tenant sees its own rows alone,
-- and the owner of the tables does not escape that rule.
create table tenant (name text collate "C" primary key);

create table book (
  tenant text collate "C" not null,
  id text collate "C" not null,
  name text collate "C" not null,
  created_at text collate "C" not null,
  primary key (tenant, id)
);
alter table book enable row level security;
alter table book force row level security;
create policy book_of_tenant on book
  using (tenant = current_setting('cordon.tenant', true)) with check (tenant = current_setting('cordon.tenant', true));

create table party (
  tenant text collate "C" not null,
  id text collate "C" not null,
  book text collate "C" not null,
  ref text collate "C" not null,
  version bigint not null,
  given_json text collate "C" not null,
  given_digest text collate "C" not null,
  is_active bigint not null,
  changed_at text collate "C" not null,
  salt text collate "C" not null,
  primary key (tenant, id),
  unique (tenant, book, ref)
);
create index party_by_book_is_active on party (tenant, book, is_active, id);
alter table party enable row level security;
alter table party force row level security;
create policy party_of_tenant on party
  using (tenant = current_setting('cordon.tenant', true)) with check (tenant = current_setting('cordon.tenant', true));

create table party_version (
  tenant text collate "C" not null,
  id text collate "C" not null,
  party text collate "C" not null,
  version bigint not null,
  given_json text collate "C" not null,
  until text collate "C" not null,
  salt text collate "C" not null,
  primary key (tenant, id),
  unique (tenant, party, version)
);
alter table party_version enable row level security;
alter table party_version force row level security;
create policy party_version_of_tenant on party_version
  using (tenant = current_setting('cordon.tenant', true)) with check (tenant = current_setting('cordon.tenant', true));

create table answer (
  tenant text collate "C" not null,
  id text collate "C" not null,
  at text collate "C" not null,
  asker text collate "C" not null,
  party text collate "C",
  status text collate "C" not null,
  question_json text collate "C" not null,
  basis_json text collate "C" not null,
  digest text collate "C" not null,
  body text collate "C",
  lookback_of text collate "C",
  salt text collate "C" not null,
  primary key (tenant, id)
);
create index answer_by_at on answer (tenant, at, id);
create index answer_by_party_at on answer (tenant, party, at);
alter table answer enable row level security;
alter table answer force row level security;
create policy answer_of_tenant on answer
  using (tenant = current_setting('cordon.tenant', true)) with check (tenant = current_setting('cordon.tenant', true));

create table alert (
  tenant text collate "C" not null,
  id text collate "C" not null,
  pair text collate "C" not null,
  party text collate "C" not null,
  entity text collate "C" not null,
  case_id text collate "C" not null,
  state text collate "C" not null,
  band text collate "C" not null,
  score bigint not null,
  has_strong_identifier bigint not null,
  lists_json text collate "C" not null,
  hit_json text collate "C" not null,
  change_json text collate "C" not null,
  party_digest text collate "C" not null,
  entity_digest text collate "C" not null,
  answer text collate "C",
  raised_at text collate "C" not null,
  due_on text collate "C" not null,
  due_rule text collate "C" not null,
  closed_at text collate "C",
  assignee text collate "C",
  snoozed_until text collate "C",
  tags_json text collate "C" not null,
  revision bigint not null,
  salt text collate "C" not null,
  primary key (tenant, id),
  unique (tenant, pair)
);
create index alert_by_state_due_on on alert (tenant, state, due_on, id);
create index alert_by_party on alert (tenant, party);
create index alert_by_entity on alert (tenant, entity);
create index alert_by_case_id on alert (tenant, case_id);
create index alert_by_assignee_due_on on alert (tenant, assignee, due_on, id);
alter table alert enable row level security;
alter table alert force row level security;
create policy alert_of_tenant on alert
  using (tenant = current_setting('cordon.tenant', true)) with check (tenant = current_setting('cordon.tenant', true));

create table case_file (
  tenant text collate "C" not null,
  id text collate "C" not null,
  party text collate "C" not null,
  state text collate "C" not null,
  opened_at text collate "C" not null,
  closed_at text collate "C",
  assignee text collate "C",
  tags_json text collate "C" not null,
  legal_hold text collate "C",
  is_property_blocked bigint not null,
  revision bigint not null,
  primary key (tenant, id),
  unique (tenant, party)
);
create index case_file_by_state_opened_at on case_file (tenant, state, opened_at, id);
alter table case_file enable row level security;
alter table case_file force row level security;
create policy case_file_of_tenant on case_file
  using (tenant = current_setting('cordon.tenant', true)) with check (tenant = current_setting('cordon.tenant', true));

create table disposition (
  tenant text collate "C" not null,
  id text collate "C" not null,
  alert text collate "C" not null,
  outcome text collate "C" not null,
  reasons_json text collate "C" not null,
  text text collate "C" not null,
  evidence_json text collate "C" not null,
  state text collate "C" not null,
  maker text collate "C" not null,
  maker_subject text collate "C",
  made_at text collate "C" not null,
  checker text collate "C",
  checked_at text collate "C",
  check_text text collate "C",
  needs_check text collate "C",
  is_flagged bigint not null,
  salt text collate "C" not null,
  primary key (tenant, id)
);
create index disposition_by_alert on disposition (tenant, alert);
create index disposition_by_state_made_at on disposition (tenant, state, made_at, id);
alter table disposition enable row level security;
alter table disposition force row level security;
create policy disposition_of_tenant on disposition
  using (tenant = current_setting('cordon.tenant', true)) with check (tenant = current_setting('cordon.tenant', true));

create table suppression (
  tenant text collate "C" not null,
  id text collate "C" not null,
  pair text collate "C" not null,
  party text collate "C" not null,
  entity text collate "C" not null,
  state text collate "C" not null,
  reason text collate "C" not null,
  text text collate "C" not null,
  evidence_json text collate "C" not null,
  expires_on text collate "C" not null,
  party_digest text collate "C" not null,
  entity_digest text collate "C" not null,
  maker text collate "C" not null,
  maker_subject text collate "C",
  made_at text collate "C" not null,
  checker text collate "C",
  checked_at text collate "C",
  ended_because text collate "C",
  salt text collate "C" not null,
  primary key (tenant, id)
);
create index suppression_by_pair on suppression (tenant, pair);
create index suppression_by_state_expires_on on suppression (tenant, state, expires_on, id);
alter table suppression enable row level security;
alter table suppression force row level security;
create policy suppression_of_tenant on suppression
  using (tenant = current_setting('cordon.tenant', true)) with check (tenant = current_setting('cordon.tenant', true));

create table proposal (
  tenant text collate "C" not null,
  id text collate "C" not null,
  kind text collate "C" not null,
  subject text collate "C" not null,
  payload_json text collate "C" not null,
  reason text collate "C" not null,
  state text collate "C" not null,
  maker text collate "C" not null,
  maker_subject text collate "C",
  made_at text collate "C" not null,
  checker text collate "C",
  checked_at text collate "C",
  check_text text collate "C",
  primary key (tenant, id)
);
create index proposal_by_state_made_at on proposal (tenant, state, made_at, id);
alter table proposal enable row level security;
alter table proposal force row level security;
create policy proposal_of_tenant on proposal
  using (tenant = current_setting('cordon.tenant', true)) with check (tenant = current_setting('cordon.tenant', true));

create table held_item (
  tenant text collate "C" not null,
  id text collate "C" not null,
  kind text collate "C" not null,
  subject text collate "C" not null,
  why text collate "C" not null,
  detail_json text collate "C" not null,
  state text collate "C" not null,
  held_at text collate "C" not null,
  ended_at text collate "C",
  ended_by text collate "C",
  reason text collate "C",
  salt text collate "C" not null,
  primary key (tenant, id)
);
create index held_item_by_state_held_at on held_item (tenant, state, held_at, id);
alter table held_item enable row level security;
alter table held_item force row level security;
create policy held_item_of_tenant on held_item
  using (tenant = current_setting('cordon.tenant', true)) with check (tenant = current_setting('cordon.tenant', true));

create table task (
  tenant text collate "C" not null,
  id text collate "C" not null,
  case_id text collate "C" not null,
  kind text collate "C" not null,
  text text collate "C" not null,
  citation text collate "C",
  starts_on text collate "C" not null,
  due_on text collate "C" not null,
  state text collate "C" not null,
  done_by text collate "C",
  done_at text collate "C",
  primary key (tenant, id)
);
create index task_by_case_id on task (tenant, case_id);
create index task_by_state_due_on on task (tenant, state, due_on, id);
alter table task enable row level security;
alter table task force row level security;
create policy task_of_tenant on task
  using (tenant = current_setting('cordon.tenant', true)) with check (tenant = current_setting('cordon.tenant', true));

create table note (
  tenant text collate "C" not null,
  id text collate "C" not null,
  case_id text collate "C" not null,
  alert text collate "C",
  author text collate "C" not null,
  at text collate "C" not null,
  text text collate "C" not null,
  salt text collate "C" not null,
  primary key (tenant, id)
);
create index note_by_case_id_at on note (tenant, case_id, at, id);
alter table note enable row level security;
alter table note force row level security;
create policy note_of_tenant on note
  using (tenant = current_setting('cordon.tenant', true)) with check (tenant = current_setting('cordon.tenant', true));

create table attachment (
  tenant text collate "C" not null,
  id text collate "C" not null,
  case_id text collate "C" not null,
  name text collate "C" not null,
  media_type text collate "C" not null,
  bytes bigint not null,
  sha256 text collate "C" not null,
  content text collate "C" not null,
  author text collate "C" not null,
  at text collate "C" not null,
  salt text collate "C" not null,
  primary key (tenant, id)
);
create index attachment_by_case_id on attachment (tenant, case_id);
alter table attachment enable row level security;
alter table attachment force row level security;
create policy attachment_of_tenant on attachment
  using (tenant = current_setting('cordon.tenant', true)) with check (tenant = current_setting('cordon.tenant', true));

create table user_account (
  tenant text collate "C" not null,
  id text collate "C" not null,
  name text collate "C" not null,
  roles_json text collate "C" not null,
  subject text collate "C",
  password text collate "C",
  created_at text collate "C" not null,
  valid_until text collate "C",
  disabled_at text collate "C",
  primary key (tenant, id),
  unique (tenant, name)
);
alter table user_account enable row level security;
alter table user_account force row level security;
create policy user_account_of_tenant on user_account
  using (tenant = current_setting('cordon.tenant', true)) with check (tenant = current_setting('cordon.tenant', true));

create table api_key (
  tenant text collate "C" not null,
  id text collate "C" not null,
  name text collate "C" not null,
  user_id text collate "C",
  roles_json text collate "C" not null,
  secret_digest text collate "C" not null,
  created_at text collate "C" not null,
  valid_until text collate "C",
  revoked_at text collate "C",
  primary key (tenant, id)
);
alter table api_key enable row level security;
alter table api_key force row level security;
create policy api_key_of_tenant on api_key
  using (tenant = current_setting('cordon.tenant', true)) with check (tenant = current_setting('cordon.tenant', true));

create table webhook (
  tenant text collate "C" not null,
  id text collate "C" not null,
  url text collate "C" not null,
  events_json text collate "C" not null,
  secret text collate "C" not null,
  created_at text collate "C" not null,
  disabled_at text collate "C",
  primary key (tenant, id)
);
alter table webhook enable row level security;
alter table webhook force row level security;
create policy webhook_of_tenant on webhook
  using (tenant = current_setting('cordon.tenant', true)) with check (tenant = current_setting('cordon.tenant', true));

create table monitor_run (
  tenant text collate "C" not null,
  id text collate "C" not null,
  at text collate "C" not null,
  cause text collate "C" not null,
  entities bigint not null,
  parties bigint not null,
  raised bigint not null,
  reopened bigint not null,
  suppressed bigint not null,
  delisted bigint not null,
  primary key (tenant, id)
);
alter table monitor_run enable row level security;
alter table monitor_run force row level security;
create policy monitor_run_of_tenant on monitor_run
  using (tenant = current_setting('cordon.tenant', true)) with check (tenant = current_setting('cordon.tenant', true));

create table delivery (
  tenant text collate "C" not null,
  id text collate "C" not null,
  webhook text collate "C" not null,
  event text collate "C" not null,
  body text collate "C" not null,
  state text collate "C" not null,
  attempts bigint not null,
  next_at text collate "C" not null,
  last_error text collate "C",
  made_at text collate "C" not null,
  primary key (tenant, id)
);
create index delivery_by_state_next_at on delivery (tenant, state, next_at, id);
alter table delivery enable row level security;
alter table delivery force row level security;
create policy delivery_of_tenant on delivery
  using (tenant = current_setting('cordon.tenant', true)) with check (tenant = current_setting('cordon.tenant', true));

create table evidence_view (
  tenant text collate "C" not null,
  id text collate "C" not null,
  user_id text collate "C" not null,
  alert text collate "C" not null,
  at text collate "C" not null,
  primary key (tenant, id)
);
create index evidence_view_by_alert_user_id_at on evidence_view (tenant, alert, user_id, at);
alter table evidence_view enable row level security;
alter table evidence_view force row level security;
create policy evidence_view_of_tenant on evidence_view
  using (tenant = current_setting('cordon.tenant', true)) with check (tenant = current_setting('cordon.tenant', true));

create table session (
  tenant text collate "C" not null,
  id text collate "C" not null,
  user_id text collate "C" not null,
  digest text collate "C" not null,
  csrf text collate "C" not null,
  created_at text collate "C" not null,
  expires_at text collate "C" not null,
  primary key (tenant, id)
);
create index session_by_user_id on session (tenant, user_id);
alter table session enable row level security;
alter table session force row level security;
create policy session_of_tenant on session
  using (tenant = current_setting('cordon.tenant', true)) with check (tenant = current_setting('cordon.tenant', true));

create table sign_in_failure (
  tenant text collate "C" not null,
  id text collate "C" not null,
  count bigint not null,
  locked_until text collate "C",
  primary key (tenant, id)
);
alter table sign_in_failure enable row level security;
alter table sign_in_failure force row level security;
create policy sign_in_failure_of_tenant on sign_in_failure
  using (tenant = current_setting('cordon.tenant', true)) with check (tenant = current_setting('cordon.tenant', true));

create table setup_code (
  tenant text collate "C" not null,
  id text collate "C" not null,
  digest text collate "C" not null,
  expires_at text collate "C" not null,
  used_at text collate "C",
  primary key (tenant, id)
);
alter table setup_code enable row level security;
alter table setup_code force row level security;
create policy setup_code_of_tenant on setup_code
  using (tenant = current_setting('cordon.tenant', true)) with check (tenant = current_setting('cordon.tenant', true));

create table idempotency (
  tenant text collate "C" not null,
  id text collate "C" not null,
  request_digest text collate "C" not null,
  response_json text collate "C" not null,
  at text collate "C" not null,
  primary key (tenant, id)
);
create index idempotency_by_at on idempotency (tenant, at, id);
alter table idempotency enable row level security;
alter table idempotency force row level security;
create policy idempotency_of_tenant on idempotency
  using (tenant = current_setting('cordon.tenant', true)) with check (tenant = current_setting('cordon.tenant', true));

create table log_entry (
  tenant text collate "C" not null,
  id text collate "C" not null,
  at text collate "C" not null,
  actor text collate "C" not null,
  action text collate "C" not null,
  subject text collate "C" not null,
  body text collate "C" not null,
  primary key (tenant, id)
);
create index log_entry_by_subject on log_entry (tenant, subject, id);
create index log_entry_by_action on log_entry (tenant, action, id);
create index log_entry_by_actor on log_entry (tenant, actor, id);
alter table log_entry enable row level security;
alter table log_entry force row level security;
create policy log_entry_of_tenant on log_entry
  using (tenant = current_setting('cordon.tenant', true)) with check (tenant = current_setting('cordon.tenant', true));

create table log_node (
  tenant text collate "C" not null,
  id text collate "C" not null,
  hash text collate "C" not null,
  primary key (tenant, id)
);
alter table log_node enable row level security;
alter table log_node force row level security;
create policy log_node_of_tenant on log_node
  using (tenant = current_setting('cordon.tenant', true)) with check (tenant = current_setting('cordon.tenant', true));

create table log_head (
  tenant text collate "C" not null,
  id text collate "C" not null,
  size bigint not null,
  frontier text collate "C" not null,
  at text collate "C" not null,
  primary key (tenant, id)
);
alter table log_head enable row level security;
alter table log_head force row level security;
create policy log_head_of_tenant on log_head
  using (tenant = current_setting('cordon.tenant', true)) with check (tenant = current_setting('cordon.tenant', true));

create table log_checkpoint (
  tenant text collate "C" not null,
  id text collate "C" not null,
  size bigint not null,
  note text collate "C" not null,
  at text collate "C" not null,
  primary key (tenant, id)
);
alter table log_checkpoint enable row level security;
alter table log_checkpoint force row level security;
create policy log_checkpoint_of_tenant on log_checkpoint
  using (tenant = current_setting('cordon.tenant', true)) with check (tenant = current_setting('cordon.tenant', true));

-- Entries of the log are added and never changed; whoever lifts this is found by the verifier.
create function log_entry_is_final() returns trigger language plpgsql as
$$ begin raise exception 'an entry of the audit log is final'; end $$;
create trigger log_entry_is_final before update or delete on log_entry for each row execute function log_entry_is_final();
