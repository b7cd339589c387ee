import '@h5web/app/styles.css';
import { App, createBasicFetcher, H5GroveProvider } from '@h5web/app';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { Link, useParams } from 'react-router';
import { queries } from '../../api/queries';
import { sessionQuery } from '../session';
import { Page } from '../../ui/Page';
import css from './H5Web.module.css';
import { useShownPath } from './useShownPath';

/** A dataset in H5Web, as it is published: it asks the same routes as any other copy of it would. */
export function H5WebPage() {
  const { id = '' } = useParams();
  const dataset = useQuery(queries.dataset(id)).data;
  const client = useQueryClient();
  const { start, opening, frame } = useShownPath();

  // The session's cookie goes along by itself; one that has ended leads to the sign-in page as everywhere.
  const fetcher = useMemo(() => {
    const fetchBytes = createBasicFetcher({ credentials: 'same-origin' });
    return async (...question: Parameters<typeof fetchBytes>) => {
      try {
        return await fetchBytes(...question);
      } catch (error) {
        if (error instanceof Error && 'status' in error && error.status === 401) {
          client.setQueryData(sessionQuery.queryKey, null);
        }
        throw error;
      }
    };
  }, [client]);

  return (
    <Page title={dataset ? `${dataset.name} in H5Web` : 'H5Web'} sub={<Link to={`/datasets/${id}`}>Back to the dataset</Link>}>
      <div ref={frame} className={css.frame}>
        <H5GroveProvider url={`${window.location.origin}/h5`} filepath={id} fetcher={fetcher}>
          <App key={`${id} ${opening}`} initialPath={start} disableDarkMode />
        </H5GroveProvider>
      </div>
    </Page>
  );
}
