import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider, QueryCache } from '@tanstack/react-query';
import { RouterProvider } from 'react-router';
import { Problem } from '../api/problem';
import { sessionQuery } from '../features/session';
import { router } from './routes';

const client: QueryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: (error) => {
      if (error instanceof Problem && error.status === 401) {
        client.setQueryData(sessionQuery.queryKey, null);
      }
    },
  }),
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      retry: (failures, error) => error instanceof Problem && error.passing && failures < 5,
      retryDelay: (attempt) => Math.min(5000, 300 * 2 ** attempt) * (0.8 + 0.4 * Math.random()),
    },
  },
});

/**
 * The portal. Mantine writes no style elements: its variables are in its own style sheet and in tokens.css, since the
 * content policy allows style sheets of this server only.
 */
export function App() {
  return (
    <MantineProvider defaultColorScheme="auto" withCssVariables={false} withGlobalClasses={false}>
      <QueryClientProvider client={client}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  );
}
