// Writes the bill of materials of what is shipped: every package of the lock file that is no development dependency, as CycloneDX
// 1.6 JSON on standard output. The same lock file gives the same bytes.
//   npm run --silent sbom > cordon.cdx.json
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'

const read = (name) => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8')
const lockText = read('package-lock.json')
const lock = JSON.parse(lockText)
const manifest = JSON.parse(read('package.json'))

const purlOf = (name, version) => `pkg:npm/${name.replace(/^@/, '%40')}@${version}`

/** `sha512-BASE64` of the lock file, as CycloneDX writes digests. */
function hashesOf(integrity) {
  const found = /^(sha\d+)-(.+)$/.exec(integrity ?? '')
  if (found === null) return undefined
  const alg = { sha512: 'SHA-512', sha256: 'SHA-256', sha1: 'SHA-1' }[found[1]]
  return alg === undefined ? undefined : [{ alg, content: Buffer.from(found[2], 'base64').toString('hex') }]
}

const shipped = Object.entries(lock.packages)
  .filter(([path, entry]) => path !== '' && entry.dev !== true && entry.link !== true)
  .map(([path, entry]) => ({ name: entry.name ?? path.slice(path.lastIndexOf('node_modules/') + 13), path, ...entry }))
  .sort((a, b) => (a.path < b.path ? -1 : 1))

const components = [...new Map(shipped.map((entry) => [purlOf(entry.name, entry.version), entry]))].map(
  ([purl, entry]) => ({
    type: 'library',
    'bom-ref': purl,
    name: entry.name,
    version: entry.version,
    purl,
    ...(entry.optional === true ? { scope: 'optional' } : { scope: 'required' }),
    ...(entry.license === undefined ? {} : { licenses: [{ expression: entry.license }] }),
    ...(hashesOf(entry.integrity) === undefined ? {} : { hashes: hashesOf(entry.integrity) }),
  }),
)

/** The version that a package at a path of the lock file gets for a dependency, found as Node would. */
function resolve(from, name) {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    const found = lock.packages[`${folder === '' ? '' : `${folder}/`}node_modules/${name}`]
    if (found !== undefined) return purlOf(found.name ?? name, found.version)
    if (folder === '') return undefined
  }
}

const refsOf = (path, entry) =>
  [
    ...new Set(
      Object.keys({ ...entry.dependencies, ...entry.optionalDependencies }).flatMap(
        (name) => resolve(path, name) ?? [],
      ),
    ),
  ].sort()

const self = purlOf(manifest.name, manifest.version)
const byRef = new Map([[self, refsOf('', lock.packages[''])]])
for (const entry of shipped) byRef.set(purlOf(entry.name, entry.version), refsOf(entry.path, entry))

const digest = createHash('sha256').update(lockText).digest('hex')
const uuid = `${digest.slice(0, 8)}-${digest.slice(8, 12)}-5${digest.slice(13, 16)}-8${digest.slice(17, 20)}-${digest.slice(20, 32)}`
const bom = {
  bomFormat: 'CycloneDX',
  specVersion: '1.6',
  serialNumber: `urn:uuid:${uuid}`,
  version: 1,
  metadata: {
    component: { type: 'application', 'bom-ref': self, name: manifest.name, version: manifest.version, purl: self },
  },
  components,
  dependencies: [...byRef].map(([ref, dependsOn]) => ({ ref, dependsOn })),
}
process.stdout.write(`${JSON.stringify(bom, null, 2)}\n`)
