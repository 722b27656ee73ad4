import { createBrowserRouter } from 'react-router'
import { Layout } from './layout.tsx'
import { Failed, Loading } from './parts/state.tsx'
import { SearchScreen } from './screens/search.tsx'

/** Every screen by its address; all but the first are fetched when they are opened. */
export const router = createBrowserRouter([
  {
    path: '/',
    element: <Layout />,
    errorElement: <Failed />,
    hydrateFallbackElement: <Loading />,
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
      { path: 'exposure', lazy: async () => ({ Component: (await import('./screens/exposure.tsx')).ExposureScreen }) },
      { path: 'book', lazy: async () => ({ Component: (await import('./screens/book.tsx')).BookScreen }) },
      { path: 'queue', lazy: async () => ({ Component: (await import('./screens/queue.tsx')).QueueScreen }) },
      { path: 'alert/:id', lazy: async () => ({ Component: (await import('./screens/alert.tsx')).AlertScreen }) },
      { path: 'case/:id', lazy: async () => ({ Component: (await import('./screens/case.tsx')).CaseScreen }) },
      { path: 'review', lazy: async () => ({ Component: (await import('./screens/review.tsx')).ReviewScreen }) },
      {
        path: 'suppressions',
        lazy: async () => ({ Component: (await import('./screens/suppressions.tsx')).SuppressionsScreen }),
      },
      { path: 'payments', lazy: async () => ({ Component: (await import('./screens/payments.tsx')).PaymentsScreen }) },
      { path: 'lists', lazy: async () => ({ Component: (await import('./screens/lists.tsx')).ListsScreen }) },
      { path: 'list/:id', lazy: async () => ({ Component: (await import('./screens/list.tsx')).ListScreen }) },
      {
        path: 'validation',
        lazy: async () => ({ Component: (await import('./screens/validation.tsx')).ValidationScreen }),
      },
      { path: 'audit', lazy: async () => ({ Component: (await import('./screens/audit.tsx')).AuditScreen }) },
      { path: 'figures', lazy: async () => ({ Component: (await import('./screens/figures.tsx')).FiguresScreen }) },
      { path: 'people', lazy: async () => ({ Component: (await import('./screens/people.tsx')).PeopleScreen }) },
      { path: 'sign-in', lazy: async () => ({ Component: (await import('./screens/sign-in.tsx')).SignInScreen }) },
      { path: '*', lazy: async () => ({ Component: (await import('./screens/not-found.tsx')).NotFoundScreen }) },
    ],
  },
])
