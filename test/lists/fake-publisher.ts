import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What a publisher answers for one path. */
export type Answer = (request: IncomingMessage, response: ServerResponse) => void

/** A publisher on this machine, faults included. Paths are those of a mirror: `/<host>/<path>`. */
export class FakePublisher {
  readonly #server: Server
  readonly #answers = new Map<string, Answer>()
  /** Every request that came, as `GET /path`. */
  readonly requests: string[] = []

  private constructor(server: Server) {
    this.#server = server
  }

  static async start(): Promise<FakePublisher> {
    const server = createServer()
    const publisher = new FakePublisher(server)
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      publisher.requests.push(`${request.method} ${request.url}`)
      const answer = publisher.#answers.get(request.url ?? '')
      if (answer === undefined) response.writeHead(404).end()
      else answer(request, response)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return publisher
  }

  get host(): string {
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  get url(): string {
    return `http://${this.host}`
  }

  answer(path: string, answer: Answer): void {
    this.#answers.set(path, answer)
  }

  /** A file with a tag, so that a second question is answered "not modified". */
  file(path: string, content: () => string): void {
    this.answer(path, (request, response) => {
      const body = content()
      const etag = `"${body.length}-${body.slice(0, 40).replace(/\W/g, '')}"`
      if (request.headers['if-none-match'] === etag) response.writeHead(304).end()
      else response.writeHead(200, { etag, 'content-length': Buffer.byteLength(body) }).end(body)
    })
  }

  stop(): Promise<void> {
    this.#server.closeAllConnections()
    return new Promise((resolve) => this.#server.close(() => resolve()))
  }
}
