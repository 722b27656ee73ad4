import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { RouterProvider } from 'react-router'
import { ApiError } from './api/call.ts'
import { KeysProvider } from './parts/keys.tsx'
import { UndoProvider } from './parts/undo.tsx'
import { router } from './routes.tsx'
import { SettingsProvider } from './settings.tsx'
import './theme.css'
import './frame.css'
import './parts.css'
import './pictures.css'

const MINUTE_MS = 60_000

const isRefused = (error: unknown): boolean => error instanceof ApiError && error.status >= 400 && error.status < 500

/** Answers are kept for a minute; a failed question is asked once more, then shown as failed: never as nothing found. */
const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: MINUTE_MS,
      retry: (failures, error) => failures < 1 && !isRefused(error),
      refetchOnWindowFocus: false,
    },
  },
})

const root = document.getElementById('app')
if (root === null) throw new Error('the page has no place for the application')
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <SettingsProvider>
        <KeysProvider>
          <UndoProvider>
            <RouterProvider router={router} />
          </UndoProvider>
        </KeysProvider>
      </SettingsProvider>
    </QueryClientProvider>
  </StrictMode>,
)
