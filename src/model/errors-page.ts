import { ERRORS } from './errors.ts'

/** The page of all operational errors, made from their table so that it cannot fall behind. */
export function errorsPage(): string {
  const rows = Object.entries(ERRORS).map(
    ([code, { status, exit, remedy }]) => `| \`${code}\` | ${status} | ${exit} | ${remedy} |`,
  )
  return [
    '# Errors',
    '',
    'Made from `src/model/errors.ts` by `npm run docs`; do not edit by hand. A code is stable: programs may rely on it. Messages name the thing and the next step.',
    '',
    '| code | HTTP | exit | how to mend it |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n')
}
