import { lazy, Suspense, type ComponentType } from 'react';
import { createBrowserRouter, Navigate } from 'react-router';
import { connection } from '../api/connection';
import { RequireSession, SignInPage } from '../features/session';
import { Waiting } from '../ui/Notice';
import { Page } from '../ui/Page';
import { Broken } from './Broken';
import { Shell } from './Shell';

/**
 * Waits until the server is back and opens the page anew: a script that failed to come can be asked for again, but its
 * style sheet is not.
 */
function whenBack(): Promise<never> {
  connection.lost();
  return new Promise(() => {
    connection.subscribe(() => window.location.reload());
  });
}

/** A page that is loaded when somebody goes there. */
function later<Name extends string>(load: () => Promise<Record<Name, ComponentType>>, name: Name) {
  const Loaded = lazy<ComponentType>(async () => ({ default: (await load().catch(whenBack))[name] }));
  return (
    <Suspense fallback={<Page title="…"><Waiting rows={8} /></Page>}>
      <Loaded />
    </Suspense>
  );
}

const dataset = () => import('../features/dataset');
const runs = () => import('../features/runs');
const workflows = () => import('../features/workflows');

export const router = createBrowserRouter([
  {
    element: <Shell />,
    errorElement: <Broken />,
    children: [
      { path: '/signin', element: <SignInPage /> },
      {
        element: <RequireSession />,
        errorElement: <Broken />,
        children: [
          { path: '/', element: later(() => import('../features/home'), 'HomePage') },
          { path: '/find', element: later(() => import('../features/find'), 'FindPage') },
          { path: '/upload', element: later(() => import('../features/upload'), 'UploadPage') },
          { path: '/datasets', element: <Navigate to="/find" replace /> },
          { path: '/datasets/:id', element: later(dataset, 'DatasetPage') },
          { path: '/datasets/:id/:tab', element: later(dataset, 'DatasetPage') },
          { path: '/look', element: later(() => import('../features/look'), 'LookPage') },
          { path: '/v/:id', element: later(() => import('../features/look'), 'SharedViewPage') },
          { path: '/h5web/:id', element: later(() => import('../features/h5'), 'H5WebPage') },
          { path: '/workflows', element: later(workflows, 'CataloguePage') },
          { path: '/workflows/:kind/:name', element: later(workflows, 'LaunchPage') },
          { path: '/runs/:id', element: later(runs, 'RunPage') },
          { path: '/runs/:id/:tab', element: later(runs, 'RunPage') },
          { path: '/ophidia', element: later(() => import('../features/manual'), 'ManualPage') },
          { path: '/jobs', element: later(() => import('../features/jobs'), 'JobsPage') },
          { path: '/account', element: later(() => import('../features/account'), 'AccountPage') },
          { path: '/admin', element: later(() => import('../features/admin'), 'AdminPage') },
          { path: '/admin/:tab', element: later(() => import('../features/admin'), 'AdminPage') },
          { path: '*', element: <Broken /> },
        ],
      },
    ],
  },
]);
