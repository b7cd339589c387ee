import { Button, Skeleton } from '@mantine/core';
import type { ReactNode } from 'react';
import css from './Page.module.css';

interface Told {
  message: string;
  help?: string;
  code?: string;
  traceId?: string;
}

/** What went wrong, in the server's words, what to do next, and an id to quote. */
export function ErrorNotice({ error, retry }: { error: unknown; retry?: () => void }) {
  const told: Told = error instanceof Error ? error : { message: String(error) };
  return (
    <div className={`${css.notice ?? ''} ${css.bad ?? ''}`} role="alert">
      <strong>{told.message}</strong>
      {told.help && <p>{told.help}</p>}
      {told.traceId && (
        <p>
          <small>Quote this when you report it: {told.traceId}</small>
        </p>
      )}
      {retry && (
        <Button mt="sm" size="xs" variant="default" onClick={retry}>
          Try again
        </Button>
      )}
    </div>
  );
}

/** Nothing here yet, and how something comes here. */
export function Empty({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className={css.empty}>
      <h2>{title}</h2>
      {children}
    </div>
  );
}

/** The place of what is being fetched, as large as what will come. */
export function Waiting({ rows = 4, height = 40 }: { rows?: number; height?: number }) {
  return (
    <div role="status" aria-label="Loading">
      {Array.from({ length: rows }, (_, index) => (
        <Skeleton key={index} height={height} mb={8} />
      ))}
    </div>
  );
}

interface Asked<T> {
  data: T | undefined;
  error: unknown;
  isPending: boolean;
  refetch: () => unknown;
}

/** One of: waiting, the error, or what came. */
export function Await<T>({ query, rows, children }: { query: Asked<T>; rows?: number; children: (data: T) => ReactNode }) {
  if (query.data !== undefined) {
    return <>{children(query.data)}</>;
  }
  if (query.error) {
    return <ErrorNotice error={query.error} retry={() => void query.refetch()} />;
  }
  return <Waiting {...(rows === undefined ? {} : { rows })} />;
}
