import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Link } from 'react-router'
import { addUser, fetchSetup, fetchUsers, ROLES } from '../api/access.ts'
import { Failure, Loading } from '../parts/state.tsx'
import { Table } from '../parts/table.tsx'
import { plain } from '../parts/text.tsx'
import { useWords } from '../settings.tsx'

const SHORTEST_PASSWORD = 12

/** Accounts and what they may do. */
export function PeopleScreen() {
  const words = useWords()
  const setup = useQuery({ queryKey: ['setup'], queryFn: fetchSetup })
  const users = useQuery({ queryKey: ['users'], queryFn: fetchUsers, retry: false })
  return (
    <>
      <h1>{words.people.title}</h1>
      <p className="quiet">{words.people.intro}</p>
      {setup.data?.fresh === true && (
        <p className="verdict undetermined">
          <span>{words.people.fresh}</span> <Link to="/sign-in">{words.people.first}</Link>
        </p>
      )}
      {users.isPending && <Loading />}
      {users.isError && <Failure error={users.error} again={() => void users.refetch()} />}
      {users.data !== undefined && users.data.users.length > 0 && (
        <Table
          label={words.table.rows(users.data.users.length)}
          rows={users.data.users}
          keyOf={({ id }) => id}
          columns={[
            {
              key: 'name',
              title: words.people.name,
              cell: ({ name }) => <strong>{plain(name, 80)}</strong>,
              text: ({ name }) => name,
            },
            {
              key: 'roles',
              title: words.people.roles,
              cell: ({ roles }) => roles.map((role) => words.roles[role] ?? role).join(', '),
              text: ({ roles }) => roles.join(' '),
            },
            {
              key: 'since',
              title: words.people.since,
              cell: ({ created_at: at }) => at.slice(0, 10),
              text: ({ created_at: at }) => at,
            },
          ]}
        />
      )}
      <h2>{words.people.roles}</h2>
      <dl className="facts">
        {ROLES.map((role) => (
          <div className="fact" key={role}>
            <dt>{words.roles[role]}</dt>
            <dd>{words.roleText[role]}</dd>
          </div>
        ))}
      </dl>
      {setup.data?.fresh === false && users.data !== undefined && <Add />}
    </>
  )
}

function Add() {
  const words = useWords()
  const queries = useQueryClient()
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')
  const [roles, setRoles] = useState<readonly string[]>(['analyst'])
  const add = useMutation({
    mutationFn: () => addUser({ name, password, roles }),
    onSuccess: async () => {
      setName('')
      setPassword('')
      await queries.invalidateQueries({ queryKey: ['users'] })
    },
  })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    add.mutate()
  }
  return (
    <form className="card" onSubmit={submit}>
      <h2>{words.people.add}</h2>
      <div className="fields">
        <label className="field">
          {words.people.name}
          <input
            required
            maxLength={64}
            value={name}
            autoComplete="off"
            onChange={({ target }) => setName(target.value)}
          />
        </label>
        <label className="field">
          {words.people.password}
          <input
            type="password"
            required
            minLength={SHORTEST_PASSWORD}
            value={password}
            autoComplete="new-password"
            onChange={({ target }) => setPassword(target.value)}
          />
          <span className="hint">{words.people.passwordHint}</span>
        </label>
      </div>
      <fieldset className="chips">
        <legend>{words.people.roles}</legend>
        {ROLES.map((role) => (
          <label key={role} className={roles.includes(role) ? 'chosen' : undefined}>
            <input
              type="checkbox"
              checked={roles.includes(role)}
              onChange={() => setRoles(roles.includes(role) ? roles.filter((each) => each !== role) : [...roles, role])}
            />{' '}
            {words.roles[role] ?? role}
          </label>
        ))}
      </fieldset>
      <button type="submit" className="button primary" disabled={add.isPending || roles.length === 0}>
        {words.people.add}
      </button>
      {add.isError && <Failure error={add.error} />}
    </form>
  )
}
