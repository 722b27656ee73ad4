import { useMutation } from '@tanstack/react-query'
import { fetchFile } from '../api/call.ts'
import { Failure } from './state.tsx'
import { download } from './text.tsx'

interface PaperProps {
  readonly label: string
  readonly path: string
  readonly name: string
  readonly type: string
}

/** A paper that the server makes: fetched and handed over as a file, or said why there is none. */
export function Paper({ label, path, name, type }: PaperProps) {
  const fetching = useMutation({
    mutationFn: async () => download(name, await fetchFile(path), type),
  })
  return (
    <>
      <button type="button" className="button" disabled={fetching.isPending} onClick={() => fetching.mutate()}>
        {label}
      </button>
      {fetching.isError && <Failure error={fetching.error} />}
    </>
  )
}
