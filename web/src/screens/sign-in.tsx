import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useNavigate } from 'react-router'
import { fetchSession, fetchSetup, setUp, signIn, signOut } from '../api/access.ts'
import { Failure, Loading } from '../parts/state.tsx'
import { plain } from '../parts/text.tsx'
import { useWords } from '../settings.tsx'

const SHORTEST_PASSWORD = 12

/** Signing in, or setting up the first admin where there is nobody yet. */
export function SignInScreen() {
  const words = useWords()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const setup = useQuery({ queryKey: ['setup'], queryFn: fetchSetup, staleTime: 0 })
  const session = useQuery({ queryKey: ['session'], queryFn: fetchSession, retry: false })
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const isFresh = setup.data?.fresh === true
  const enter = useMutation({
    mutationFn: () =>
      isFresh ? setUp({ name, password, ...(code === '' ? {} : { code }) }) : signIn({ name, password }),
    onSuccess: async () => {
      await queries.invalidateQueries()
      await navigate('/')
    },
  })
  const leave = useMutation({ mutationFn: signOut, onSuccess: () => queries.resetQueries() })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    enter.mutate()
  }
  if (setup.isPending) return <Loading />
  return (
    <>
      <h1>{isFresh ? words.sign.firstTitle : words.sign.title}</h1>
      {isFresh && <p className="quiet">{words.sign.firstText}</p>}
      {session.data?.by === 'session' && (
        <p className="actions">
          <strong>{plain(session.data.actor.name, 80)}</strong>{' '}
          {session.data.actor.roles.map((role) => words.roles[role] ?? role).join(', ')}
          <button type="button" className="button" onClick={() => leave.mutate()}>
            {words.sign.out}
          </button>
        </p>
      )}
      <form className="card narrow" onSubmit={submit}>
        <label className="field">
          {words.sign.name}
          <input
            required
            maxLength={64}
            value={name}
            autoComplete="username"
            onChange={({ target }) => setName(target.value)}
          />
        </label>
        <label className="field">
          {words.sign.password}
          <input
            type="password"
            required
            minLength={isFresh ? SHORTEST_PASSWORD : 1}
            value={password}
            autoComplete={isFresh ? 'new-password' : 'current-password'}
            onChange={({ target }) => setPassword(target.value)}
          />
          {isFresh && <span className="hint">{words.people.passwordHint}</span>}
        </label>
        {isFresh && setup.data?.needs_code === true && (
          <label className="field">
            {words.sign.code}
            <input
              required
              maxLength={64}
              value={code}
              autoComplete="one-time-code"
              onChange={({ target }) => setCode(target.value)}
            />
          </label>
        )}
        <button type="submit" className="button primary" disabled={enter.isPending}>
          {isFresh ? words.sign.up : words.sign.in}
        </button>
        {enter.isError && <Failure error={enter.error} />}
      </form>
    </>
  )
}
