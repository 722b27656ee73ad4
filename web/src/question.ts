import { useSearchParams } from 'react-router'
import { EMPTY_QUESTION, type Question } from './api.ts'

const KEYS = { name: 'q', birthDate: 'born', country: 'country', schema: 'kind' } as const

/** The question as it stands in the address, so that back, reload and a sent link ask the same. */
export function useQuestion(): readonly [Question, (question: Question) => void] {
  const [address, setAddress] = useSearchParams()
  const question: Question = {
    name: address.get(KEYS.name) ?? '',
    birthDate: address.get(KEYS.birthDate) ?? '',
    country: address.get(KEYS.country) ?? '',
    schema: address.get(KEYS.schema) ?? '',
  }
  return [question, (next) => setAddress(addressOf(next), { replace: true })]
}

export function addressOf(question: Question): URLSearchParams {
  const address = new URLSearchParams()
  for (const [field, key] of Object.entries(KEYS)) {
    const value = question[field as keyof Question]
    if (value !== EMPTY_QUESTION[field as keyof Question]) address.set(key, value)
  }
  return address
}
