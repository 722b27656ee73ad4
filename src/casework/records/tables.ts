/** Kinds of column: both dialects and the page of memory hold the same values, text, whole numbers and `null`. */
export type ColumnKind = 'text' | 'text?' | 'integer' | 'integer?'

interface TableShape {
  readonly columns: Readonly<Record<string, ColumnKind>>
  /** Column sets of which no two rows of one tenant are alike. */
  readonly unique: readonly (readonly string[])[]
  /** Whether every change of a row is witnessed by its digest in the audit log. */
  readonly isWitnessed: boolean
}

/**
 * Every table of casework. Each row also has `tenant` and `id`, together its key; the store adds the tenant itself, so that no
 * caller can ask past it. `salt` keeps a digest in the log from being guessed back to the personal data that it witnesses.
 * Instants are `Instant`, days `IsoDate`, `*_json` canonical JSON. The SQL of both dialects is in `store/migrations`.
 */
export const TABLES = {
  book: {
    columns: { name: 'text', created_at: 'text' },
    unique: [],
    isWitnessed: true,
  },
  party: {
    columns: {
      book: 'text',
      ref: 'text',
      version: 'integer',
      given_json: 'text',
      given_digest: 'text',
      is_active: 'integer',
      changed_at: 'text',
      salt: 'text',
    },
    unique: [['book', 'ref']],
    isWitnessed: true,
  },
  party_version: {
    columns: { party: 'text', version: 'integer', given_json: 'text', until: 'text', salt: 'text' },
    unique: [['party', 'version']],
    isWitnessed: true,
  },
  answer: {
    columns: {
      at: 'text',
      asker: 'text',
      party: 'text?',
      status: 'text',
      question_json: 'text',
      basis_json: 'text',
      digest: 'text',
      body: 'text?',
      lookback_of: 'text?',
      salt: 'text',
    },
    unique: [],
    isWitnessed: true,
  },
  /** What sets of answers rest on, each kept once under its digest. */
  answer_basis: {
    columns: { body: 'text' },
    unique: [],
    isWitnessed: true,
  },
  /** Answers of a face that gives very many: those of one moment in one row, a line each (`work/answer-sets.ts`). */
  answer_set: {
    columns: { at: 'text', face: 'text', basis: 'text', answers: 'integer', content: 'text', salt: 'text' },
    unique: [],
    isWitnessed: true,
  },
  alert: {
    columns: {
      pair: 'text',
      party: 'text',
      entity: 'text',
      case_id: 'text',
      state: 'text',
      band: 'text',
      score: 'integer',
      has_strong_identifier: 'integer',
      lists_json: 'text',
      hit_json: 'text',
      change_json: 'text',
      party_digest: 'text',
      entity_digest: 'text',
      answer: 'text?',
      raised_at: 'text',
      due_on: 'text',
      due_rule: 'text',
      closed_at: 'text?',
      assignee: 'text?',
      snoozed_until: 'text?',
      tags_json: 'text',
      revision: 'integer',
      salt: 'text',
    },
    unique: [['pair']],
    isWitnessed: true,
  },
  case_file: {
    columns: {
      party: 'text',
      state: 'text',
      opened_at: 'text',
      closed_at: 'text?',
      assignee: 'text?',
      tags_json: 'text',
      legal_hold: 'text?',
      is_property_blocked: 'integer',
      revision: 'integer',
    },
    unique: [['party']],
    isWitnessed: true,
  },
  disposition: {
    columns: {
      alert: 'text',
      outcome: 'text',
      reasons_json: 'text',
      text: 'text',
      evidence_json: 'text',
      state: 'text',
      maker: 'text',
      maker_subject: 'text?',
      made_at: 'text',
      checker: 'text?',
      checked_at: 'text?',
      check_text: 'text?',
      needs_check: 'text?',
      is_flagged: 'integer',
      salt: 'text',
    },
    unique: [],
    isWitnessed: true,
  },
  suppression: {
    columns: {
      pair: 'text',
      party: 'text',
      entity: 'text',
      state: 'text',
      reason: 'text',
      text: 'text',
      evidence_json: 'text',
      expires_on: 'text',
      party_digest: 'text',
      entity_digest: 'text',
      maker: 'text',
      maker_subject: 'text?',
      made_at: 'text',
      checker: 'text?',
      checked_at: 'text?',
      ended_because: 'text?',
      salt: 'text',
    },
    unique: [],
    isWitnessed: true,
  },
  proposal: {
    columns: {
      kind: 'text',
      subject: 'text',
      payload_json: 'text',
      reason: 'text',
      state: 'text',
      maker: 'text',
      maker_subject: 'text?',
      made_at: 'text',
      checker: 'text?',
      checked_at: 'text?',
      check_text: 'text?',
    },
    unique: [],
    isWitnessed: true,
  },
  held_item: {
    columns: {
      kind: 'text',
      subject: 'text',
      why: 'text',
      detail_json: 'text',
      state: 'text',
      held_at: 'text',
      ended_at: 'text?',
      ended_by: 'text?',
      reason: 'text?',
      salt: 'text',
    },
    unique: [],
    isWitnessed: true,
  },
  task: {
    columns: {
      case_id: 'text',
      kind: 'text',
      text: 'text',
      citation: 'text?',
      starts_on: 'text',
      due_on: 'text',
      state: 'text',
      done_by: 'text?',
      done_at: 'text?',
    },
    unique: [],
    isWitnessed: true,
  },
  note: {
    columns: { case_id: 'text', alert: 'text?', author: 'text', at: 'text', text: 'text', salt: 'text' },
    unique: [],
    isWitnessed: true,
  },
  attachment: {
    columns: {
      case_id: 'text',
      name: 'text',
      media_type: 'text',
      bytes: 'integer',
      sha256: 'text',
      content: 'text',
      author: 'text',
      at: 'text',
      salt: 'text',
    },
    unique: [],
    isWitnessed: true,
  },
  user_account: {
    columns: {
      name: 'text',
      roles_json: 'text',
      subject: 'text?',
      password: 'text?',
      created_at: 'text',
      valid_until: 'text?',
      disabled_at: 'text?',
    },
    unique: [['name']],
    isWitnessed: true,
  },
  api_key: {
    columns: {
      name: 'text',
      user_id: 'text?',
      roles_json: 'text',
      secret_digest: 'text',
      created_at: 'text',
      valid_until: 'text?',
      revoked_at: 'text?',
    },
    unique: [],
    isWitnessed: true,
  },
  webhook: {
    columns: { url: 'text', events_json: 'text', secret: 'text', created_at: 'text', disabled_at: 'text?' },
    unique: [],
    isWitnessed: true,
  },
  monitor_run: {
    columns: {
      at: 'text',
      cause: 'text',
      entities: 'integer',
      parties: 'integer',
      raised: 'integer',
      reopened: 'integer',
      suppressed: 'integer',
      delisted: 'integer',
    },
    unique: [],
    isWitnessed: true,
  },
  delivery: {
    columns: {
      webhook: 'text',
      event: 'text',
      body: 'text',
      state: 'text',
      attempts: 'integer',
      next_at: 'text',
      last_error: 'text?',
      made_at: 'text',
    },
    unique: [],
    isWitnessed: false,
  },
  evidence_view: {
    columns: { user_id: 'text', alert: 'text', at: 'text' },
    unique: [],
    isWitnessed: false,
  },
  session: {
    columns: { user_id: 'text', digest: 'text', csrf: 'text', created_at: 'text', expires_at: 'text' },
    unique: [],
    isWitnessed: false,
  },
  sign_in_failure: {
    columns: { count: 'integer', locked_until: 'text?' },
    unique: [],
    isWitnessed: false,
  },
  setup_code: {
    columns: { digest: 'text', expires_at: 'text', used_at: 'text?' },
    unique: [],
    isWitnessed: false,
  },
  idempotency: {
    columns: { request_digest: 'text', response_json: 'text', at: 'text' },
    unique: [],
    isWitnessed: false,
  },
  log_entry: {
    columns: { at: 'text', actor: 'text', action: 'text', subject: 'text', body: 'text' },
    unique: [],
    isWitnessed: false,
  },
  log_node: {
    columns: { hash: 'text' },
    unique: [],
    isWitnessed: false,
  },
  log_head: {
    columns: { size: 'integer', frontier: 'text', at: 'text' },
    unique: [],
    isWitnessed: false,
  },
  log_checkpoint: {
    columns: { size: 'integer', note: 'text', at: 'text' },
    unique: [],
    isWitnessed: false,
  },
} as const satisfies Record<string, TableShape>

export type TableName = keyof typeof TABLES
export const TABLE_NAMES: readonly TableName[] = Object.keys(TABLES) as TableName[]

type ValueOf<Kind> = Kind extends 'text'
  ? string
  : Kind extends 'text?'
    ? string | null
    : Kind extends 'integer'
      ? number
      : number | null

/** A row as every store gives and takes it, without its tenant. */
export type Row<T extends TableName> = { readonly id: string } & {
  readonly [Column in keyof (typeof TABLES)[T]['columns']]: ValueOf<(typeof TABLES)[T]['columns'][Column]>
}

export type Value = string | number | null
export type AnyRow = Readonly<Record<string, Value>> & { readonly id: string }

/** The columns of a table, `id` first, in the order of the table's shape. */
export const columnsOf = (table: TableName): readonly string[] => ['id', ...Object.keys(TABLES[table].columns)]

export const kindOf = (table: TableName, column: string): ColumnKind => {
  if (column === 'id') return 'text'
  const columns: Readonly<Record<string, ColumnKind>> = TABLES[table].columns
  const kind = columns[column]
  if (kind === undefined) throw new RangeError(`${table} has no column ${column}`)
  return kind
}

export const isWitnessed = (table: TableName): boolean => TABLES[table].isWitnessed
