import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'vitest'

const folder = join(import.meta.dirname, '..', '..', 'shared', 'data')

/** The folder of publishers' files and labelled data beside a checkout, where there is one. It is never part of the repository. */
export const hasSharedData = existsSync(folder)

export const sharedData = (...parts: readonly string[]): string => join(folder, ...parts)

/** A test that needs that folder: skipped with a notice where it is missing. */
export const testWithSharedData = test.runIf(hasSharedData)

if (!hasSharedData) console.warn("tests on the publishers' own files are skipped: ../shared/data is missing")
