import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { RouterProvider } from 'react-router'
import { router } from './routes.tsx'
import { SettingsProvider } from './settings.tsx'
import './theme.css'
import './parts.css'

const MINUTE_MS = 60_000

/** Answers are kept for a minute; a failed question is asked once more, then shown as failed: never as nothing found. */
const queries = new QueryClient({
  defaultOptions: { queries: { staleTime: MINUTE_MS, retry: 1, refetchOnWindowFocus: false } },
})

const root = document.getElementById('app')
if (root === null) throw new Error('the page has no place for the application')
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <SettingsProvider>
        <RouterProvider router={router} />
      </SettingsProvider>
    </QueryClientProvider>
  </StrictMode>,
)
