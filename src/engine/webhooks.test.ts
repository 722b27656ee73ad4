import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, test } from 'vitest'
import { ADA, codeOf, must, Office } from '../../test/support/casework.ts'
import { MemoryRecords } from '../store/records/memory-records.ts'
import { checkWebhookUrl, isReachable, type Post, postTo, type Resolve } from './webhook-post.ts'
import {
  createWebhook,
  deliverDue,
  isSignedDelivery,
  listDeliveries,
  listWebhooks,
  replay,
  SIGNATURE_HEADER,
} from './webhooks.ts'

interface Sent {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

class TestPost implements Post {
  readonly sent: Sent[] = []
  status = 200
  async post(url: string, headers: Readonly<Record<string, string>>, body: string): Promise<number> {
    this.sent.push({ url, headers, body })
    return this.status
  }
}

async function withHook() {
  const office = new Office(new MemoryRecords())
  const hook = must(await createWebhook(office.desk(ADA), 'https://hooks.example.org/cordon', ['alert.raised']))
  return { office, hook, post: new TestPost() }
}

describe('webhooks', () => {
  test('carry ids and no names, signed so that only an untouched, fresh body is believed (T-25)', async () => {
    const { office, hook, post } = await withHook()
    const alert = await office.alert()
    expect(await deliverDue(office.store, 'main', post, office.clock.now)).toEqual({ delivered: 1, failed: 0 })
    const [{ headers, body } = { headers: {}, body: '' }] = post.sent
    expect(JSON.parse(body)).toMatchObject({ event: 'alert.raised', data: { alert } })
    expect(body).not.toMatch(/Ramiro|Testigo/)
    const now = Date.parse(office.clock.now()) / 1_000
    const header = (headers as Record<string, string>)[SIGNATURE_HEADER] ?? ''
    expect(isSignedDelivery(hook.secret, body, header, now)).toBe(true)
    expect(isSignedDelivery('whsec_other', body, header, now)).toBe(false)
    expect(isSignedDelivery(hook.secret, `${body} `, header, now)).toBe(false)
    expect(isSignedDelivery(hook.secret, body, header, now + 301)).toBe(false)
    expect(isSignedDelivery(hook.secret, body, header.replace(/t=\d+/, `t=${now + 300}`), now)).toBe(false)
  })

  test('are sent again after a failure, later each time, and given up in the end but never lost', async () => {
    const { office, post } = await withHook()
    await office.alert()
    post.status = 500
    const waits: number[] = []
    for (let i = 0; i < 20; i++) {
      await deliverDue(office.store, 'main', post, office.clock.now)
      const [delivery] = must(await listDeliveries(office.desk(ADA)))
      if (delivery?.state !== 'waiting') break
      waits.push((Date.parse(delivery.next_at) - Date.parse(office.clock.now())) / 1_000)
      office.clock.set(delivery.next_at)
    }
    expect(waits.slice(0, 4)).toEqual([5, 10, 20, 40])
    const [delivery] = must(await listDeliveries(office.desk(ADA), { state: 'given_up' }))
    expect(delivery?.attempts).toBe(12)
    post.status = 204
    must(await replay(office.desk(ADA), delivery?.id ?? ''))
    await deliverDue(office.store, 'main', post, office.clock.now)
    expect(new Set(post.sent.map(({ body }) => body)).size).toBe(1)
    expect(must(await listDeliveries(office.desk(ADA), { state: 'delivered' })).length).toBe(1)
  })

  test('never show their secret again', async () => {
    const { office, hook } = await withHook()
    expect(JSON.stringify(must(await listWebhooks(office.desk(ADA))))).not.toContain(hook.secret)
  })

  test.each([
    ['plain HTTP', 'http://example.org/', 'webhook.url'],
    ['a file', 'file:///etc/passwd', 'webhook.url'],
    ['a password in the address', 'https://a:b@example.org/', 'webhook.url'],
    ['nonsense', 'hooks', 'webhook.url'],
    ['this machine', 'https://127.0.0.1/', 'webhook.url.inside'],
    ['this machine in another writing', 'https://2130706433/', 'webhook.url.inside'],
    ['this machine in octal', 'https://0177.0.0.1/', 'webhook.url.inside'],
    ['the metadata service', 'https://169.254.169.254/latest', 'webhook.url.inside'],
    ['a private net', 'https://10.1.2.3/', 'webhook.url.inside'],
    ['this machine in IPv6', 'https://[::1]/', 'webhook.url.inside'],
    ['an IPv4 address mapped into IPv6', 'https://[::ffff:10.0.0.1]/', 'webhook.url.inside'],
    ['a name of this machine', 'https://localhost/', 'webhook.url.inside'],
    ['a name inside', 'https://db.internal/', 'webhook.url.inside'],
    ['an address outside', 'https://hooks.example.org/x', 'accepted'],
  ] as const)('do not go to %s (T-15)', (_why, url, code) => {
    expect(codeOf(checkWebhookUrl(url))).toBe(code)
  })

  test('go to the address that was checked, though the name leads elsewhere a moment later (T-15)', async () => {
    const reached: string[] = []
    const receiver = createServer((request, response) => {
      reached.push(request.headers.host ?? '')
      response.writeHead(request.url === '/moved' ? 302 : 204, { location: 'http://127.0.0.1/' }).end()
    })
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
    const { port } = receiver.address() as AddressInfo
    const answers = [['127.0.0.1'], ['169.254.169.254'], ['127.0.0.1', '10.0.0.1'], []]
    let asked = 0
    const resolve: Resolve = async () => (answers[asked++] ?? []).map((address) => ({ address, family: 4 }))
    const post = postTo(resolve, isReachable('127.0.0.0/8'))
    expect(await post.post(`http://hooks.example.org:${port}/x`, {}, '{}')).toBe(204)
    expect([asked, reached]).toEqual([1, [`hooks.example.org:${port}`]])
    for (const _ of answers.slice(1))
      await expect(post.post(`http://hooks.example.org:${port}/x`, {}, '{}')).rejects.toThrow('inside this network')
    expect(await post.post(`http://127.0.0.1:${port}/moved`, {}, '{}')).toBe(302)
    expect(reached.length).toBe(2)
    receiver.close()
  })

  test.each(['10.0.0.0', '10.0.0.0/33', 'internal/8', '10.0.0.0/x'])('the setting %s is no network', (text) => {
    expect(() => isReachable(text)).toThrow('no network')
  })
})
