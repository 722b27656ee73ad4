import { createBrowserRouter } from 'react-router'
import { Layout } from './layout.tsx'
import { Failed } from './parts/state.tsx'
import { SearchScreen } from './screens/search.tsx'

/** Every screen by its address; all but the first are fetched when they are opened. */
export const router = createBrowserRouter([
  {
    path: '/',
    element: <Layout />,
    errorElement: <Failed />,
    children: [
      { index: true, element: <SearchScreen /> },
      {
        path: 'evidence/:entity',
        lazy: async () => ({ Component: (await import('./screens/evidence.tsx')).EvidenceScreen }),
      },
      {
        path: 'organisations',
        lazy: async () => ({ Component: (await import('./screens/organisations.tsx')).OrganisationsScreen }),
      },
      {
        path: 'organisation/:id',
        lazy: async () => ({ Component: (await import('./screens/organisation.tsx')).OrganisationScreen }),
      },
      { path: 'what-if', lazy: async () => ({ Component: (await import('./screens/what-if.tsx')).WhatIfScreen }) },
      { path: 'radar', lazy: async () => ({ Component: (await import('./screens/radar.tsx')).RadarScreen }) },
      { path: 'lists', lazy: async () => ({ Component: (await import('./screens/lists.tsx')).ListsScreen }) },
      { path: '*', lazy: async () => ({ Component: (await import('./screens/not-found.tsx')).NotFoundScreen }) },
    ],
  },
])
