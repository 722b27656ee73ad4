/**
 * Decides alerts until it is killed, saying on stdout what was acknowledged. What it is about to send it first writes to a file,
 * and sends again when it starts: a client that never heard the answer.
 *
 *   node decide-forever.ts sqlite FOLDER INTENT-FILE | postgres URL INTENT-FILE
 */
import { existsSync, readFileSync, writeFileSync, writeSync } from 'node:fs'
import { decide, getAlert } from '../../src/engine/casework.ts'
import { openRecords } from '../../src/engine/records.ts'
import { ANA, FALSE_POSITIVE, hitOf, must, Office, TestClock } from './casework.ts'

const [kind, place = '', intentFile = ''] = process.argv.slice(2)
const store = await openRecords(kind === 'postgres' ? { databaseUrl: place } : { data: place })
const office = new Office(store, new TestClock())
const ana = office.desk(ANA)

async function send(alert: string): Promise<void> {
  const done = must(await decide(ana, alert, FALSE_POSITIVE, { idempotency: { key: alert, request: alert } }))
  writeSync(1, `${alert} ${done.disposition.id}\n`)
}

if (existsSync(intentFile)) {
  const alert = readFileSync(intentFile, 'utf8')
  if ((await getAlert(ana, alert)).ok) await send(alert)
}
for (let i = 0; ; i++) {
  const ref = `${process.pid}-${i}`
  const alert = await office.alert(ref, hitOf({ id: `test-${ref}` }))
  writeFileSync(intentFile, alert, { flush: true })
  await send(alert)
}
