import { useQuery } from '@tanstack/react-query';
import { Navigate, Outlet, useLocation } from 'react-router';
import { ErrorNotice, Waiting } from '../../ui/Notice';
import { Page } from '../../ui/Page';
import { sessionQuery } from './useSession';

/** Lets only those past who are signed in; others come back here once they are. */
export function RequireSession() {
  const { data: person, error, refetch } = useQuery(sessionQuery);
  const { pathname, search } = useLocation();
  if (person) {
    return <Outlet />;
  }
  if (person === null) {
    return <Navigate to={`/signin?next=${encodeURIComponent(pathname + search)}`} replace />;
  }
  return <Page title="Etalon">{error ? <ErrorNotice error={error} retry={() => void refetch()} /> : <Waiting rows={6} />}</Page>;
}
