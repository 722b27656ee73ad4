import { useSearchParams } from 'react-router'
import { EMPTY_QUESTION, type Question } from './api/screening.ts'

const KEYS = {
  name: 'q',
  birthDate: 'born',
  country: 'country',
  schema: 'kind',
  number: 'number',
  address: 'address',
  asOf: 'as_of',
} as const satisfies Record<keyof Question, string>
const FIELDS = ['name', 'birthDate', 'country', 'schema', 'number', 'address', 'asOf'] as const

/** The question as it stands in the address, so that back, reload and a sent link ask the same. */
export function useQuestion(): readonly [Question, (question: Question) => void] {
  const [address, setAddress] = useSearchParams()
  const question: Question = {
    ...EMPTY_QUESTION,
    ...Object.fromEntries(FIELDS.map((field) => [field, address.get(KEYS[field]) ?? ''])),
  }
  return [question, (next) => setAddress(addressOf(next), { replace: true })]
}

export function addressOf(question: Question): URLSearchParams {
  const address = new URLSearchParams()
  for (const field of FIELDS) if (question[field] !== '') address.set(KEYS[field], question[field])
  return address
}
