/** Upper bounds of the match time's buckets, in seconds. */
const BUCKETS_S = [0.0005, 0.001, 0.002, 0.004, 0.008, 0.016, 0.032, 0.064, 0.125, 0.25, 0.5, 1, 2.5] as const

type Labels = Readonly<Record<string, string>>

type Read = () => readonly { readonly labels?: Labels; readonly value: number }[]

interface Told {
  readonly name: string
  readonly help: string
  readonly type: 'gauge' | 'counter'
  readonly read: Read
}

/** A counter by labels. */
export class Counter {
  readonly #values = new Map<string, { readonly labels: Labels; value: number }>()

  add(labels: Labels = {}, by = 1): void {
    const key = JSON.stringify(labels)
    const held = this.#values.get(key)
    if (held === undefined) this.#values.set(key, { labels, value: by })
    else held.value += by
  }

  values(): readonly { readonly labels: Labels; readonly value: number }[] {
    return [...this.#values.values()]
  }
}

/** Times in fixed buckets. */
export class Histogram {
  readonly #counts = BUCKETS_S.map(() => 0)
  #sum = 0
  #count = 0

  observe(seconds: number): void {
    this.#sum += seconds
    this.#count += 1
    for (let at = BUCKETS_S.length - 1; at >= 0 && seconds <= (BUCKETS_S[at] ?? 0); at -= 1) {
      this.#counts[at] = (this.#counts[at] ?? 0) + 1
    }
  }

  render(name: string): readonly string[] {
    const buckets = BUCKETS_S.map((bound, at) => `${name}_bucket{le="${bound}"} ${this.#counts[at] ?? 0}`)
    return [
      ...buckets,
      `${name}_bucket{le="+Inf"} ${this.#count}`,
      `${name}_sum ${this.#sum}`,
      `${name}_count ${this.#count}`,
    ]
  }
}

/** What Prometheus reads at `/metrics`. Labels are ids of lists and routes; nothing of what was asked is ever one. */
export class Metrics {
  readonly requests = new Counter()
  readonly queries = new Counter()
  readonly matchSeconds = new Histogram()
  readonly #read: Told[] = []

  gauge(name: string, help: string, read: Read): void {
    this.#read.push({ name, help, type: 'gauge', read })
  }

  /** A number that only grows, counted elsewhere. */
  counter(name: string, help: string, read: Read): void {
    this.#read.push({ name, help, type: 'counter', read })
  }

  render(): string {
    const lines = [
      ...header('cordon_http_requests_total', 'counter', 'Requests by route and status.'),
      ...this.requests.values().map(({ labels, value }) => sample('cordon_http_requests_total', labels, value)),
      ...header('cordon_match_queries_total', 'counter', 'Parties screened over HTTP, by status.'),
      ...this.queries.values().map(({ labels, value }) => sample('cordon_match_queries_total', labels, value)),
      ...header('cordon_match_duration_seconds', 'histogram', 'Time of one match request.'),
      ...this.matchSeconds.render('cordon_match_duration_seconds'),
    ]
    for (const { name, help, type, read } of this.#read) {
      lines.push(...header(name, type, help))
      for (const { labels, value } of read()) lines.push(sample(name, labels ?? {}, value))
    }
    return `${lines.join('\n')}\n`
  }
}

const header = (name: string, type: string, help: string): readonly string[] => [
  `# HELP ${name} ${help}`,
  `# TYPE ${name} ${type}`,
]

function sample(name: string, labels: Labels, value: number): string {
  const pairs = Object.entries(labels).map(([key, text]) => `${key}="${text.replace(/[\\"\n]/g, '_')}"`)
  return `${name}${pairs.length === 0 ? '' : `{${pairs.join(',')}}`} ${value}`
}
