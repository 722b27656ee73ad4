import { Link } from 'react-router'
import { useWords } from '../settings.tsx'

export function NotFoundScreen() {
  const words = useWords()
  return (
    <>
      <h1>{words.state.notFound}</h1>
      <Link to="/">{words.state.home}</Link>
    </>
  )
}
