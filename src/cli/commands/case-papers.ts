import { writeFileSync } from 'node:fs'
import { Command, Option } from 'commander'
import { AnswerLedger } from '../../engine/answer-ledger.ts'
import { openAuditKey } from '../../engine/audit-key.ts'
import { certificateOf, draftFor, evidencePack, figures } from '../../engine/case-papers.ts'
import type { Language } from '../../engine/engine.ts'
import { renderPackPdf } from '../../engine/pack-pdf.ts'
import { atDesk, type DeskOptions, mustBe, withDesk } from '../desk.ts'
import { examples, withOutput } from '../options.ts'
import { note, printJson, printLine, safeText, table } from '../output.ts'

/** Commands of `cordon case` that make papers: drafts, packs, certificates, figures. */
export const paperCommands = (): readonly Command[] => [
  reportCommand(),
  packCommand(),
  certificateCommand(),
  figuresCommand(),
]

const isMachine = ({ json, jsonl }: DeskOptions): boolean => json === true || jsonl === true

interface ReportOptions extends DeskOptions {
  readonly kind: 'blocking' | 'rejecting'
  readonly reporter?: string
  readonly contact?: string
  readonly property?: string
  readonly location?: string
  readonly value?: string
  readonly actedOn?: string
  readonly parties?: string
}

function reportCommand(): Command {
  return withDesk(withOutput(new Command('report')))
    .description('draft a report of blocked property or a rejected transaction from a confirmed match')
    .argument('<alert>')
    .addOption(new Option('--kind <kind>', 'what was done').choices(['blocking', 'rejecting']).makeOptionMandatory())
    .option('--reporter <text>', 'who reports')
    .option('--contact <text>', 'whom to ask')
    .option('--property <text>', 'what was blocked or rejected')
    .option('--location <text>', 'where the property is held')
    .option('--value <text>', 'its value, with the currency')
    .option('--acted-on <date>', 'the day of the blocking or rejecting')
    .option('--parties <text>', 'the parties to the transaction')
    .addHelpText(
      'after',
      examples('cordon case report m5k2… --kind blocking --reporter "Banco Ejemplo" --acted-on 2026-11-20'),
    )
    .action((id: string, _: unknown, command: Command) => report(id, command.optsWithGlobals<ReportOptions>()))
}

async function report(id: string, options: ReportOptions): Promise<void> {
  const facts = {
    ...(options.reporter === undefined ? {} : { reporter: options.reporter }),
    ...(options.contact === undefined ? {} : { contact: options.contact }),
    ...(options.property === undefined ? {} : { propertyDescription: options.property }),
    ...(options.location === undefined ? {} : { propertyLocation: options.location }),
    ...(options.value === undefined ? {} : { value: options.value }),
    ...(options.actedOn === undefined ? {} : { actedOn: options.actedOn }),
    ...(options.parties === undefined ? {} : { transactionParties: options.parties }),
  }
  const draft = mustBe(await atDesk(options, true, (desk) => draftFor(desk, id, options.kind, facts)))
  if (isMachine(options)) {
    printJson(draft)
    return
  }
  printLine(`Draft, ${draft.kind}, ${draft.citation}`)
  printLine(table(draft.fields.map(({ name, value, from }) => [name, safeText(value ?? 'MISSING'), `(${from})`])))
  if (draft.missing.length > 0) printLine(`Missing: ${draft.missing.join(', ')}`)
  printLine(draft.notice)
}

function packCommand(): Command {
  return withDesk(new Command('pack'))
    .description('everything an examiner needs to re-perform a case, with proofs from the audit log, as JSON or PDF')
    .argument('<case>')
    .option(
      '--out <file>',
      'write here instead of to standard output; a name in .pdf makes a PDF with the JSON inside it',
    )
    .addHelpText('after', examples('cordon case pack m5k2… --out case.json', 'cordon case pack m5k2… --out case.pdf'))
    .action(async (id: string, _: unknown, command: Command) => {
      const options = command.optsWithGlobals<DeskOptions & { readonly out?: string }>()
      const pack = mustBe(await atDesk(options, false, (desk) => evidencePack(desk, openAuditKey(options.data), id)))
      if (options.out === undefined) printJson(pack)
      else if (options.out.endsWith('.pdf')) writeFileSync(options.out, await renderPackPdf(pack), { mode: 0o600 })
      else writeFileSync(options.out, `${JSON.stringify(pack, null, 2)}\n`, { mode: 0o600 })
      note(`${pack.entries.length} entries proved against the checkpoint of ${pack.checkpoint.size}`)
    })
}

function certificateCommand(): Command {
  return withDesk(withOutput(new Command('certificate')))
    .description('the certificate of a search that found nothing: lists, versions, policy, and what it does not mean')
    .argument('<answer>', "the answer's id; it is asked again, and must give the same bytes")
    .option('--lang <language>', 'en or es')
    .addHelpText('after', examples('cordon case certificate m5k2…', 'cordon case certificate m5k2… --lang es'))
    .action((id: string, _: unknown, command: Command) =>
      certify(id, command.optsWithGlobals<DeskOptions & { readonly lang?: Language }>()),
    )
}

async function certify(id: string, options: DeskOptions & { readonly lang?: Language }): Promise<void> {
  const replay = mustBe(await atDesk(options, true, (desk) => new AnswerLedger(options.data).replay(desk, id)))
  if (!replay.isSame) note('the answer no longer replays to the same bytes: see cordon audit replay')
  const certificate = mustBe(certificateOf(id, replay.answer, options.lang === 'es' ? 'es' : 'en'))
  if (isMachine(options)) {
    printJson(certificate)
    return
  }
  printLine(`Answer ${id}, screened at ${certificate.screened_at}, as of ${certificate.as_of}`)
  for (const list of certificate.lists)
    printLine(`  ${list.id} of ${list.published ?? 'unknown date'} (${list.entities} entities) ${list.version}`)
  printLine(`  matcher ${certificate.matcher}, policy ${certificate.policy}, bar ${certificate.threshold}`)
  printLine(certificate.means)
  for (const line of certificate.does_not_mean) printLine(`- ${line}`)
  if (!replay.isSame) process.exitCode = 1
}

function figuresCommand(): Command {
  return withDesk(withOutput(new Command('figures')))
    .description('age, resolution and outcome of every alert, without names, for management information')
    .addHelpText('after', examples('cordon case figures --json'))
    .action(async (_: unknown, command: Command) => {
      const options = command.optsWithGlobals<DeskOptions>()
      const rows = mustBe(await atDesk(options, true, (desk) => figures(desk)))
      if (isMachine(options)) printJson({ alerts: rows })
      else
        printLine(
          table([
            ['alert', 'state', 'band', 'raised', 'due', 'hours', 'outcome', ''],
            ...rows.map((row) => [
              row.alert,
              row.state,
              row.band,
              row.raised_at.slice(0, 10),
              row.due_on,
              String(row.resolution_hours ?? row.age_hours),
              row.outcome ?? '—',
              row.overdue ? 'OVERDUE' : '',
            ]),
          ]),
        )
    })
}
