import { Button, SegmentedControl } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useSearchParams } from 'react-router';
import { queries } from '../../api/queries';
import { Await, Empty } from '../../ui/Notice';
import { Page } from '../../ui/Page';
import css from './Jobs.module.css';
import { Queue } from './Queue';
import { RunTable } from './RunTable';

const states = ['', 'running', 'queued', 'done', 'failed', 'cancelled'];

/** All runs that one may see, newest first; looked at again while something goes on. */
export function JobsPage() {
  const [params, setParams] = useSearchParams();
  const state = params.get('state') ?? '';
  const query = useInfiniteQuery({
    ...queries.runs(state),
    refetchInterval: ({ state: { data } }) => (data?.pages.flat().some((run) => run.state === 'running' || run.state === 'queued') ? 1500 : 15_000),
  });
  const runs = query.data?.pages.flat() ?? [];
  return (
    <Page title="Jobs" sub="What runs, what waits, and what has ended.">
      <div className={css.states}>
        <SegmentedControl
          aria-label="State"
          value={state}
          onChange={(next) => setParams(next ? { state: next } : {}, { replace: true })}
          data={states.map((value) => ({ value, label: value || 'all' }))}
        />
      </div>
      <Queue />
      <Await query={query} rows={8}>
        {() =>
          runs.length > 0 ? (
            <RunTable runs={runs} label="Runs" />
          ) : (
            <Empty title={state ? `Nothing is ${state}.` : 'Nothing has run yet.'}>
              <p>
                <Link to="/workflows">Choose a workflow</Link> to start one.
              </p>
            </Empty>
          )
        }
      </Await>
      {query.hasNextPage && (
        <Button mt="md" variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          Show more
        </Button>
      )}
    </Page>
  );
}
