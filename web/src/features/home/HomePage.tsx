import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { queries } from '../../api/queries';
import { DatasetCards } from '../dataset';
import { RunTable } from '../jobs';
import { useSession } from '../session';
import { Icon } from '../../ui/Icon';
import { Await, Empty } from '../../ui/Notice';
import { Card, Page } from '../../ui/Page';

/** What is new, what goes on, and what failed. */
export function HomePage() {
  const { person } = useSession();
  const datasets = useInfiniteQuery(queries.find({ text: '', where: [], facets: [], limit: 6 }));
  const runs = useInfiniteQuery({ ...queries.runs(''), refetchInterval: 5000 });
  const failed = useInfiniteQuery(queries.runs('failed'));
  const recent = (runs.data?.pages.flat() ?? []).slice(0, 6);
  const troubled = (failed.data?.pages.flat() ?? []).slice(0, 3);
  return (
    <Page
      title={`Hello ${person?.fullName || person?.name || ''}`.trim()}
      actions={
        <>
          <Button component={Link} to="/find" leftSection={<Icon name="find" />}>
            Find data
          </Button>
          <Button component={Link} to="/upload" variant="default" leftSection={<Icon name="upload" />}>
            Bring data in
          </Button>
          <Button component={Link} to="/workflows" variant="default" leftSection={<Icon name="workflow" />}>
            Run a workflow
          </Button>
        </>
      }
    >
      <Card title="Newest data">
        <Await query={{ ...datasets, data: datasets.data?.pages[0] }} rows={3}>
          {(page) =>
            page.items.length === 0 ? (
              <Empty title="No data yet.">
                <p>
                  <Link to="/upload">Bring data in</Link> from your machine, or with <code>etalon dataset import FILE</code>.
                </p>
              </Empty>
            ) : (
              <DatasetCards items={page.items} />
            )
          }
        </Await>
      </Card>
      {troubled.length > 0 && (
        <Card title="Failed lately">
          <RunTable runs={troubled} label="Runs that failed" />
        </Card>
      )}
      <Card title="Runs">
        <Await query={runs} rows={4}>
          {() =>
            recent.length > 0 ? (
              <RunTable runs={recent} label="Latest runs" />
            ) : (
              <Empty title="Nothing has run yet.">
                <p>
                  <Link to="/workflows">Choose a workflow</Link> to start one.
                </p>
              </Empty>
            )
          }
        </Await>
      </Card>
    </Page>
  );
}
