import { connect, type Socket } from 'node:net'

/** One answer: its status, and when it came. */
export type OnAnswer = (status: number, body: Buffer) => void

const END_OF_HEAD = Buffer.from('\r\n\r\n')
const LENGTH = /content-length: (\d+)/i

/**
 * A connection that sends requests written beforehand and reads answers by their length. A client of its own, because on two cores
 * a library's would be what is measured.
 */
export class Connection {
  readonly #socket: Socket
  readonly #waiting: OnAnswer[] = []
  #held: Buffer = Buffer.alloc(0)

  constructor(port: number, onClose: (unanswered: number) => void) {
    this.#socket = connect(port, '127.0.0.1')
    this.#socket.setNoDelay(true)
    this.#socket.on('data', (chunk) => this.#take(chunk))
    this.#socket.on('error', () => undefined)
    this.#socket.on('close', () => onClose(this.#waiting.length))
  }

  get isIdle(): boolean {
    return this.#waiting.length === 0
  }

  send(request: Buffer, onAnswer: OnAnswer): void {
    this.#waiting.push(onAnswer)
    this.#socket.write(request)
  }

  close(): void {
    this.#socket.destroy()
  }

  #take(chunk: Buffer): void {
    this.#held = this.#held.length === 0 ? chunk : Buffer.concat([this.#held, chunk])
    for (;;) {
      const end = this.#held.indexOf(END_OF_HEAD)
      if (end < 0) return
      const head = this.#held.toString('latin1', 0, end)
      const from = end + END_OF_HEAD.length
      const length = Number(LENGTH.exec(head)?.[1] ?? 0)
      if (this.#held.length < from + length) return
      const body = this.#held.subarray(from, from + length)
      this.#held = this.#held.subarray(from + length)
      this.#waiting.shift()?.(Number(head.slice(9, 12)), body)
    }
  }
}

/** The bytes of a POST with a JSON body. */
export const postRequest = (path: string, body: string): Buffer =>
  Buffer.from(
    `POST ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  )

/** What a stretch of load came to. */
export interface Load {
  readonly answered: number
  readonly seconds: number
  readonly perSecond: number
  readonly byStatus: Readonly<Record<string, number>>
  /** Milliseconds from when a request was due to its answer, sorted. */
  readonly latenciesMs: readonly number[]
  /** Due requests that found no free connection, and such as were cut off. */
  readonly unsent: number
  readonly lost: number
}

export interface LoadOptions {
  readonly port: number
  readonly connections: number
  readonly seconds: number
  readonly requests: readonly Buffer[]
  readonly check?: OnAnswer
}

class Tally {
  readonly byStatus: Record<string, number> = {}
  readonly latenciesMs: number[] = []
  answered = 0
  lost = 0
  unsent = 0

  add(status: number, sinceMs: number): void {
    this.answered += 1
    this.byStatus[status] = (this.byStatus[status] ?? 0) + 1
    this.latenciesMs.push(performance.now() - sinceMs)
  }

  cut(unanswered: number): void {
    this.lost += unanswered
  }

  result(seconds: number): Load {
    const { answered, byStatus, lost, unsent } = this
    const latenciesMs = this.latenciesMs.sort((a, b) => a - b)
    return { answered, seconds, perSecond: answered / seconds, byStatus, latenciesMs, unsent, lost }
  }
}

/** Every connection asks again as soon as it is answered: as much as the server can do. */
export async function closedLoop({ port, connections, seconds, requests, check }: LoadOptions): Promise<Load> {
  const tally = new Tally()
  const from = performance.now()
  let next = 0
  let isOver = false
  const open = Array.from({ length: connections }, () => new Connection(port, (cut) => tally.cut(cut)))
  const ask = (connection: Connection): void => {
    const request = requests[next++ % requests.length]
    if (isOver || request === undefined) return
    const since = performance.now()
    connection.send(request, (status, body) => {
      tally.add(status, since)
      check?.(status, body)
      ask(connection)
    })
  }
  for (const connection of open) ask(connection)
  await pause(seconds * 1_000)
  isOver = true
  const result = tally.result((performance.now() - from) / 1_000)
  for (const connection of open) connection.close()
  return result
}

/** Requests fall due at a fixed rate, whether or not earlier ones are answered: what a server's callers do to it. */
export async function openLoop(perSecond: number, options: LoadOptions): Promise<Load> {
  const { port, connections, seconds, requests, check } = options
  const tally = new Tally()
  const idle: Connection[] = []
  const all = Array.from({ length: connections }, () => new Connection(port, (cut) => tally.cut(cut)))
  idle.push(...all)
  const from = performance.now()
  let sent = 0
  while (performance.now() - from < seconds * 1_000) {
    const due = Math.floor(((performance.now() - from) / 1_000) * perSecond)
    for (; sent < due; sent += 1) {
      const connection = idle.pop()
      const request = requests[sent % requests.length]
      if (connection === undefined || request === undefined) {
        tally.unsent += 1
        continue
      }
      const dueAt = from + (sent / perSecond) * 1_000
      connection.send(request, (status, body) => {
        tally.add(status, dueAt)
        check?.(status, body)
        idle.push(connection)
      })
    }
    await pause(1)
  }
  await pause(500)
  const result = tally.result((performance.now() - from) / 1_000)
  for (const connection of all) connection.close()
  return result
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

export const percentile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
