import { readKnowledgeTable } from './knowledge.ts'

/** A table of `data/validation`, its columns checked. */
export const validationTable = (file: string, ...columns: readonly string[]): ReturnType<typeof readKnowledgeTable> =>
  readKnowledgeTable(`validation/${file}`, columns)
